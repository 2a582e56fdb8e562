package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardFigures.Figure;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How many are in each state, above the list; choosing one shows only these. */
final class StateStrip extends HBox {

    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first-alert");
    private static final PseudoClass SECOND = PseudoClass.getPseudoClass("second-alert");

    private static final double NARROW = 124;

    private static final List<ReservationStatus> SHOWN =
            List.of(
                    ReservationStatus.BOOKED,
                    ReservationStatus.ARRIVED,
                    ReservationStatus.CHECKED_IN,
                    ReservationStatus.IN_CONSULTATION,
                    ReservationStatus.WAITING_TREATMENT,
                    ReservationStatus.IN_TREATMENT,
                    ReservationStatus.READY_TO_LEAVE,
                    ReservationStatus.DEPARTED,
                    ReservationStatus.NO_SHOW);

    private final Map<ReservationStatus, Tile> tiles = new EnumMap<>(ReservationStatus.class);

    /**
     * @param chosen gets the state to show alone; {@code null}: all again
     */
    StateStrip(Consumer<@Nullable ReservationStatus> chosen) {
        super(8);
        getStyleClass().add("board-strip");
        for (ReservationStatus status : SHOWN) {
            Tile tile = new Tile(status);
            tile.setOnAction(_ -> chosen.accept(tile.isSelected() ? status : null));
            tiles.put(status, tile);
            HBox.setHgrow(tile, Priority.ALWAYS);
            getChildren().add(tile);
        }
    }

    /** Shows the day in figures. */
    void show(BoardView view, @Nullable ReservationStatus chosen, Instant now) {
        tiles.forEach((status, tile) -> tile.fill(view, status == chosen, now));
    }

    private static final class Tile extends ToggleButton {
        private final ReservationStatus status;
        private final StateGlyph glyph;
        private final Label name = new Label();
        private final Label count = new Label();
        private final FigureLabel figure = new FigureLabel("board-tile-figure");

        Tile(ReservationStatus status) {
            this.status = status;
            getStyleClass().add("board-tile");
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setMinWidth(0);
            setPrefWidth(100);
            setMaxWidth(Double.MAX_VALUE);
            name.getStyleClass().add("db-caption");
            glyph = StateGlyph.of(status, false);
            widthProperty().subscribe(this::placeGlyph);
            placeGlyph();
            name.setMinWidth(0);
            count.getStyleClass().add("db-name");
            count.setMinWidth(USE_PREF_SIZE);
            HBox line = new HBox(2, count, figure);
            line.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(figure, Priority.ALWAYS);
            VBox content = new VBox(2, name, line);
            content.setMouseTransparent(true);
            content.prefWidthProperty().bind(widthProperty().subtract(14));
            content.setMinWidth(0);
            setGraphic(content);
        }

        /** In a narrow tile the name needs its line for itself. */
        private void placeGlyph() {
            boolean narrow = getWidth() > 0 && getWidth() < NARROW;
            Label beside = narrow ? count : name;
            if (beside.getGraphic() == null) {
                name.setGraphic(null);
                count.setGraphic(null);
                beside.setGraphic(glyph);
            }
        }

        void fill(BoardView view, boolean chosen, Instant now) {
            List<BoardCard> cards = view.in(status);
            Optional<Figure> shown =
                    status == ReservationStatus.NO_SHOW
                            ? Optional.of(new Figure.OfAll(view.cards().size()))
                            : BoardFigures.of(status, cards, view.reference(), now);
            Formats formats = Formats.of(view.reference());
            name.setText(Words.of(status));
            count.setText(Integer.toString(cards.size()));
            figure.show(
                    shown.map(f -> FigureText.of(f, formats)).orElse(""),
                    shown.map(f -> FigureText.brief(f, formats)).orElse(""));
            CardTimer.Alert alert =
                    switch (shown.orElse(null)) {
                        case Figure.Longest longest -> longest.alert();
                        case Figure.Due _ -> CardTimer.Alert.FIRST;
                        case null, default -> CardTimer.Alert.CALM;
                    };
            figure.pseudoClassStateChanged(FIRST, alert == CardTimer.Alert.FIRST);
            figure.pseudoClassStateChanged(SECOND, alert == CardTimer.Alert.SECOND);
            setSelected(chosen);
            setAccessibleText(name.getText() + " " + count.getText() + " " + figure.words());
        }
    }
}
