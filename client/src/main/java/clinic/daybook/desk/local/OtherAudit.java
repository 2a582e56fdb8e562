package clinic.daybook.desk.local;

import clinic.daybook.clinic.ClinicEvent;
import clinic.daybook.clinic.ClinicState;
import clinic.daybook.customer.Customer;
import clinic.daybook.customer.CustomerEvent;
import clinic.daybook.customer.CustomerField;
import clinic.daybook.customer.SoldPackage;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.procedure.Procedure;
import clinic.daybook.room.Room;
import clinic.daybook.room.RoomEvent;
import clinic.daybook.staff.Staff;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What events of all streams but reservations changed. */
final class OtherAudit {

    private OtherAudit() {}

    static String subject(Object after) {
        return switch (after) {
            case Staff s -> s.name();
            case Room r -> r.name();
            case Procedure p -> p.name();
            default -> "";
        };
    }

    static AuditDiff changes(Event event, UUID eventId, Object before, Object after) {
        AuditDiff diff = new AuditDiff();
        if (event instanceof OutcomeEvent outcome) {
            outcome(outcome, diff);
        } else if (before instanceof Staff b && after instanceof Staff a) {
            diff.text("name", given(b.name()), given(a.name()))
                    .word("role", "role", b.role(), a.role())
                    .yesNo("active", b.active(), a.active());
        } else if (before instanceof Room b && after instanceof Room a) {
            diff.text("name", given(b.name()), given(a.name()))
                    .word("kind", "room", b.kind(), a.kind())
                    .yesNo("active", b.usable(), a.usable());
            if (event instanceof RoomEvent.RoomBlocked e) {
                diff.at("from", null, e.from()).at("until", null, e.until());
            }
        } else if (before instanceof Procedure b && after instanceof Procedure a) {
            procedure(b, a, diff);
        } else if (before instanceof ClinicState b && after instanceof ClinicState a) {
            clinic(event, b, a, diff);
        } else if (before instanceof Customer b && after instanceof Customer a) {
            customer(event, eventId, b, a, diff);
        }
        return diff;
    }

    private static void procedure(Procedure b, Procedure a, AuditDiff diff) {
        diff.text("name", given(b.name()), given(a.name()))
                .minutes("minutes", b.defined() ? (Integer) b.minutes() : null, a.minutes())
                .money("price", b.defined() ? (Long) b.price() : null, a.price())
                .word("kind", "kind", b.kind(), a.kind())
                .minutes("bufferMinutes", b.bufferMinutes(), a.bufferMinutes())
                .yesNo("active", b.onMenu(), a.onMenu());
    }

    private static void clinic(Event event, ClinicState b, ClinicState a, AuditDiff diff) {
        diff.text("name", b.name(), a.name())
                .text("timeZone", id(b.timeZone()), id(a.timeZone()))
                .text("currency", code(b.currency()), code(a.currency()))
                .text("opens", time(b.opens()), time(a.opens()))
                .text("closes", time(b.closes()), time(a.closes()));
        if (event instanceof ClinicEvent.AlertMinutesSet e) {
            diff.words("state", null, "status." + e.state())
                    .minutes(
                            "minutes",
                            b.alertMinutes().get(e.state()),
                            a.alertMinutes().get(e.state()));
        }
    }

    private static void customer(
            Event event, UUID eventId, Customer b, Customer a, AuditDiff diff) {
        Set<String> given = new TreeSet<>();
        if (event instanceof CustomerEvent.CustomerRegistered) {
            for (CustomerField field : CustomerField.values()) {
                given.add(field.wireName());
            }
        } else if (event instanceof CustomerEvent.CustomerDetailsChanged e
                && e.replaces() != null) {
            given.addAll(e.replaces().keySet());
        }
        for (String field : given) {
            diff.personal(field, b.personalSetBy().get(field), eventId);
        }
        diff.word("gender", "gender", b.gender(), a.gender())
                .text("nationality", b.nationality(), a.nationality())
                .text("chartNumber", b.chartNumber(), a.chartNumber());
        UUID packageId = packageOf(event);
        if (packageId != null) {
            sold(b.packages().get(packageId), a.packages().get(packageId), diff);
        }
    }

    private static @Nullable UUID packageOf(Event event) {
        return switch (event) {
            case CustomerEvent.PackageSold e -> e.packageId();
            case CustomerEvent.PackageSessionRedeemed e -> e.packageId();
            case CustomerEvent.PackageSessionRestored e -> e.packageId();
            case CustomerEvent.PackageRefunded e -> e.packageId();
            default -> null;
        };
    }

    private static void sold(@Nullable SoldPackage b, @Nullable SoldPackage a, AuditDiff diff) {
        if (a == null) {
            return;
        }
        // Which package it was is told by its procedure: the id says nothing to a person.
        diff.reference("procedureId", null, a.procedureId())
                .number("sessions", b == null ? null : (long) b.sessions(), (long) a.sessions())
                .money("price", b == null ? null : b.price(), a.price())
                .number("sessionsLeft", b == null ? null : (long) b.left(), (long) a.left())
                .money("refunded", b == null ? 0L : b.refunded(), a.refunded());
    }

    private static void outcome(OutcomeEvent event, AuditDiff diff) {
        switch (event) {
            case OutcomeEvent.ChangeAdjusted e ->
                    about(e.streamId(), e.type(), "remark." + e.code(), diff);
            case OutcomeEvent.ChangeUnchanged e ->
                    about(e.streamId(), e.type(), "remark." + e.code(), diff);
            case OutcomeEvent.ChangeNeedsPerson e ->
                    about(e.streamId(), e.type(), "refusal." + e.code(), diff);
            case OutcomeEvent.ChangeRedone e -> about(e.streamId(), e.type(), null, diff);
            case OutcomeEvent.ChangeLetGo e ->
                    about(e.streamId(), e.type(), "reason." + e.code(), diff);
            case OutcomeEvent.PromiseCalledBack _ -> {
                // The type says it all.
            }
        }
    }

    private static void about(
            StreamId stream, String command, @Nullable String why, AuditDiff diff) {
        diff.words("type", null, "command." + command)
                .reference("streamId", null, stream)
                .words("code", null, why);
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String id(@Nullable ZoneId zone) {
        return zone == null ? null : zone.getId();
    }

    private static @Nullable String code(@Nullable Currency currency) {
        return currency == null ? null : currency.getCurrencyCode();
    }

    private static @Nullable String time(@Nullable LocalTime time) {
        return time == null ? null : Objects.toString(time);
    }
}
