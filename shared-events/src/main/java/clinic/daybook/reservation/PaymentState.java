package clinic.daybook.reservation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands now.
 *
 * @param amount received, in whole units of the currency
 * @param voided whether it was taken back as a mistake; it then counts 0
 * @param session the one of a package that paid; {@code null}: none did, or it is not known
 */
public record PaymentState(
        UUID paymentId,
        PaymentMethod method,
        long amount,
        boolean voided,
        Instant receivedAt,
        @Nullable PackageSession session) {

    PaymentState asVoided() {
        return new PaymentState(paymentId, method, amount, true, receivedAt, session);
    }
}
