package clinic.daybook.clinic;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clinic's settings as they stand now. What was never set is {@code null}.
 *
 * @param opens when the clinic's day begins, in its time zone
 * @param closes when it ends
 * @param alertMinutes by wire name of a reservation's status: minutes until the first alert
 */
public record ClinicState(
        @Nullable String name,
        @Nullable ZoneId timeZone,
        @Nullable Currency currency,
        @Nullable LocalTime opens,
        @Nullable LocalTime closes,
        Map<String, Integer> alertMinutes) {

    /** Where clinic days are counted until a time zone is set. */
    public static final ZoneId DEFAULT_TIME_ZONE = ZoneId.of("Asia/Seoul");

    /** What money is shown in until a currency is set. */
    public static final Currency DEFAULT_CURRENCY = Currency.getInstance("KRW");

    /** Before the first event. */
    public static final ClinicState NEW = new ClinicState(null, null, null, null, null, Map.of());

    /** Keeps the limits in the order of their names, so that equal states print equally. */
    public ClinicState {
        alertMinutes = Collections.unmodifiableMap(new TreeMap<>(alertMinutes));
    }

    /** The time zone that was set, or the default. */
    public ZoneId zone() {
        return timeZone == null ? DEFAULT_TIME_ZONE : timeZone;
    }

    /** The currency that was set, or the default. */
    public Currency money() {
        return currency == null ? DEFAULT_CURRENCY : currency;
    }
}
