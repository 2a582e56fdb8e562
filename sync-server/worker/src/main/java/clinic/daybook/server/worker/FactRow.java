package clinic.daybook.server.worker;

import clinic.daybook.codec.Json;
import clinic.daybook.statistics.Facts;
import clinic.daybook.statistics.Facts.Movement;
import clinic.daybook.statistics.Facts.Treatment;
import clinic.daybook.statistics.Facts.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of what a stream counts for.
 *
 * @param values in the order of the table's columns: {@link String}, {@link Long}, {@link Instant}
 *     to the microsecond, {@link Boolean}, or {@code null}
 */
record FactRow(FactTable table, List<@Nullable Object> values) {

    /** Refuses another number of values than the table has columns. */
    FactRow {
        if (values.size() != table.columns().size()) {
            throw new IllegalArgumentException("a row of " + table + " has other columns");
        }
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** The rows that a stream's facts are. */
    static List<FactRow> of(Facts facts) {
        return switch (facts) {
            case Visit visit -> rows(visit);
            case Facts.StaffMember s ->
                    List.of(row(FactTable.STAFF, s.id(), s.name(), s.role(), s.left()));
            case Facts.MenuEntry m ->
                    List.of(
                            row(
                                    FactTable.MENU,
                                    m.id(),
                                    m.name(),
                                    m.kind(),
                                    m.minutes(),
                                    m.price(),
                                    m.retired()));
            case Facts.Place p -> List.of(row(FactTable.ROOM, p.id(), p.name(), p.closed()));
            case Facts.Clinic c ->
                    List.of(
                            row(
                                    FactTable.CLINIC,
                                    c.id(),
                                    c.name(),
                                    c.zone(),
                                    c.currency().getCurrencyCode()));
        };
    }

    private static List<FactRow> rows(Visit v) {
        List<FactRow> rows = new ArrayList<>();
        rows.add(
                row(
                        FactTable.VISIT,
                        v.id(),
                        v.status(),
                        v.channel(),
                        v.customerId(),
                        v.startsAt(),
                        v.plannedMinutes(),
                        v.practitionerId(),
                        v.roomId(),
                        v.bookedAt(),
                        v.arrivedAt(),
                        v.checkedInAt(),
                        v.consultationStartedAt(),
                        v.consultationFinishedAt(),
                        v.departedAt(),
                        v.waitedForReception(),
                        v.waitedForConsultation(),
                        v.waitedForTreatment(),
                        v.charged(),
                        v.discounted(),
                        v.received()));
        for (Treatment t : v.treatments()) {
            rows.add(
                    row(
                            FactTable.TREATMENT,
                            v.id(),
                            t.taskId(),
                            t.procedureId(),
                            t.name(),
                            t.status(),
                            t.origin(),
                            t.sellerId(),
                            t.practitionerId(),
                            t.roomId(),
                            t.plannedMinutes(),
                            t.startedAt(),
                            t.finishedAt(),
                            t.took(),
                            t.charge()));
        }
        for (Movement m : v.money()) {
            rows.add(
                    row(
                            FactTable.MOVEMENT,
                            v.id(),
                            m.movementId(),
                            m.kind(),
                            m.method(),
                            m.amount(),
                            m.at(),
                            m.handlerId()));
        }
        return rows;
    }

    private static FactRow row(FactTable table, @Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(column(value));
        }
        return new FactRow(table, row);
    }

    private static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Number number -> number.longValue();
            case Duration duration -> duration.toSeconds();
            // As fine as PostgreSQL keeps it, which would round.
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS);
            case Enum<?> constant -> Json.wireName(constant);
            default -> value.toString();
        };
    }
}
