package clinic.daybook.installer.sample;

import static clinic.daybook.installer.sample.SampleHistory.optional;
import static clinic.daybook.installer.sample.SampleHistory.text;
import static clinic.daybook.installer.sample.SampleHistory.word;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One reservation of the sample's day, from its booking through its steps. */
final class SampleVisit {

    /** A procedure of the menu, as it is ordered. */
    record MenuEntry(StreamId procedureId, String name, int minutes, long price) {}

    private final SampleHistory history;
    private final JsonNode visit;
    private final RandomGenerator random;
    private final StreamWriter<ReservationCommand, ReservationEvent, Reservation> writer;
    private final StreamId customer;
    private final List<UUID> tasks = new ArrayList<>();
    private final List<UUID> payments = new ArrayList<>();
    private final List<UUID> refunds = new ArrayList<>();
    private final List<TimedCommit> commits = new ArrayList<>();

    SampleVisit(SampleHistory history, JsonNode visit, RandomGenerator random) {
        this.history = history;
        this.visit = visit;
        this.random = random;
        this.customer = history.customer(text(visit, "customer"));
        this.writer =
                new StreamWriter<>(
                        new ReservationDecider(),
                        new StreamId("reservation", Uuid7.of(bookedAt(), random)),
                        random);
    }

    List<TimedCommit> commits() {
        book();
        for (JsonNode step : visit.get("steps")) {
            Instant at = history.at(step.path("daysBefore").asInt(0), text(step, "at"));
            Map<String, String> personal = new HashMap<>();
            if (step.has("reason")) {
                personal.put("reason", text(step, "reason"));
            }
            if (step.has("text")) {
                personal.put("memo", text(step, "text"));
            }
            write(command(step, at), at, text(step, "desk"), text(step, "by"), personal);
        }
        return commits;
    }

    private Instant bookedAt() {
        return history.at(visit.get("bookedDaysBefore").intValue(), text(visit, "bookedAt"));
    }

    private void book() {
        Instant at = bookedAt();
        List<ReservationCommand.TaskOrder> treatments = new ArrayList<>();
        for (JsonNode key : visit.get("treatments")) {
            treatments.add(order(key.textValue(), at));
        }
        String by = text(visit, "bookedBy");
        Map<String, String> personal =
                visit.has("memo") ? Map.of("memo", text(visit, "memo")) : Map.of();
        write(
                new ReservationCommand.Book(
                        customer,
                        history.at(0, text(visit, "startsAt")),
                        visit.get("minutes").intValue(),
                        staff(optional(visit, "practitioner")),
                        room(optional(visit, "room")),
                        word(visit, "channel", Channel.class),
                        treatments,
                        false),
                at,
                SampleClinic.deskOf(by),
                by,
                personal);
    }

    private ReservationCommand command(JsonNode step, Instant at) {
        return switch (text(step, "do")) {
            case "confirm" -> new ReservationCommand.Confirm();
            case "reschedule" ->
                    new ReservationCommand.Reschedule(
                            history.at(0, text(step, "startsAt")),
                            step.get("minutes").intValue(),
                            null,
                            null,
                            seen());
            case "assign-practitioner" ->
                    new ReservationCommand.AssignPractitioner(
                            history.staff(text(step, "practitioner")),
                            writer.state().practitionerId());
            case "assign-room" ->
                    new ReservationCommand.AssignRoom(
                            history.room(text(step, "room")), writer.state().roomId());
            case "memo" -> new ReservationCommand.ChangeMemo(writer.state().memoEventId());
            case "cancel" ->
                    new ReservationCommand.Cancel(word(step, "canceledBy", CancelledBy.class));
            case "no-show" -> new ReservationCommand.RecordNoShow();
            case "reinstate" -> new ReservationCommand.Reinstate();
            case "arrive" -> new ReservationCommand.Arrive();
            case "undo-arrival" -> new ReservationCommand.UndoArrival();
            case "check-in" -> new ReservationCommand.CheckIn();
            case "start-consultation" ->
                    new ReservationCommand.StartConsultation(
                            history.staff(text(step, "practitioner")));
            case "finish-consultation" -> new ReservationCommand.FinishConsultation();
            case "add-treatment" ->
                    new ReservationCommand.AddTreatment(
                            order(text(step, "procedure"), at),
                            word(step, "origin", TaskOrigin.class),
                            staff(optional(step, "seller")),
                            seenTasks(),
                            false);
            case "remove-treatment" -> new ReservationCommand.RemoveTreatment(task(step));
            case "start-treatment" ->
                    new ReservationCommand.StartTreatment(
                            task(step),
                            staff(optional(step, "practitioner")),
                            room(optional(step, "room")),
                            step.path("parallel").asBoolean(false));
            case "finish-treatment" -> new ReservationCommand.FinishTreatment(task(step));
            case "skip-treatment" -> new ReservationCommand.SkipTreatment(task(step));
            case "discount" ->
                    new ReservationCommand.ApplyDiscount(
                            Uuid7.of(at, random), step.get("amount").longValue());
            case "pay" ->
                    new ReservationCommand.ReceivePayment(
                            numbered(payments, at),
                            word(step, "method", PaymentMethod.class),
                            step.get("amount").longValue(),
                            null,
                            null,
                            writer.state().balance().open());
            case "void-payment" ->
                    new ReservationCommand.VoidPayment(nth(payments, step, "payment"));
            case "request-refund" ->
                    new ReservationCommand.RequestRefund(
                            numbered(refunds, at),
                            nth(payments, step, "payment"),
                            step.get("amount").longValue());
            case "issue-refund" ->
                    new ReservationCommand.IssueRefund(nth(refunds, step, "refund"), null);
            case "decline-refund" ->
                    new ReservationCommand.DeclineRefund(nth(refunds, step, "refund"));
            case "checkout" -> new ReservationCommand.StartCheckout();
            case "depart" -> new ReservationCommand.Depart();
            case "left-unseen" -> new ReservationCommand.LeaveUnseen();
            default ->
                    throw new IllegalStateException(
                            "the sample's day has an unknown step: " + text(step, "do"));
        };
    }

    private void write(
            ReservationCommand command,
            Instant at,
            String desk,
            String by,
            Map<String, String> personal) {
        commits.add(
                new TimedCommit(
                        at,
                        desk,
                        writer.write(command, at, history.staff(by), customer, personal)));
    }

    private ReservationCommand.TaskOrder order(String procedure, Instant at) {
        MenuEntry entry = history.menuEntry(procedure);
        return new ReservationCommand.TaskOrder(
                numbered(tasks, at),
                entry.procedureId(),
                entry.name(),
                entry.minutes(),
                entry.price());
    }

    private Slot seen() {
        Reservation state = writer.state();
        return new Slot(
                Objects.requireNonNull(state.startsAt()),
                state.minutes(),
                state.practitionerId(),
                state.roomId());
    }

    private List<UUID> seenTasks() {
        return writer.state().tasks().stream()
                .map(TaskState::task)
                .map(task -> task.taskId())
                .toList();
    }

    private UUID numbered(List<UUID> ids, Instant at) {
        UUID id = Uuid7.of(at, random);
        ids.add(id);
        return id;
    }

    private UUID task(JsonNode step) {
        return nth(tasks, step, "task");
    }

    /** The files count from 1. */
    private static UUID nth(List<UUID> ids, JsonNode step, String field) {
        return ids.get(step.get(field).intValue() - 1);
    }

    private @Nullable StreamId staff(@Nullable String key) {
        return key == null ? null : history.staff(key);
    }

    private @Nullable StreamId room(@Nullable String key) {
        return key == null ? null : history.room(key);
    }
}
