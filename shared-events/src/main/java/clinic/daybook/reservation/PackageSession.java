package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.util.UUID;

/**
 * A session of a package that pays a treatment. It is redeemed on the stream of the customer who
 * bought the package, who need not be the customer of the reservation for ever.
 *
 * @param customerId the stream on which it is redeemed, and restored when the payment is voided
 * @param taskId the treatment of this reservation that it pays
 */
public record PackageSession(StreamId customerId, UUID packageId, UUID taskId) {
    public PackageSession {
        Limits.kind(customerId, "customer");
    }
}
