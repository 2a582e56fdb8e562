package clinic.daybook.desk.memory;

import clinic.daybook.desk.model.AuditEntry.FieldChange;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationEvent.TreatmentAdded;
import clinic.daybook.reservation.Task;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an event changed, read off its record components. */
final class MemoryAudit {

    private MemoryAudit() {}

    static List<FieldChange> changes(
            ReservationEvent event, Function<StreamId, String> name, Map<String, String> personal) {
        List<FieldChange> changes = new ArrayList<>();
        if (event instanceof TreatmentAdded added) {
            Task task = added.task();
            changes.add(new FieldChange("sequence", null, new AuditValue.Number(task.sequence())));
            changes.add(new FieldChange("minutes", null, new AuditValue.Minutes(task.minutes())));
            changes.add(new FieldChange("price", null, new AuditValue.Money(task.price())));
        }
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            String field = component.getName();
            AuditValue after = value(field, read(component, event), name);
            AuditValue before = value(field, previous(event, field), name);
            if (after != null && !field.equals("previous")) {
                changes.add(new FieldChange(field, before, after));
            }
        }
        if (personal.containsKey("memo")) {
            changes.add(new FieldChange("memo", null, new AuditValue.Text(personal.get("memo"))));
        }
        return changes;
    }

    static String subject(ReservationEvent event, Reservation after) {
        if (event instanceof TreatmentAdded added) {
            return added.task().name();
        }
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getName().equals("taskId")
                    && read(component, event) instanceof UUID taskId) {
                return after.task(taskId).map(t -> t.task().name()).orElse("");
            }
        }
        return "";
    }

    private static @Nullable Object previous(ReservationEvent event, String field) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (!component.getName().equals("previous")) {
                continue;
            }
            Object previous = read(component, event);
            if (previous instanceof Previous<?>(Object value)) {
                return value;
            }
            if (previous != null && previous.getClass().isRecord()) {
                for (RecordComponent inner : previous.getClass().getRecordComponents()) {
                    if (inner.getName().equals(field)) {
                        return read(inner, previous);
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable AuditValue value(
            String field, @Nullable Object value, Function<StreamId, String> name) {
        return switch (value) {
            case Instant at -> new AuditValue.At(at);
            case Integer minutes -> new AuditValue.Minutes(minutes);
            case Long amount -> new AuditValue.Money(amount);
            case StreamId id -> new AuditValue.Reference(id, name.apply(id));
            case Enum<?> constant -> new AuditValue.Word(Words.key(constant));
            case null, default -> null;
        };
    }

    private static @Nullable Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
