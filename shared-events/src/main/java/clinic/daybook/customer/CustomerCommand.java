package clinic.daybook.customer;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with a customer's record. Personal values travel beside the command. */
public sealed interface CustomerCommand extends Command {

    record Register(
            @Nullable Gender gender, @Nullable String nationality, @Nullable String chartNumber)
            implements CustomerCommand {}

    /**
     * Changes the given details.
     *
     * @param seen the values seen of the given ones
     * @param personalFields the wire names of the personal fields that change
     * @param seenPersonal of those that had a value: the event that had set the one seen
     */
    record ChangeDetails(
            @Nullable Gender gender,
            @Nullable String nationality,
            @Nullable String chartNumber,
            Details seen,
            List<String> personalFields,
            Map<String, UUID> seenPersonal)
            implements CustomerCommand {
        public ChangeDetails {
            personalFields = List.copyOf(personalFields);
            // Sorted, so that the same command is always stored the same way.
            seenPersonal = Collections.unmodifiableMap(new TreeMap<>(seenPersonal));
        }
    }

    record SellPackage(UUID packageId, StreamId procedureId, int sessions, long price)
            implements CustomerCommand {}

    record RedeemSession(UUID packageId, StreamId reservationId, UUID taskId)
            implements CustomerCommand {}

    record RestoreSession(UUID packageId, StreamId reservationId, UUID taskId)
            implements CustomerCommand {}

    /** {@code seenRefunded}: what the person saw refunded before; another sum is refused. */
    record RefundPackage(UUID packageId, long amount, long seenRefunded)
            implements CustomerCommand {}
}
