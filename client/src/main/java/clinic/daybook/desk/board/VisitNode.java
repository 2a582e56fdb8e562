package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.SyncMarkView;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A reservation on the board, as a card or as a row. It is placed by the surface, not by its
 * parent's layout: what changes inside it never makes the board lay itself out again.
 */
abstract class VisitNode extends Region {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass GROUP = PseudoClass.getPseudoClass("group-start");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final PauseTransition bold = new PauseTransition(Duration.seconds(1));
    private @Nullable BoardCard card;
    private Function<BoardCard, String> receipts = _ -> "";
    private String spoken = "";

    VisitNode() {
        setManaged(false);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        bold.setOnFinished(_ -> pseudoClassStateChanged(CHANGED, false));
        focusedProperty().subscribe(this::speak);
    }

    /** Says which desks have what it shows: at its mark, and to who hears the screen. */
    final void receipts(Function<BoardCard, String> words) {
        receipts = words;
        mark().explain(this::received);
    }

    private String received() {
        return card == null ? "" : receipts.apply(card);
    }

    private void speak() {
        // Who has it changes often and matters only where somebody listens.
        String who = isFocused() ? received().replace("\n", Formats.DOT) : "";
        setAccessibleText(who.isEmpty() ? spoken : spoken + Formats.DOT + who);
    }

    /** The reservation that it shows; {@code null} while it waits for one. */
    final @Nullable StreamId reservation() {
        return card == null ? null : card.id();
    }

    /** The card that it shows; {@code null} while it waits for one. */
    final @Nullable BoardCard card() {
        return card;
    }

    /** Shows a card. */
    final void show(BoardCard shown, Reference reference, Instant now) {
        card = shown;
        Formats formats = Formats.of(reference);
        fill(shown, CardText.of(shown, formats));
        tick(reference, now);
        spoken =
                CardText.spoken(
                        shown,
                        CardText.of(shown, formats),
                        CardText.timer(CardTimer.of(shown, reference, now), formats));
        speak();
        requestLayout();
    }

    /** Moves the timer on. */
    final void tick(Reference reference, Instant now) {
        BoardCard shown = card;
        if (shown != null) {
            CardTimer timer = CardTimer.of(shown, reference, now);
            time(shown, timer, CardText.timer(timer, Formats.of(reference)), now);
        }
    }

    /** Shows whether it is the selected one. */
    final void select(boolean selected) {
        pseudoClassStateChanged(SELECTED, selected);
    }

    /** Shows whether another group begins with it. */
    final void startGroup(boolean starts) {
        pseudoClassStateChanged(GROUP, starts);
    }

    /** Makes its time bold for a second: something has just changed. */
    final void flash() {
        pseudoClassStateChanged(CHANGED, true);
        bold.playFromStart();
    }

    /** Forgets its card, so that another one can be shown. */
    final void release() {
        card = null;
        bold.stop();
        pseudoClassStateChanged(CHANGED, false);
        select(false);
        setOpacity(1);
    }

    /** Its sync mark. */
    abstract SyncMarkView mark();

    /** Writes what only changes with the card. */
    abstract void fill(BoardCard shown, CardText text);

    /** Writes what changes with the time; called every second, so only real changes may cost. */
    abstract void time(BoardCard shown, CardTimer timer, String words, Instant now);
}
