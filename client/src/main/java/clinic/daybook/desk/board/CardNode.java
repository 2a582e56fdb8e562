package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.SyncMarkView;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.TimerLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** A card of four lines. All cards have their times, names and marks on the same lines. */
final class CardNode extends VisitNode {

    private static final PseudoClass NEEDS_YOU = PseudoClass.getPseudoClass("needs-you");
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
    private static final PseudoClass LATE = PseudoClass.getPseudoClass("late");
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("assign");

    private static final double SIDE = 10;
    private static final double LINE = 20;
    private static final double[] TOPS = {8, 28, 49, 70};
    private static final double BAR = 3;
    private static final double GAP = 6;

    private final Label time = label("board-card-time");
    private final TimerLabel timer = new TimerLabel();
    private final HBox timerBox = new HBox(timer);
    private final Label name = label("board-card-name");
    private final HBox tagBox = new HBox();
    private final SyncMarkView mark = new SyncMarkView(SyncMark.ON_SERVER, false);
    private final Label work = label("board-card-work");
    private final Label due = label("board-card-due");
    private final Label place = label("board-card-place");
    private final HBox flags = new HBox(4);
    private final Region track = new Region();
    private final Region bar = new Region();
    private final Tooltip fullWork = new Tooltip();
    private double progress;

    CardNode() {
        getStyleClass().add("board-card");
        timerBox.setAlignment(Pos.CENTER_RIGHT);
        tagBox.setAlignment(Pos.CENTER_LEFT);
        flags.setAlignment(Pos.CENTER_RIGHT);
        track.getStyleClass().add("board-card-track");
        bar.getStyleClass().add("board-card-bar");
        for (Node part :
                List.of(time, timerBox, name, tagBox, mark, work, due, place, flags, track, bar)) {
            part.setManaged(false);
            part.setMouseTransparent(part != mark && part != work);
            getChildren().add(part);
        }
    }

    @Override
    SyncMarkView mark() {
        return mark;
    }

    @Override
    void fill(BoardCard shown, CardText text) {
        time.setText(text.time());
        name.setText(text.name());
        tagBox.getChildren()
                .setAll(
                        text.tagKey()
                                .map(key -> List.of(new Tag(Texts.get(key), Tag.Tone.PLAIN)))
                                .orElse(List.of()));
        mark.show(shown.mark());
        work.setText(text.due().isPresent() ? Texts.get("board.card.due") : text.work());
        due.setText(text.due().orElse(""));
        place.setText(text.place());
        place.pseudoClassStateChanged(LINK, text.unassigned());
        flags.getChildren().setAll(flagsOf(text));
        fullWork.setText(text.work());
        Tooltip.uninstall(work, fullWork);
        if (!text.work().isEmpty()) {
            Tooltip.install(work, fullWork);
        }
        pseudoClassStateChanged(NEEDS_YOU, shown.mark() == SyncMark.NEEDS_YOU);
        pseudoClassStateChanged(ENDED, shown.status().ended());
    }

    @Override
    void time(BoardCard shown, CardTimer now, String words, Instant at) {
        TimerLabel.Level level = level(now.alert());
        if (!words.equals(timer.getText()) || !level.equals(timer.getUserData())) {
            timer.show(words, level);
            timer.setUserData(level);
        }
        Optional<Double> running = CardTimer.progress(shown, at);
        track.setVisible(running.isPresent());
        bar.setVisible(running.isPresent());
        bar.pseudoClassStateChanged(LATE, now.alert() != CardTimer.Alert.LIVE);
        progress = running.orElse(0.0);
        placeBar();
    }

    /** How urgent the timer looks. */
    static TimerLabel.Level level(CardTimer.Alert alert) {
        return switch (alert) {
            case CALM -> TimerLabel.Level.CALM;
            case LIVE -> TimerLabel.Level.LIVE;
            case FIRST -> TimerLabel.Level.FIRST_ALERT;
            case SECOND -> TimerLabel.Level.SECOND_ALERT;
        };
    }

    /** The flags of a visit, at most two. */
    static List<Node> flagsOf(CardText text) {
        List<Node> nodes = new ArrayList<>();
        if (text.memo() && !(text.upsell() && text.money() != CardText.Money.NONE)) {
            Node memo = Icons.of(Feather.FILE_TEXT, 14);
            memo.getStyleClass().add("board-memo");
            nodes.add(memo);
        }
        if (text.upsell()) {
            nodes.add(new Tag(Texts.get("ui.tag.upsell"), Tag.Tone.ACCENT));
        }
        switch (text.money()) {
            case OPEN -> nodes.add(new Tag(Texts.get("ui.tag.unpaid"), Tag.Tone.WARN));
            case PAID -> nodes.add(new Tag(Texts.get("ui.tag.paid"), Tag.Tone.QUIET));
            case CREDIT -> nodes.add(new Tag(Texts.get("board.flag.credit"), Tag.Tone.PLAIN));
            case NONE -> {}
        }
        return nodes;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double right = width - SIDE;
        double half = (width - 2 * SIDE) * 0.66;
        put(time, SIDE, 0, width - 2 * SIDE);
        put(timerBox, right - half, 0, half);

        double markWidth = mark.prefWidth(-1);
        put(mark, right - markWidth, 1, markWidth);
        double tagWidth = tagBox.getChildren().isEmpty() ? 0 : tagBox.prefWidth(-1) + GAP;
        double nameRoom = right - markWidth - GAP - SIDE;
        double nameWidth = Math.min(name.prefWidth(-1), Math.max(0, nameRoom - tagWidth));
        // A tag that would leave the name less than a few letters gives way to it.
        boolean tagFits = tagWidth == 0 || nameWidth >= Math.min(name.prefWidth(-1), 44);
        tagBox.setVisible(tagFits);
        put(name, SIDE, 1, tagFits ? nameWidth : Math.min(name.prefWidth(-1), nameRoom));
        put(tagBox, SIDE + nameWidth + GAP, 1, Math.max(0, tagWidth - GAP));

        double workWidth =
                due.getText().isEmpty() ? width - 2 * SIDE : Math.min(work.prefWidth(-1), half);
        put(work, SIDE, 2, workWidth);
        put(due, SIDE + workWidth + 4, 2, Math.max(0, width - 2 * SIDE - workWidth - 4));

        double flagWidth = flags.getChildren().isEmpty() ? 0 : flags.prefWidth(-1);
        put(flags, right - flagWidth, 3, flagWidth);
        put(place, SIDE, 3, Math.max(0, right - flagWidth - (flagWidth > 0 ? GAP : 0) - SIDE));
        placeBar();
    }

    private void placeBar() {
        double width = Math.max(0, getWidth() - 2);
        double y = getHeight() - 1 - BAR;
        track.resizeRelocate(1, y, width, BAR);
        bar.resizeRelocate(1, y, Math.round(width * progress), BAR);
    }

    private static void put(Region part, double x, int line, double width) {
        part.resizeRelocate(Math.floor(x), TOPS[line], Math.ceil(width), LINE);
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(0);
        return label;
    }
}
