package clinic.daybook.desk.ui;

import javafx.scene.Parent;

/**
 * A place in the window that the shell shows and hides. What is subscribed in {@link #activate} is
 * released in {@link #deactivate}; both are called on the FX thread, in turns.
 */
public interface Screen {

    /** The same node every time. */
    Parent root();

    /** The screen comes into sight. */
    void activate();

    /** The screen goes out of sight. */
    void deactivate();
}
