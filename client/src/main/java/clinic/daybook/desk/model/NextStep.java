package clinic.daybook.desk.model;

import clinic.daybook.desk.model.BoardCard.CardTask;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.staff.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What usually happens next in a visit: the one filled button of the drawer and the one key of a
 * card on the board. Pure; the decider still has the last word on what it proposes.
 */
public sealed interface NextStep {

    /**
     * One command, ready to be submitted on the card's stream.
     *
     * @param kind names the words for it, by {@link Kind#key()}
     * @param taskName of the treatment that is started or finished; empty for other steps
     */
    record Run(Kind kind, ReservationCommand command, String taskName) implements NextStep {}

    /** A consultation, for which somebody first has to say who talks with the customer. */
    record ChoosePractitioner() implements NextStep {

        /** The step, once a person has chosen the practitioner. */
        public Run with(StreamId practitionerId) {
            return consultation(practitionerId);
        }
    }

    /** Everything is done but the bill: take a payment of {@code open} in the clinic's currency. */
    record TakePayment(long open) implements NextStep {}

    /** The visit is over; there is nothing that usually follows. */
    record None() implements NextStep {}

    /** The steps that are one command. */
    enum Kind {
        ARRIVE("step.arrive"),
        CHECK_IN("step.check-in"),
        START_CONSULTATION("step.start-consultation"),
        FINISH_CONSULTATION("step.finish-consultation"),
        START_TREATMENT("step.start-treatment"),
        FINISH_TREATMENT("step.finish-treatment"),
        CHECK_OUT("step.check-out"),
        DEPART("step.depart");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The translation key; where a task is named, its argument 0 is the task's name. */
        public String key() {
            return key;
        }
    }

    /**
     * The step that usually follows on what the card shows.
     *
     * @param actor who would do it; a practitioner who acts consults where the card names nobody
     */
    static NextStep of(BoardCard card, Reference reference, StreamId actor) {
        return switch (card.status()) {
            case BOOKED -> new Run(Kind.ARRIVE, new ReservationCommand.Arrive(), "");
            case ARRIVED -> new Run(Kind.CHECK_IN, new ReservationCommand.CheckIn(), "");
            case CHECKED_IN -> afterCheckIn(card, reference, actor);
            case IN_CONSULTATION ->
                    new Run(
                            Kind.FINISH_CONSULTATION,
                            new ReservationCommand.FinishConsultation(),
                            "");
            case WAITING_TREATMENT -> startNextOrCheckOut(card);
            case IN_TREATMENT -> finishRunning(card);
            case READY_TO_LEAVE ->
                    card.balance().open() > 0
                            ? new TakePayment(card.balance().open())
                            : new Run(Kind.DEPART, new ReservationCommand.Depart(), "");
            case NEW, DEPARTED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> new None();
        };
    }

    /** Starts the consultation of a card, or asks who consults where nobody is known. */
    static NextStep startConsultation(BoardCard card, Reference reference, StreamId actor) {
        StreamId consultant = consultant(card, reference, actor);
        return consultant == null ? new ChoosePractitioner() : consultation(consultant);
    }

    /** Starts the first waiting treatment, with the practitioner and the room of the card. */
    static Optional<Run> startTreatment(BoardCard card) {
        return firstWaiting(card)
                .map(task ->
                        new Run(
                                Kind.START_TREATMENT,
                                new ReservationCommand.StartTreatment(
                                        task.taskId(), card.practitionerId(), card.roomId(), false),
                                task.name()));
    }

    /** Finishes the treatment that has run longest. */
    static Optional<Run> finishTreatment(BoardCard card) {
        return card.tasks().stream()
                .filter(task -> task.status() == TaskStatus.RUNNING)
                .min(
                        Comparator.comparing(
                                        CardTask::startedAt,
                                        Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                                .thenComparing(CardTask::sequence))
                .map(task ->
                        new Run(
                                Kind.FINISH_TREATMENT,
                                new ReservationCommand.FinishTreatment(task.taskId()),
                                task.name()));
    }

    private static NextStep afterCheckIn(BoardCard card, Reference reference, StreamId actor) {
        Optional<CardTask> first = firstWaiting(card);
        // A customer's first visit begins with a talk, unless the talk itself was booked as a
        // treatment; who has been here before goes straight to what was booked.
        boolean talkFirst =
                first.isEmpty() || (card.firstVisit() && !isConsultation(first.get(), reference));
        return talkFirst ? startConsultation(card, reference, actor) : startNextOrCheckOut(card);
    }

    private static NextStep startNextOrCheckOut(BoardCard card) {
        Optional<Run> start = startTreatment(card);
        return start.isPresent()
                ? start.get()
                : new Run(Kind.CHECK_OUT, new ReservationCommand.StartCheckout(), "");
    }

    private static NextStep finishRunning(BoardCard card) {
        Optional<Run> finish = finishTreatment(card);
        return finish.isPresent() ? finish.get() : new None();
    }

    private static Run consultation(StreamId practitionerId) {
        return new Run(
                Kind.START_CONSULTATION,
                new ReservationCommand.StartConsultation(practitionerId),
                "");
    }

    private static @Nullable StreamId consultant(
            BoardCard card, Reference reference, StreamId actor) {
        if (card.practitionerId() != null) {
            return card.practitionerId();
        }
        return reference.staff(actor).filter(s -> s.role() == Role.PRACTITIONER).isPresent()
                ? actor
                : null;
    }

    private static Optional<CardTask> firstWaiting(BoardCard card) {
        return card.tasks().stream()
                .filter(task -> task.status() == TaskStatus.WAITING)
                .findFirst();
    }

    private static boolean isConsultation(CardTask task, Reference reference) {
        return reference.procedures().stream()
                .anyMatch(p ->
                        p.id().equals(task.procedureId())
                                && p.kind() == ProcedureKind.CONSULTATION);
    }
}
