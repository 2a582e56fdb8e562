package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardFigures.Figure;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;

/** The words of a column's figure. */
final class FigureText {

    private FigureText() {}

    /** The bare figure, where there is no room for words. */
    static String brief(Figure figure, Formats formats) {
        return switch (figure) {
            case Figure.Next next -> formats.time(next.startsAt());
            case Figure.Longest longest -> CardText.length(longest.minutes());
            case Figure.Rooms rooms -> rooms.inUse() + "/" + rooms.all();
            case Figure.Due due -> formats.shortMoney(due.amount());
            case Figure.MeanStay stay -> CardText.length(stay.minutes());
            case Figure.OfAll all -> Long.toString(all.all());
        };
    }

    /** The figure in words, in the language that is set. */
    static String of(Figure figure, Formats formats) {
        return switch (figure) {
            case Figure.Next next -> Texts.get("board.figure.next", formats.time(next.startsAt()));
            case Figure.Longest longest ->
                    Texts.get("board.figure.longest", CardText.length(longest.minutes()));
            case Figure.Rooms rooms -> Texts.get("board.figure.rooms", rooms.inUse(), rooms.all());
            case Figure.Due due -> Texts.get("board.figure.due", formats.shortMoney(due.amount()));
            case Figure.MeanStay stay ->
                    Texts.get("board.figure.stay", CardText.length(stay.minutes()));
            case Figure.OfAll all -> Texts.get("board.figure.of-all", all.all());
        };
    }
}
