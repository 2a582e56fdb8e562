package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.sync.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in words what somebody meant to do. Pure. */
public final class MeantText {

    /** One line of what was meant: a field and its value. */
    public record Line(String field, String value) {}

    private MeantText() {}

    /**
     * Its values, each with the name of its field.
     *
     * @param now the reservation as it stands, for the names of its treatments; {@code null}: it is
     *     not known
     * @param name gives the name of a member of staff or a room; empty when it is not known
     */
    public static List<Line> lines(
            Command command,
            @Nullable Reservation now,
            Formats formats,
            Function<StreamId, String> name) {
        List<Line> lines = new ArrayList<>();
        switch (command) {
            case Reschedule c -> {
                lines.add(line("startsAt", formats.dateTime(c.startsAt())));
                lines.add(line("minutes", Formats.minutes(c.minutes())));
                add(lines, "practitionerId", c.practitionerId(), name);
                add(lines, "roomId", c.roomId(), name);
            }
            case AssignPractitioner c -> add(lines, "practitionerId", c.practitionerId(), name);
            case AssignRoom c -> add(lines, "roomId", c.roomId(), name);
            case StartConsultation c -> add(lines, "practitionerId", c.practitionerId(), name);
            case AddTreatment c -> {
                lines.add(line("task", c.task().name()));
                lines.add(line("minutes", Formats.minutes(c.task().minutes())));
                lines.add(line("price", formats.money(c.task().price())));
                lines.add(line("origin", Words.of(c.origin())));
            }
            case ChangeTreatment c -> {
                task(lines, c.taskId(), now);
                if (c.minutes() != null) {
                    lines.add(line("minutes", Formats.minutes(c.minutes())));
                }
                if (c.price() != null) {
                    lines.add(line("price", formats.money(c.price())));
                }
            }
            case CorrectTreatmentTime c -> {
                task(lines, c.taskId(), now);
                lines.add(line("startedAt", formats.time(c.startedAt())));
                lines.add(line("finishedAt", formats.time(c.finishedAt())));
            }
            case StartTreatment c -> task(lines, c.taskId(), now);
            case UndoTreatmentStart c -> task(lines, c.taskId(), now);
            case FinishTreatment c -> task(lines, c.taskId(), now);
            case ReopenTreatment c -> task(lines, c.taskId(), now);
            case SkipTreatment c -> task(lines, c.taskId(), now);
            case RemoveTreatment c -> task(lines, c.taskId(), now);
            case ReceivePayment c -> {
                lines.add(line("method", Words.of(c.method())));
                lines.add(line("amount", formats.money(c.amount())));
            }
            case ApplyDiscount c -> lines.add(line("amount", formats.money(c.amount())));
            case RequestRefund c -> lines.add(line("amount", formats.money(c.amount())));
            case ChargeCancellationFee c -> lines.add(line("amount", formats.money(c.amount())));
            case Cancel c -> lines.add(line("by", Words.of(c.by())));
            case Book c -> {
                lines.add(line("startsAt", formats.dateTime(c.startsAt())));
                lines.add(line("minutes", Formats.minutes(c.minutes())));
            }
            case Replayed c ->
                    c.events().forEach(e -> lines.add(line("recorded", Words.event(e.type()))));
            default -> {
                // The other commands have no values: their title says it all.
            }
        }
        return lines;
    }

    private static void task(List<Line> lines, UUID taskId, @Nullable Reservation now) {
        if (now != null) {
            now.task(taskId).ifPresent(t -> lines.add(line("task", t.task().name())));
        }
    }

    private static void add(
            List<Line> lines,
            String field,
            @Nullable StreamId id,
            Function<StreamId, String> name) {
        if (id != null && !name.apply(id).isBlank()) {
            lines.add(line(field, name.apply(id)));
        }
    }

    private static Line line(String field, String value) {
        return new Line(Words.field(field), value);
    }
}
