package clinic.daybook.desk.ui;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A dot, words and, while much is read, a bar: the sync line of bar and sign-in screen. */
public final class SyncLineView extends HBox {

    private static final PseudoClass STRONG = PseudoClass.getPseudoClass("strong");

    private final Region dot = new Region();
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar();
    private @Nullable ObservableValue<? extends @Nullable SyncLine> followed;

    /** An empty line. */
    public SyncLineView() {
        super(8);
        getStyleClass().add("db-sync-line");
        setAlignment(Pos.CENTER_LEFT);
        dot.getStyleClass().add("db-dot");
        progress.getStyleClass().add("db-sync-progress");
        progress.managedProperty().bind(progress.visibleProperty());
        progress.setVisible(false);
        progress.setFocusTraversable(false);
        progress.accessibleTextProperty().bind(words.textProperty());
        getChildren().addAll(dot, words, progress);
    }

    /** Shows whatever line the value holds; nothing as long as it holds none. */
    public void follow(ObservableValue<? extends @Nullable SyncLine> line) {
        // A binding that nobody holds is collected, and with it the subscription.
        followed = line;
        line.subscribe(this::show);
    }

    private void show(@Nullable SyncLine line) {
        setVisible(line != null);
        if (line == null) {
            return;
        }
        String tone = line.tone().name().toLowerCase(Locale.ROOT);
        dot.getStyleClass().setAll("db-dot", "db-" + tone);
        words.setText(line.text());
        Double share = line.progress();
        progress.setVisible(share != null);
        progress.setProgress(share == null ? 0 : share);
        getStyleClass().setAll("db-sync-line", "db-sync-" + tone);
        pseudoClassStateChanged(STRONG, line.strong());
    }
}
