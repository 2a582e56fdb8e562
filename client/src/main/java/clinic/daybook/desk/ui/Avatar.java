package clinic.daybook.desk.ui;

import javafx.scene.control.Label;

/** The first letter of a name in a disc. */
public final class Avatar extends Label {

    /** A large one, for who is about to sign in. */
    public Avatar() {
        this(48);
    }

    /**
     * @param size diameter in pixels
     */
    public Avatar(double size) {
        getStyleClass().add("db-avatar");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setStyle("-fx-background-radius: " + size / 2 + "px;");
    }

    /** Shows whose it is; an empty name leaves it empty. */
    public void show(String name) {
        String bare = name.strip();
        setText(bare.isEmpty() ? "" : bare.substring(0, bare.offsetByCodePoints(0, 1)));
    }
}
