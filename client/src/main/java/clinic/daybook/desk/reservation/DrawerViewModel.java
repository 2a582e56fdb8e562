package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Receipts;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.Undo;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.ReceiptWords;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * The reservation in the drawer: what stands, what may be done now, what usually comes next, and
 * why the last thing tried was refused.
 */
final class DrawerViewModel {

    private static final ReservationDecider DECIDER = new ReservationDecider();
    private static final long NO_VERSION = -1;

    /**
     * A step that can be taken back at once.
     *
     * @param done what was done
     * @param undo what takes it back
     */
    record Undoable(ReservationDetail seen, ReservationCommand done, ReservationCommand undo) {}

    private final DeskModel desk;
    private final FxThread fx;
    private final Submitter submitter;
    private final ObservableValue<Reference.@Nullable StaffItem> who;
    private final MemoViewModel memo;
    private final ReadOnlyObjectWrapper<@Nullable ReservationDetail> detail =
            new ReadOnlyObjectWrapper<>(this, "detail");
    private final ReadOnlyObjectWrapper<@Nullable Reference> reference =
            new ReadOnlyObjectWrapper<>(this, "reference");
    private final ReadOnlyObjectWrapper<List<Offer>> offers =
            new ReadOnlyObjectWrapper<>(this, "offers", List.of());
    private final ReadOnlyObjectWrapper<NextStep> next =
            new ReadOnlyObjectWrapper<>(this, "next", new NextStep.None());
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private final ReadOnlyObjectWrapper<@Nullable SyncStatus> sync =
            new ReadOnlyObjectWrapper<>(this, "sync");
    private @Nullable Subscription reservation;
    private @Nullable Subscription clinic;
    private @Nullable Subscription syncing;
    private @Nullable StreamId shown;
    private long steppedOn = NO_VERSION;
    private Consumer<Undoable> undoable = _ -> {};

    /**
     * @param who is signed in; {@code null} while the desk is locked
     */
    DrawerViewModel(
            DeskModel desk,
            FxThread fx,
            Submitter submitter,
            ObservableValue<Reference.@Nullable StaffItem> who) {
        this.desk = desk;
        this.fx = fx;
        this.submitter = submitter;
        this.who = who;
        this.memo = new MemoViewModel(submitter);
        who.subscribe(() -> workOut());
    }

    /** {@code null} while the drawer is closed or the reservation has not come in yet. */
    ReadOnlyObjectProperty<@Nullable ReservationDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Reference> referenceProperty() {
        return reference.getReadOnlyProperty();
    }

    /** What is legal now. */
    ReadOnlyObjectProperty<List<Offer>> offersProperty() {
        return offers.getReadOnlyProperty();
    }

    /** What usually comes next. */
    ReadOnlyObjectProperty<NextStep> nextProperty() {
        return next.getReadOnlyProperty();
    }

    /** Why the last thing tried was refused, until something else is tried or changes. */
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** How the desks stand; {@code null} while nothing is shown. */
    ReadOnlyObjectProperty<@Nullable SyncStatus> syncProperty() {
        return sync.getReadOnlyProperty();
    }

    /** Which desks have the change of an entry, one a line; empty while no desk is known. */
    String receipts(AuditEntry entry) {
        SyncStatus status = sync.get();
        return status == null
                ? ""
                : ReceiptWords.lines(
                        Receipts.of(entry.position(), status, desk.deskId()),
                        formats(),
                        formats().day(now()));
    }

    /** Which desks have all that is shown, one a line; empty while no desk is known. */
    String receipts() {
        SyncStatus status = sync.get();
        ReservationDetail stands = detail.get();
        return status == null || stands == null
                ? ""
                : ReceiptWords.lines(
                        Receipts.of(stands.card(), status, desk.deskId()),
                        formats(),
                        formats().day(now()));
    }

    MemoViewModel memo() {
        return memo;
    }

    Submitter submitter() {
        return submitter;
    }

    /** Told of each step that can be taken back. */
    void onUndoable(Consumer<Undoable> listener) {
        undoable = listener;
    }

    Formats formats() {
        Reference known = reference.get();
        return known == null ? Formats.standard() : Formats.of(known);
    }

    /** The name of an active member of staff; empty when unknown here. */
    String staffName(StreamId id) {
        Reference known = reference.get();
        return known == null ? "" : known.staff(id).map(Reference.StaffItem::name).orElse("");
    }

    Instant now() {
        return desk.clock().instant();
    }

    /** Shows a reservation and follows it until another one is shown or the drawer closes. */
    void show(StreamId id) {
        if (id.equals(shown)) {
            return;
        }
        close();
        shown = id;
        clinic =
                desk.onReference(
                        fx.listener(known -> {
                            reference.set(known);
                            workOut();
                        }));
        syncing = desk.onSync(fx.listener(sync::set));
        reservation =
                desk.onReservation(
                        id,
                        fx.listener(came -> {
                            // A listener's last call may still be on its way to this thread
                            // when another reservation is shown.
                            if (came.card().id().equals(shown)) {
                                if (came.card().version() != steppedOn) {
                                    steppedOn = NO_VERSION;
                                }
                                detail.set(came);
                                memo.show(came);
                                refusal.set(null);
                                workOut();
                            }
                        }));
    }

    /** Follows nothing any more. */
    void close() {
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
        if (clinic != null) {
            clinic.close();
            clinic = null;
        }
        if (syncing != null) {
            syncing.close();
            syncing = null;
        }
        sync.set(null);
        shown = null;
        steppedOn = NO_VERSION;
        detail.set(null);
        refusal.set(null);
        offers.set(List.of());
        next.set(new NextStep.None());
    }

    /**
     * Does a step, unless one that was decided on what is shown is still under way: a key that was
     * hit twice must not do two steps.
     */
    void runOnce(ReservationCommand command) {
        ReservationDetail seen = detail.get();
        if (seen == null || steppedOn == seen.card().version()) {
            return;
        }
        steppedOn = seen.card().version();
        refusal.set(null);
        submitter.submit(
                seen,
                command,
                Reason.NONE,
                Map.of(),
                submitted -> {
                    if (submitted instanceof Submitted.Shown) {
                        offerUndo(seen, command);
                    } else {
                        steppedOn = NO_VERSION;
                    }
                    showRefusal(submitted);
                },
                () -> steppedOn = NO_VERSION);
    }

    /** Submits what needs no question, and offers to take it back where that is possible. */
    void run(ReservationCommand command) {
        run(command, Reason.NONE, this::showRefusal);
    }

    /** Submits with a reason; {@code then} shows what became of it. */
    void run(ReservationCommand command, Reason reason, Consumer<Submitted> then) {
        ReservationDetail seen = detail.get();
        if (seen == null) {
            return;
        }
        refusal.set(null);
        submitter.submit(
                seen,
                command,
                reason,
                submitted -> {
                    then.accept(submitted);
                    if (submitted instanceof Submitted.Shown) {
                        offerUndo(seen, command);
                    }
                });
    }

    /** Takes a step back; where that is no longer possible, says why. */
    void undo(Undoable step) {
        submitter.undo(step.seen(), step.done(), step.undo(), this::showRefusal);
    }

    /** The offer of an action about the visit or one thing of it; {@code null}: not legal now. */
    @Nullable Offer offer(Action action, @Nullable UUID target) {
        return offers.get().stream()
                .filter(o -> o.action() == action)
                .filter(o -> Objects.equals(o.target(), target))
                .findFirst()
                .orElse(null);
    }

    private void showRefusal(Submitted submitted) {
        if (submitted instanceof Submitted.Refused(Refusal why)) {
            refusal.set(why);
        }
    }

    private void offerUndo(ReservationDetail seen, ReservationCommand done) {
        ReservationDetail now = detail.get() == null ? seen : detail.get();
        Reference.StaffItem person = who.getValue();
        Undo.of(done)
                .filter(undo ->
                        person != null && AvailableActions.legal(now.state(), undo, person.role()))
                .ifPresent(undo -> undoable.accept(new Undoable(seen, done, undo)));
    }

    private void workOut() {
        ReservationDetail stands = detail.get();
        Reference known = reference.get();
        Reference.StaffItem person = who.getValue();
        if (stands == null || known == null || person == null || !stands.readable()) {
            offers.set(List.of());
            next.set(new NextStep.None());
            return;
        }
        offers.set(AvailableActions.of(stands.state(), person.role()));
        NextStep usual = NextStep.of(stands.card(), known, person.id());
        next.set(holds(usual, stands) ? usual : new NextStep.None());
    }

    /** A card may be a moment older than the state: a step that does not hold is not offered. */
    private static boolean holds(NextStep step, ReservationDetail stands) {
        return !(step instanceof NextStep.Run run)
                || DECIDER.decide(run.command(), stands.state())
                        instanceof Decision.Accepted<ReservationEvent>;
    }
}
