package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.SyncMarkView;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.TimerLabel;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A reservation as a row of the list. */
final class RowNode extends VisitNode {

    /** Height of a row, in pixels. */
    static final double HEIGHT = 32;

    private static final PseudoClass LATE = PseudoClass.getPseudoClass("late");
    private static final PseudoClass DUE = PseudoClass.getPseudoClass("due");
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("assign");
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
    private static final double SIDE = 12;
    private static final double BAR = 2;
    private static final double BAR_WIDTH = 72;

    private final StateGlyph glyph = StateGlyph.of(ReservationStatus.BOOKED, false);
    private final Label state = label("board-row-state");
    private final TimerLabel timer = new TimerLabel();
    private final HBox timerBox = new HBox(timer);
    private final Region track = new Region();
    private final Region bar = new Region();
    private final Label time = label("board-card-time");
    private final Label name = label("board-card-name");
    private final HBox customer = new HBox(6, name);
    private final Label work = label("board-row-text");
    private final HBox workBox = new HBox(6, work);
    private final Label practitioner = label("board-row-text");
    private final Label room = label("board-row-text");
    private final Label open = label("board-row-open");
    private final SyncMarkView mark = new SyncMarkView(SyncMark.ON_SERVER, true);
    private double progress;

    RowNode() {
        getStyleClass().add("board-row");
        track.getStyleClass().add("board-card-track");
        bar.getStyleClass().add("board-card-bar");
        for (HBox box : List.of(timerBox, customer, workBox)) {
            box.setAlignment(Pos.CENTER_LEFT);
        }
        open.setAlignment(Pos.CENTER_RIGHT);
        for (Node part :
                List.of(
                        glyph,
                        state,
                        timerBox,
                        track,
                        bar,
                        time,
                        customer,
                        workBox,
                        practitioner,
                        room,
                        open,
                        mark)) {
            part.setManaged(false);
            part.setMouseTransparent(part != mark);
            getChildren().add(part);
        }
    }

    @Override
    SyncMarkView mark() {
        return mark;
    }

    @Override
    void fill(BoardCard shown, CardText text) {
        glyph.show(shown.status(), shown.confirmed());
        boolean confirmed = shown.status() == ReservationStatus.BOOKED && shown.confirmed();
        state.setText(confirmed ? Texts.get("status.confirmed") : Words.of(shown.status()));
        time.setText(text.time());
        name.setText(text.name());
        List<Node> customerParts = new ArrayList<>(List.of(name));
        text.tagKey().ifPresent(key -> customerParts.add(new Tag(Texts.get(key), Tag.Tone.PLAIN)));
        customer.getChildren().setAll(customerParts);
        work.setText(text.work());
        List<Node> workParts = new ArrayList<>(List.of(work));
        if (text.upsell()) {
            workParts.add(new Tag(Texts.get("ui.tag.upsell"), Tag.Tone.ACCENT));
        }
        workBox.getChildren().setAll(workParts);
        List<String> whoAndWhere = CardText.whoAndWhere(shown);
        practitioner.setText(
                text.unassigned() ? Texts.get("board.list.assign") : dash(whoAndWhere.getFirst()));
        practitioner.pseudoClassStateChanged(LINK, text.unassigned());
        room.setText(dash(whoAndWhere.getLast()));
        open.setText(
                switch (text.money()) {
                    case NONE -> Formats.NONE;
                    case OPEN, CREDIT -> Formats.amount(shown.balance().open());
                    case PAID -> Texts.get("ui.tag.paid");
                });
        open.pseudoClassStateChanged(DUE, text.money() == CardText.Money.OPEN);
        mark.show(shown.mark());
        pseudoClassStateChanged(ENDED, shown.status().ended());
    }

    @Override
    void time(BoardCard shown, CardTimer now, String words, Instant at) {
        TimerLabel.Level level = CardNode.level(now.alert());
        if (!words.equals(timer.getText()) || !level.equals(timer.getUserData())) {
            timer.show(words, level);
            timer.setUserData(level);
        }
        Optional<Double> running = CardTimer.progress(shown, at);
        track.setVisible(running.isPresent());
        bar.setVisible(running.isPresent());
        bar.pseudoClassStateChanged(LATE, now.alert() != CardTimer.Alert.LIVE);
        progress = running.orElse(0.0);
        placeBar(ListColumn.edges(getWidth())[ListColumn.TIMER.ordinal()] + SIDE);
    }

    @Override
    protected void layoutChildren() {
        double[] edges = ListColumn.edges(getWidth());
        glyph.resizeRelocate(SIDE, (HEIGHT - 16) / 2, 16, 16);
        put(state, edges, ListColumn.STATE, 24);
        put(timerBox, edges, ListColumn.TIMER, 0);
        put(time, edges, ListColumn.TIME, 0);
        put(customer, edges, ListColumn.CUSTOMER, 0);
        put(workBox, edges, ListColumn.WORK, 0);
        put(practitioner, edges, ListColumn.PRACTITIONER, 0);
        put(room, edges, ListColumn.ROOM, 0);
        put(open, edges, ListColumn.OPEN, 0);
        put(mark, edges, ListColumn.MARK, 0);
        placeBar(edges[ListColumn.TIMER.ordinal()] + SIDE);
    }

    private void placeBar(double x) {
        track.resizeRelocate(x, HEIGHT - 1 - BAR, BAR_WIDTH, BAR);
        bar.resizeRelocate(x, HEIGHT - 1 - BAR, Math.round(BAR_WIDTH * progress), BAR);
    }

    private static void put(Region part, double[] edges, ListColumn column, double indent) {
        double x = edges[column.ordinal()] + SIDE + indent;
        double width = edges[column.ordinal() + 1] - x - (column.right() ? SIDE : 0);
        part.resizeRelocate(x, 0, Math.max(0, width), HEIGHT);
    }

    private static String dash(String text) {
        return text.isEmpty() ? Formats.NONE : text;
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(0);
        return label;
    }
}
