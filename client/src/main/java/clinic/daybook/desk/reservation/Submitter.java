package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.ReservationCommand;
import java.util.HashMap;
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
    private @Nullable UUID redoes;

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
    Submitter inPlaceOf(UUID waiting) {
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
                        redoes);
        fx.whenDone(
                desk.submit(staff.get(), change),
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
