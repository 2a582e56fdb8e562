package clinic.daybook.desk.board;

import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Stands where the cards would: while the day is being read, and where there are none. */
final class BoardPlaceholder extends StackPane {

    private static final Duration PATIENCE = Duration.millis(300);

    /** Does what the empty board offers. */
    @FunctionalInterface
    interface Action {
        /** {@code filtered}: cards there are, but the filters hide them. */
        void run(boolean filtered);
    }

    private final BooleanProperty filtered = new SimpleBooleanProperty(this, "filtered");
    private final VBox empty;
    private final HBox loading = new HBox(12);
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private boolean waiting;

    BoardPlaceholder(Action action) {
        setPickOnBounds(false);
        Label sentence = new Label();
        sentence.textProperty()
                .bind(
                        Texts.live(
                                () ->
                                        Texts.get(
                                                filtered.get()
                                                        ? "board.empty.filtered"
                                                        : "board.empty"),
                                filtered));
        Button button = new Button();
        button.textProperty()
                .bind(
                        Texts.live(
                                () ->
                                        Texts.get(
                                                filtered.get()
                                                        ? "board.empty.show-all"
                                                        : "board.book"),
                                filtered));
        button.setOnAction(_ -> action.run(filtered.get()));
        empty = new VBox(Icons.of(Feather.CALENDAR, 24), sentence, button);
        empty.getStyleClass().add("db-empty");
        empty.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        for (int lane = 0; lane < 5; lane++) {
            VBox bars = new VBox(BoardLayout.CARD_GAP);
            for (int i = 0; i < 3; i++) {
                Region bar = new Region();
                bar.getStyleClass().add("db-loading");
                bar.setPrefHeight(BoardLayout.CARD_HEIGHT);
                bars.getChildren().add(bar);
            }
            bars.setPrefWidth(100);
            HBox.setHgrow(bars, Priority.ALWAYS);
            loading.getChildren().add(bars);
        }
        loading.getStyleClass().add("board-loading");
        loading.setMouseTransparent(true);
        patience.setOnFinished(_ -> loading.setVisible(waiting));
        getChildren().addAll(loading, empty);
        show(null, BoardFilter.ALL);
    }

    /** Shows what fits the view: nothing where there are cards. */
    void show(@Nullable BoardView view, BoardFilter filter) {
        waiting = view == null;
        if (view == null) {
            empty.setVisible(false);
            patience.playFromStart();
            return;
        }
        patience.stop();
        loading.setVisible(false);
        filtered.set(!filter.equals(BoardFilter.ALL));
        empty.setVisible(view.list().isEmpty());
    }
}
