package clinic.daybook.clinic;

import clinic.daybook.event.Command;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What managers set for the clinic. */
public sealed interface ClinicCommand extends Command {

    record NameClinic(String name, @Nullable String seen) implements ClinicCommand {}

    record SetTimeZone(ZoneId timeZone, @Nullable ZoneId seen) implements ClinicCommand {}

    record SetCurrency(Currency currency, @Nullable Currency seen) implements ClinicCommand {}

    record SetHours(LocalTime opens, LocalTime closes) implements ClinicCommand {}

    record SetAlertMinutes(String state, int minutes) implements ClinicCommand {}
}
