package clinic.daybook.desk.ui;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Short news at the bottom left, for ten seconds, with a way back where there is one. */
public final class Toasts extends VBox {

    private static final Duration LIFE = Duration.seconds(10);
    private static final int MOST = 3;

    private final Deque<Toast> shown = new ArrayDeque<>();

    /** An empty area, which lets everything beneath through. */
    public Toasts() {
        super(8);
        getStyleClass().add("db-toasts");
        setAlignment(Pos.BOTTOM_LEFT);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    /** News without a way back. */
    public void show(ObservableValue<String> words) {
        add(new Toast(words, null, null));
    }

    /** News that can be undone; choosing it ends the toast. */
    public void undoable(ObservableValue<String> words, Runnable undo) {
        add(new Toast(words, Texts.bind("ui.undo"), undo));
    }

    /** News with another action. */
    public void withAction(
            ObservableValue<String> words, ObservableValue<String> actionWords, Runnable action) {
        add(new Toast(words, actionWords, action));
    }

    /** Does what the newest toast that has an action offers; false when none has. */
    public boolean actOnNewest() {
        for (Toast toast : shown) {
            Runnable action = toast.action;
            if (action != null) {
                remove(toast);
                action.run();
                return true;
            }
        }
        return false;
    }

    private void add(Toast toast) {
        shown.addFirst(toast);
        getChildren().add(toast.box);
        while (shown.size() > MOST) {
            remove(shown.getLast());
        }
        toast.life.setOnFinished(_ -> remove(toast));
        toast.life.play();
        Motion.fromBelow(toast.box);
    }

    private void remove(Toast toast) {
        toast.life.stop();
        shown.remove(toast);
        getChildren().remove(toast.box);
    }

    private final class Toast {
        private final HBox box = new HBox(16);
        private final PauseTransition life = new PauseTransition(LIFE);
        private final @Nullable Runnable action;

        Toast(
                ObservableValue<String> words,
                @Nullable ObservableValue<String> actionWords,
                @Nullable Runnable action) {
            this.action = action;
            box.getStyleClass().add("db-toast");
            box.setAlignment(Pos.CENTER_LEFT);
            Label text = new Label();
            text.textProperty().bind(words);
            text.setWrapText(true);
            text.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(text, Priority.ALWAYS);
            box.getChildren().add(text);
            if (actionWords != null && action != null) {
                Button button = new Button();
                button.getStyleClass().addAll("db-plain", "db-small");
                button.textProperty().bind(actionWords);
                button.setOnAction(_ -> {
                    remove(this);
                    action.run();
                });
                button.setMinWidth(USE_PREF_SIZE);
                box.getChildren().add(button);
            }
            // Who reads it or moves towards the button has time to.
            box.hoverProperty()
                    .subscribe(hover -> {
                        if (hover) {
                            life.pause();
                        } else if (shown.contains(this)) {
                            life.play();
                        }
                    });
        }
    }
}
