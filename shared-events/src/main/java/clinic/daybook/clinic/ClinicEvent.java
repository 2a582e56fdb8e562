package clinic.daybook.clinic;

import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.reservation.Limits;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The facts of the clinic: its settings. */
public sealed interface ClinicEvent extends Event {

    record ClinicNamed(String name, @Nullable Previous<String> previous) implements ClinicEvent {
        public ClinicNamed {
            Limits.text(name, "name");
        }
    }

    record ClinicTimeZoneSet(ZoneId timeZone, @Nullable Previous<ZoneId> previous)
            implements ClinicEvent {}

    record CurrencySet(Currency currency, @Nullable Previous<Currency> previous)
            implements ClinicEvent {}

    record ClinicHoursSet(LocalTime opens, LocalTime closes) implements ClinicEvent {
        public ClinicHoursSet {
            if (!closes.isAfter(opens)) {
                throw new IllegalArgumentException("closes must be after opens");
            }
        }
    }

    /**
     * After how long in a state a person should look.
     *
     * @param state the wire name of a reservation's status, for example {@code waiting-treatment}
     * @param minutes until the first alert; the second comes after twice as long
     */
    record AlertMinutesSet(String state, int minutes) implements ClinicEvent {
        public AlertMinutesSet {
            Limits.text(state, "state");
            Limits.minutes(minutes);
        }
    }
}
