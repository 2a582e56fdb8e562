package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.customer.Customer;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.VisitTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that screens read, as functions of a stream's fold alone: writing them step by step or
 * from scratch gives the same tables.
 */
final class Projections {

    /** Every table that can be dropped and built again. */
    static final List<String> TABLES =
            List.of("card", "task", "stay", "customer", "reference", "audit", "outcome");

    private static final String CARD =
            upsert(
                    "card",
                    List.of("stream"),
                    List.of(
                            "starts_at",
                            "ends_at",
                            "status",
                            "customer",
                            "practitioner",
                            "room",
                            "body"));

    private static final String TASK =
            upsert(
                    "task",
                    List.of("stream", "task"),
                    List.of(
                            "sequence",
                            "procedure",
                            "name",
                            "planned_minutes",
                            "price",
                            "status",
                            "origin",
                            "practitioner",
                            "room",
                            "started_at",
                            "finished_at",
                            "recorded_start",
                            "recorded_finish"));

    private static final String STAY =
            upsert("stay", List.of("stream", "nr"), List.of("status", "from_at", "until_at"));

    private Projections() {}

    /**
     * Inserts a row or changes the one with this key. Unlike a replacement that leaves the indexes
     * alone whose columns stay as they are, which is most of them with most events.
     */
    private static String upsert(String table, List<String> key, List<String> others) {
        List<String> all = new ArrayList<>(key);
        all.addAll(others);
        return "INSERT INTO "
                + table
                + " ("
                + String.join(", ", all)
                + ") VALUES ("
                + String.join(", ", Collections.nCopies(all.size(), "?"))
                + ") ON CONFLICT ("
                + String.join(", ", key)
                + ") DO UPDATE SET "
                + others.stream()
                        .map(c -> c + " = excluded." + c)
                        .collect(Collectors.joining(", "));
    }

    /** The writes that bring a stream's rows to what the model shows. */
    static List<Write> writes(StreamModel model) {
        List<Write> writes = new ArrayList<>();
        StreamId id = model.id();
        VisitTimes times = model.shown().times();
        Object state = model.shown().state().state();
        if (times != null) {
            reservation(model, times, card(model), writes);
        } else if (state instanceof Customer customer) {
            writes.add(
                    customer.registered()
                            ? CustomerRow.of(
                                            id,
                                            customer,
                                            model.allPersonal(),
                                            model.shown().version())
                                    .write()
                            : Write.of("DELETE FROM customer WHERE stream = ?", id));
        } else if (ReferenceRow.typeOf(id.kind()) != null) {
            ReferenceRow row = ReferenceRow.of(id, state);
            writes.add(
                    row == null
                            ? Write.of("DELETE FROM reference WHERE stream = ?", id)
                            : Write.of(
                                    "REPLACE INTO reference VALUES (?, ?, ?)",
                                    id,
                                    id.kind(),
                                    RowJson.write(row)));
        }
        audit(model, writes);
        if (id.is("desk")) {
            model.takeOutcomesToWrite().forEach(row -> writes.add(row.write()));
        }
        return writes;
    }

    /** A reservation's card; {@code null} when it has not been booked. */
    static @Nullable CardRow card(StreamModel model) {
        VisitTimes times = model.shown().times();
        return times == null
                ? null
                : CardRow.of(model.id(), times, !model.memo().isEmpty(), model.shown().version());
    }

    private static void reservation(
            StreamModel model, VisitTimes times, @Nullable CardRow card, List<Write> writes) {
        StreamId id = model.id();
        if (card == null) {
            writes.add(Write.of("DELETE FROM card WHERE stream = ?", id));
        } else {
            writes.add(
                    Write.of(
                            CARD,
                            id,
                            card.startsAt(),
                            card.endsAt(),
                            Json.wireName(card.status()),
                            card.customerId(),
                            card.practitionerId(),
                            card.roomId(),
                            RowJson.write(card)));
        }
        model.childRows().bring(id, childRows(id, times), writes);
    }

    /** The rows of its tasks and stays, each by a name of its own. */
    private static Map<String, Write> childRows(StreamId id, VisitTimes times) {
        Map<String, Write> rows = new LinkedHashMap<>();
        for (TaskState t : times.reservation().tasks()) {
            VisitTimes.TaskTimes recorded = times.tasks().get(t.task().taskId());
            rows.put(
                    "task " + t.task().taskId(),
                    Write.of(
                            TASK,
                            id,
                            t.task().taskId(),
                            t.task().sequence(),
                            t.task().procedureId(),
                            t.task().name(),
                            t.task().minutes(),
                            t.task().price(),
                            Json.wireName(t.status()),
                            Json.wireName(t.origin()),
                            t.practitionerId(),
                            t.roomId(),
                            t.startedAt(),
                            t.finishedAt(),
                            recorded == null ? null : recorded.recordedStartedAt(),
                            recorded == null ? null : recorded.recordedFinishedAt()));
        }
        int nr = 0;
        for (VisitTimes.Stay stay : times.stays()) {
            rows.put(
                    "stay " + nr,
                    Write.of(
                            STAY,
                            id,
                            nr++,
                            Json.wireName(stay.status()),
                            stay.from(),
                            stay.until()));
        }
        return rows;
    }

    private static void audit(StreamModel model, List<Write> writes) {
        StreamModel.PendingRows pending = model.takePendingAudit();
        for (UUID gone : pending.gone()) {
            writes.add(Write.of("DELETE FROM audit WHERE event_id = ? AND position IS NULL", gone));
        }
        for (AuditRow row : model.takeAuditToWrite()) {
            writes.add(write(row));
        }
        for (AuditRow row : pending.put()) {
            writes.add(write(row));
        }
    }

    private static Write write(AuditRow row) {
        return Write.of(
                "REPLACE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.eventId(),
                row.streamId(),
                row.version(),
                row.position(),
                row.type(),
                row.happenedAt(),
                row.staffId(),
                row.deskId(),
                RowJson.write(row));
    }
}
