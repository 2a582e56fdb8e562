package clinic.daybook.reservation;

import java.time.Instant;
import java.util.UUID;

/**
 * A payment as it stands now.
 *
 * @param amount received, in whole units of the currency
 * @param voided whether it was taken back as a mistake; it then counts 0
 */
public record PaymentState(
        UUID paymentId, PaymentMethod method, long amount, boolean voided, Instant receivedAt) {}
