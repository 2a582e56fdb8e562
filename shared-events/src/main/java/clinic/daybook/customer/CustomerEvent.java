package clinic.daybook.customer;

import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The facts of one customer. Name, phone and birth date stand in {@code personal}. */
public sealed interface CustomerEvent extends Event {

    record CustomerRegistered(
            @Nullable Gender gender, @Nullable String nationality, @Nullable String chartNumber)
            implements CustomerEvent {
        public CustomerRegistered {
            Details.check(nationality, chartNumber);
        }
    }

    /**
     * Only what changed is given.
     *
     * @param previous the replaced values of the given ones
     * @param replaces for personal values: by field ({@link CustomerField#wireName}) the event that
     *     had set the value seen; a {@code Previous} of {@code null}: there was none
     */
    record CustomerDetailsChanged(
            @Nullable Gender gender,
            @Nullable String nationality,
            @Nullable String chartNumber,
            @Nullable Details previous,
            @Nullable Map<String, Previous<UUID>> replaces)
            implements CustomerEvent {
        public CustomerDetailsChanged {
            Details.check(nationality, chartNumber);
            // Sorted, so that the same change is always written the same way.
            replaces =
                    replaces == null ? null : Collections.unmodifiableMap(new TreeMap<>(replaces));
        }
    }

    /** {@code price}: of all sessions together, in whole units of the currency. */
    record PackageSold(UUID packageId, StreamId procedureId, int sessions, long price)
            implements CustomerEvent {
        public PackageSold {
            Limits.kind(procedureId, "procedure");
            SoldPackage.checkSessions(sessions);
            Limits.money(price, "price");
        }
    }

    /** One session has paid a treatment. */
    record PackageSessionRedeemed(UUID packageId, StreamId reservationId, UUID taskId)
            implements CustomerEvent {
        public PackageSessionRedeemed {
            Limits.kind(reservationId, "reservation");
        }
    }

    /** The session that had paid a treatment is there to be used again. */
    record PackageSessionRestored(UUID packageId, StreamId reservationId, UUID taskId)
            implements CustomerEvent {
        public PackageSessionRestored {
            Limits.kind(reservationId, "reservation");
        }
    }

    /** A part of the price, or all of it, was given back. */
    record PackageRefunded(UUID packageId, long amount) implements CustomerEvent {
        public PackageRefunded {
            Limits.money(amount, "amount");
        }
    }
}
