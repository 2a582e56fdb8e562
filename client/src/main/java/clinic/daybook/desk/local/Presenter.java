package clinic.daybook.desk.local;

import clinic.daybook.customer.SoldPackage;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.PackageItem;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts names to rows, so that screens have nothing left to look up. */
final class Presenter {

    /** Whoever needed longer to reach the server than this had no line to it. */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private final ReferenceBook reference;
    private final Customers customers;
    private final Supplier<StreamId> thisDesk;
    private final Map<StreamId, String> deskNames = new HashMap<>();
    private final BooleanSupplier online;

    Presenter(
            ReferenceBook reference,
            Customers customers,
            Supplier<StreamId> thisDesk,
            BooleanSupplier online) {
        this.reference = reference;
        this.customers = customers;
        this.thisDesk = thisDesk;
        this.online = online;
    }

    /** Takes a desk's name; true when it is a new one. */
    boolean nameDesk(StreamId id, String name) {
        return !name.equals(deskNames.put(id, name));
    }

    String deskName(StreamId id) {
        return deskNames.getOrDefault(id, "");
    }

    BoardCard card(CardRow row, boolean firstVisit, SyncMark mark, @Nullable Long position) {
        return new BoardCard(
                row.id(),
                row.status(),
                row.confirmed(),
                row.startsAt(),
                row.minutes(),
                row.statusSince(),
                row.channel(),
                row.customerId(),
                customers.get(row.customerId()).name(),
                firstVisit,
                row.tasks().stream().map(this::task).toList(),
                row.practitionerId(),
                reference.name(row.practitionerId()),
                row.roomId(),
                reference.name(row.roomId()),
                row.balance(),
                row.arrivedAt(),
                row.departedAt(),
                row.hasMemo(),
                mark,
                row.version(),
                position);
    }

    private BoardCard.CardTask task(CardRow.TaskRow t) {
        return new BoardCard.CardTask(
                t.taskId(),
                t.procedureId(),
                t.name(),
                t.minutes(),
                t.price(),
                t.sequence(),
                t.status(),
                t.origin(),
                t.startedAt(),
                t.finishedAt(),
                reference.name(t.practitionerId()),
                reference.name(t.roomId()));
    }

    /** A member of staff's name. */
    String staffName(StreamId id) {
        return reference.name(id);
    }

    /** The name of one of the clinic's own things; empty when there is none or it is unknown. */
    String name(@Nullable StreamId id) {
        return reference.name(id);
    }

    CustomerItem customer(StreamId id) {
        return customers.get(id);
    }

    PackageItem sold(SoldPackage sold) {
        return new PackageItem(
                sold.packageId(),
                sold.procedureId(),
                reference.name(sold.procedureId()),
                sold.sessions(),
                sold.left(),
                sold.price());
    }

    AuditEntry audit(AuditRow row, StreamModel model) {
        Map<String, String> personal = model.personalOf(row.eventId());
        StreamId desk = row.deskId() == null ? thisDesk.get() : row.deskId();
        return new AuditEntry(
                row.eventId(),
                row.commitId(),
                row.streamId(),
                row.version(),
                row.type(),
                row.subjectName(),
                row.happenedAt(),
                row.deskClock(),
                row.recordedAt(),
                row.position(),
                row.staffId(),
                reference.name(row.staffId()),
                desk,
                deskName(desk),
                row.reasonCode(),
                personal.getOrDefault("reason", personal.getOrDefault("note", "")),
                row.basis(),
                row.flags(),
                offline(row),
                row.changes().stream()
                        .filter(c -> tellsSomething(c, model))
                        .map(c ->
                                new AuditEntry.FieldChange(
                                        c.field(),
                                        value(c.field(), c.before(), model),
                                        value(c.field(), c.after(), model)))
                        .toList(),
                model.mark(row));
    }

    private boolean offline(AuditRow row) {
        Instant recorded = row.recordedAt();
        // A time that cannot be right says nothing about how long the change was on its way.
        if (row.flags().contains("clock-implausible")) {
            return false;
        }
        return recorded == null
                ? !online.getAsBoolean()
                : Duration.between(row.happenedAt(), recorded).compareTo(PROMPT) > 0;
    }

    /**
     * A registration names every personal field, given or not: what was never given is left out.
     */
    private boolean tellsSomething(AuditRow.Changed c, StreamModel model) {
        return (!personal(c.before()) && !personal(c.after()))
                || value(c.field(), c.before(), model) != null
                || value(c.field(), c.after(), model) != null;
    }

    private static boolean personal(AuditRow.@Nullable Value value) {
        return value != null && value.kind() == AuditRow.Kind.PERSONAL;
    }

    private @Nullable AuditValue value(
            String field, AuditRow.@Nullable Value value, StreamModel model) {
        if (value == null) {
            return null;
        }
        String text = value.text();
        return switch (value.kind()) {
            case TEXT -> new AuditValue.Text(text);
            case WORD -> new AuditValue.Word(text);
            case MONEY -> new AuditValue.Money(Long.parseLong(text));
            case MINUTES -> new AuditValue.Minutes(Long.parseLong(text));
            case NUMBER -> new AuditValue.Number(Long.parseLong(text));
            case AT -> new AuditValue.At(Instant.parse(text));
            case REFERENCE -> reference(StreamId.parse(text));
            case PERSONAL -> {
                String personal = model.personalOf(UUID.fromString(text)).getOrDefault(field, "");
                yield personal.isEmpty() ? null : new AuditValue.Text(personal);
            }
        };
    }

    private AuditValue reference(StreamId id) {
        return new AuditValue.Reference(
                id, id.is("customer") ? customers.get(id).name() : reference.name(id));
    }
}
