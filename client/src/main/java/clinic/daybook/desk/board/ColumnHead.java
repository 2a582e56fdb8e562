package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardFigures.Figure;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The head of a column: its glyph, name and count, and at the right the one figure. */
final class ColumnHead extends HBox {

    private final BoardColumn column;
    private final Label name = new Label();
    private final Label count = new Label();
    private final FigureLabel figure = new FigureLabel("board-head-figure");

    ColumnHead(BoardColumn column) {
        super(6);
        this.column = column;
        getStyleClass().add("board-head");
        setAlignment(Pos.CENTER_LEFT);
        setManaged(false);
        name.getStyleClass().add("board-head-name");
        name.setMinWidth(USE_PREF_SIZE);
        count.getStyleClass().add("board-head-count");
        count.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(figure, Priority.ALWAYS);
        getChildren().addAll(StateGlyph.of(column.status(), false), name, count, figure);
    }

    /** Shows the column's cards in figures. */
    void show(BoardView view, Instant now) {
        List<BoardCard> cards = view.columns().getOrDefault(column, List.of());
        name.setText(Words.of(column.status()));
        count.setText(Integer.toString(cards.size()));
        Formats formats = Formats.of(view.reference());
        Optional<Figure> told = BoardFigures.of(column.status(), cards, view.reference(), now);
        figure.show(
                told.map(f -> FigureText.of(f, formats)).orElse(""),
                told.map(f -> FigureText.brief(f, formats)).orElse(""));
    }

    /** What the figure says in full. */
    String figure() {
        return figure.words();
    }

    /** What the count says. */
    String count() {
        return count.getText();
    }
}
