package clinic.daybook.customer;

import clinic.daybook.event.Previous;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's state, without a single personal value.
 *
 * @param registered whether the stream has begun
 * @param nationality ISO 3166-1 alpha-2
 * @param personalSetBy by wire name of a {@link CustomerField} the event that had set its value; a
 *     registration sets all three, whether it gave them or not, because the fold never sees them
 * @param registrationEventId the event that began the stream
 * @param packages bought, by their ids, in the order in which they were sold
 */
public record Customer(
        boolean registered,
        @Nullable Gender gender,
        @Nullable String nationality,
        @Nullable String chartNumber,
        Map<String, UUID> personalSetBy,
        @Nullable UUID registrationEventId,
        Map<UUID, SoldPackage> packages) {

    /** Before the first event. */
    public static final Customer NEW =
            new Customer(false, null, null, null, Map.of(), null, Map.of());

    /** Keeps the fields in the order of their names, so that equal states print equally. */
    public Customer {
        personalSetBy = Collections.unmodifiableMap(new TreeMap<>(personalSetBy));
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    }

    /** The same customer with this package, in place of the one of its id. */
    Customer with(SoldPackage sold) {
        Map<UUID, SoldPackage> next = new LinkedHashMap<>(packages);
        next.put(sold.packageId(), sold);
        return new Customer(
                registered,
                gender,
                nationality,
                chartNumber,
                personalSetBy,
                registrationEventId,
                next);
    }

    /** Whether the event that is claimed to have set a personal field is the last that did. */
    boolean setBy(String field, Previous<UUID> claimed) {
        UUID last = personalSetBy.get(field);
        if (Objects.equals(claimed.value(), last)) {
            return true;
        }
        // The registration may have come without this field: who saw none saw what there is.
        return claimed.value() == null && Objects.equals(last, registrationEventId);
    }
}
