package clinic.daybook.desk.reservation;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Submits changes of reservations by who is signed in, and answers on the screen's thread. A change
 * that could not be saved has been taken back by the desk; it is reported to one place for all.
 */
final class Submitter {

    private final DeskModel desk;
    private final Supplier<StreamId> staff;
    private final FxThread fx;
    private final RandomGenerator random;
    private final Consumer<Throwable> notSaved;
    private @Nullable AttentionItem redoes;

    /**
     * @param staff who is signed in now
     * @param random of the ids that commands carry
     * @param notSaved told when a change that was shown could not be saved
     */
    Submitter(
            DeskModel desk,
            Supplier<StreamId> staff,
            FxThread fx,
            RandomGenerator random,
            Consumer<Throwable> notSaved) {
        this.desk = desk;
        this.staff = staff;
        this.fx = fx;
        this.random = random;
        this.notSaved = notSaved;
    }

    /**
     * The same, but the next change that is taken is made in place of one that waits for a person;
     * further ones of the same dialog are changes of their own.
     */
    Submitter inPlaceOf(AttentionItem waiting) {
        Submitter again = new Submitter(desk, staff, fx, random, notSaved);
        again.redoes = waiting;
        return again;
    }

    /** An id for a task, payment, refund or discount that is about to be. */
    UUID newId() {
        return Uuid7.of(desk.clock().instant(), random);
    }

    StreamId staffId() {
        return staff.get();
    }

    /** With or without a reason; {@code then} gets what became of it. */
    void submit(
            ReservationDetail seen,
            ReservationCommand command,
            Reason reason,
            Consumer<Submitted> then) {
        submit(seen, command, reason, Map.of(), then, () -> {});
    }

    /**
     * As above.
     *
     * @param personal further personal fields, for example the memo
     * @param failed runs where nothing became of it, because it could not be submitted at all
     */
    void submit(
            ReservationDetail seen,
            ReservationCommand command,
            Reason reason,
            Map<String, String> personal,
            Consumer<Submitted> then,
            Runnable failed) {
        Map<String, String> fields = new HashMap<>(personal);
        fields.putAll(reason.personal());
        Change change =
                new Change(
                        seen.card().id(),
                        command,
                        null,
                        reason.code(),
                        fields.isEmpty() ? null : seen.card().customerId(),
                        fields,
                        redoes == null ? null : redoes.commitId());
        submit(together(change, seen.state()), then, failed);
    }

    /** A change of the customer's stream; {@code then} gets what became of it. */
    void submit(StreamId customerId, CustomerCommand command, Consumer<Submitted> then) {
        submit(List.of(Change.of(customerId, command)), then, () -> {});
    }

    /**
     * A step back of something that was done on what {@code seen} shows.
     *
     * @param done a payment by a session gives the session back
     */
    void undo(
            ReservationDetail seen,
            ReservationCommand done,
            ReservationCommand undo,
            Consumer<Submitted> then) {
        Change change = Change.of(seen.card().id(), undo);
        PackageSession session =
                done instanceof ReservationCommand.ReceivePayment payment
                        ? payment.session()
                        : null;
        submit(
                session == null
                        ? together(change, seen.state())
                        : List.of(change, restore(change, session)),
                then,
                () -> {});
    }

    /**
     * What is meant as one with a payment by a session of a package, the part first that another
     * desk is most likely to contradict: the last session may be used elsewhere, and a payment may
     * be refunded before it is voided.
     */
    private static List<Change> together(Change change, Reservation state) {
        if (change.command() instanceof ReservationCommand.ReceivePayment payment
                && payment.session() != null) {
            return List.of(redeem(change, payment.session()), change);
        }
        if (change.command() instanceof ReservationCommand.VoidPayment(UUID paymentId)) {
            PaymentState payment = state.payments().get(paymentId);
            if (payment != null && payment.session() != null) {
                return List.of(change, restore(change, payment.session()));
            }
        }
        return List.of(change);
    }

    private static Change redeem(Change payment, PackageSession session) {
        return ofSession(
                payment,
                session,
                new CustomerCommand.RedeemSession(
                        session.packageId(), payment.streamId(), session.taskId()));
    }

    private static Change restore(Change voided, PackageSession session) {
        return ofSession(
                voided,
                session,
                new CustomerCommand.RestoreSession(
                        session.packageId(), voided.streamId(), session.taskId()));
    }

    private static Change ofSession(Change with, PackageSession session, CustomerCommand command) {
        return new Change(session.customerId(), command, null, with.reasonCode(), null, Map.of());
    }

    /** What got through of the change that is done again stands: the rest makes it whole. */
    private List<Change> stillToDo(List<Change> changes) {
        AttentionItem again = redoes;
        return again == null
                ? changes
                : changes.stream()
                        .filter(c ->
                                again.others().stream()
                                        .noneMatch(p ->
                                                p.toReverse()
                                                        && p.streamId().equals(c.streamId())
                                                        && p.command().equals(c.command())))
                        .map(c -> c.meantWith(again.intentId()))
                        .toList();
    }

    private void submit(List<Change> all, Consumer<Submitted> then, Runnable failed) {
        List<Change> changes = stillToDo(all);
        fx.whenDone(
                changes.size() == 1
                        ? desk.submit(staff.get(), changes.getFirst())
                        : desk.submitTogether(staff.get(), changes),
                submitted -> {
                    if (submitted instanceof Submitted.Shown shown) {
                        fx.whenDone(shown.saved(), _ -> {}, notSaved);
                    }
                    if (!(submitted instanceof Submitted.Refused)) {
                        redoes = null;
                    }
                    then.accept(submitted);
                },
                error -> {
                    notSaved.accept(error);
                    failed.run();
                });
    }
}
