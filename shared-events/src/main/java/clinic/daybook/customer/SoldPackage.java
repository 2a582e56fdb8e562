package clinic.daybook.customer;

import clinic.daybook.event.StreamId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A package of sessions that a customer bought, as it stands now. Immutable.
 *
 * @param sessions how many were sold
 * @param price of all of them together, in whole units of the currency
 * @param redeemed the treatments that a session has paid
 * @param restored those that a session had paid until it was restored
 * @param refunded of the price, in whole units of the currency
 */
public record SoldPackage(
        UUID packageId,
        StreamId procedureId,
        int sessions,
        long price,
        Set<Use> redeemed,
        Set<Use> restored,
        long refunded) {

    /** More are no package but a mistyped number. */
    public static final int MAX_SESSIONS = 999;

    /** A treatment that a session pays. */
    public record Use(StreamId reservationId, UUID taskId) {}

    public SoldPackage {
        redeemed = Collections.unmodifiableSet(new LinkedHashSet<>(redeemed));
        restored = Collections.unmodifiableSet(new LinkedHashSet<>(restored));
    }

    static void checkSessions(int sessions) {
        if (sessions < 1 || sessions > MAX_SESSIONS) {
            throw new IllegalArgumentException("sessions are 1 to " + MAX_SESSIONS);
        }
    }

    /** How many sessions can still be redeemed; none once all of the price was refunded. */
    public int left() {
        return refunded >= price ? 0 : sessions - redeemed.size();
    }

    /** What can still be refunded, in whole units of the currency. */
    public long refundable() {
        return price - refunded;
    }

    SoldPackage redeem(Use use) {
        return with(plus(redeemed, use), minus(restored, use), refunded);
    }

    SoldPackage restore(Use use) {
        return with(minus(redeemed, use), plus(restored, use), refunded);
    }

    SoldPackage refund(long amount) {
        return with(redeemed, restored, refunded + amount);
    }

    private SoldPackage with(Set<Use> newRedeemed, Set<Use> newRestored, long newRefunded) {
        return new SoldPackage(
                packageId, procedureId, sessions, price, newRedeemed, newRestored, newRefunded);
    }

    private static Set<Use> plus(Set<Use> uses, Use use) {
        Set<Use> more = new LinkedHashSet<>(uses);
        more.add(use);
        return more;
    }

    private static Set<Use> minus(Set<Use> uses, Use use) {
        Set<Use> fewer = new LinkedHashSet<>(uses);
        fewer.remove(use);
        return fewer;
    }
}
