package clinic.daybook.desk.local;

import clinic.daybook.clinic.ClinicState;
import clinic.daybook.codec.Json;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.staff.Role;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The clinic's own things in memory: few, and needed for every name on a screen. */
final class ReferenceBook {

    private static final LocalTime OPENS = LocalTime.of(10, 0);
    private static final LocalTime CLOSES = LocalTime.of(19, 0);

    private final Map<StreamId, ReferenceRow> rows = new HashMap<>();
    private final Set<StreamId> verifiers = new HashSet<>();

    void clear() {
        rows.clear();
        verifiers.clear();
    }

    void put(ReferenceRow row) {
        rows.put(row.id(), row);
    }

    void remove(StreamId id) {
        rows.remove(id);
    }

    void pinsKnown(Collection<StreamId> staff) {
        verifiers.clear();
        verifiers.addAll(staff);
    }

    /** The name of a thing; empty when it has none or is not known. */
    String name(@Nullable StreamId id) {
        return switch (id == null ? null : rows.get(id)) {
            case ReferenceRow.Member r -> r.name();
            case ReferenceRow.Place r -> r.name();
            case ReferenceRow.MenuEntry r -> r.name();
            case ReferenceRow.Settings r -> r.name() == null ? "" : r.name();
            case null -> "";
        };
    }

    /** The role of an active member of staff. */
    Optional<Role> role(StreamId staffId) {
        return rows.get(staffId) instanceof ReferenceRow.Member m && m.active()
                ? Optional.of(m.role())
                : Optional.empty();
    }

    Optional<Reference.StaffItem> member(StreamId staffId) {
        return rows.get(staffId) instanceof ReferenceRow.Member m && m.active()
                ? Optional.of(item(m))
                : Optional.empty();
    }

    ZoneId zone() {
        ReferenceRow.Settings settings = settings();
        return settings == null || settings.zone() == null
                ? ClinicState.DEFAULT_TIME_ZONE
                : ZoneId.of(settings.zone());
    }

    /** What screens see. */
    Reference snapshot() {
        ReferenceRow.Settings s = settings();
        Map<ReservationStatus, Integer> alerts = new EnumMap<>(ReservationStatus.class);
        if (s != null) {
            for (ReservationStatus status : ReservationStatus.values()) {
                Integer minutes = s.alertMinutes().get(Json.wireName(status));
                if (minutes != null) {
                    alerts.put(status, minutes);
                }
            }
        }
        return new Reference(
                s == null || s.name() == null ? "" : s.name(),
                zone(),
                s == null || s.currency() == null
                        ? ClinicState.DEFAULT_CURRENCY
                        : Currency.getInstance(s.currency()),
                s == null || s.opens() == null ? OPENS : LocalTime.parse(s.opens()),
                s == null || s.closes() == null ? CLOSES : LocalTime.parse(s.closes()),
                alerts,
                sorted(
                        ReferenceRow.Member.class,
                        m -> m.active() ? item(m) : null,
                        Comparator.comparing(Reference.StaffItem::name)
                                .thenComparing(Reference.StaffItem::id)),
                sorted(
                        ReferenceRow.Place.class,
                        p -> p.usable() ? new Reference.RoomItem(p.id(), p.name(), p.kind()) : null,
                        Comparator.comparing(Reference.RoomItem::name)
                                .thenComparing(Reference.RoomItem::id)),
                sorted(
                        ReferenceRow.MenuEntry.class,
                        p ->
                                p.onMenu()
                                        ? new Reference.ProcedureItem(
                                                p.id(), p.name(), p.minutes(), p.price(), p.kind())
                                        : null,
                        Comparator.comparing(Reference.ProcedureItem::name)
                                .thenComparing(Reference.ProcedureItem::id)));
    }

    private <R extends ReferenceRow, T> List<T> sorted(
            Class<R> type, Function<R, @Nullable T> item, Comparator<T> order) {
        return rows.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .<T>mapMulti((row, out) -> {
                    T made = item.apply(row);
                    if (made != null) {
                        out.accept(made);
                    }
                })
                .sorted(order)
                .toList();
    }

    private Reference.StaffItem item(ReferenceRow.Member m) {
        return new Reference.StaffItem(m.id(), m.name(), m.role(), verifiers.contains(m.id()));
    }

    /** A clinic has one stream of settings; of several, the one with the lowest id counts. */
    private ReferenceRow.@Nullable Settings settings() {
        return rows.values().stream()
                .filter(ReferenceRow.Settings.class::isInstance)
                .map(ReferenceRow.Settings.class::cast)
                .min(Comparator.comparing(ReferenceRow.Settings::id))
                .orElse(null);
    }
}
