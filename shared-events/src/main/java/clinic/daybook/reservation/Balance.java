package clinic.daybook.reservation;

/**
 * The money of one reservation, in whole units of the currency. It stands beside the status, never
 * in it.
 *
 * @param charged treatments that are neither skipped nor removed, and cancellation fees; where the
 *     customer was not treated (cancelled, no-show, left unseen) only finished treatments and fees
 * @param discounted discounts applied and not withdrawn
 * @param received payments that are not voided, less issued refunds
 */
public record Balance(long charged, long discounted, long received) {

    static Balance of(Reservation reservation) {
        if (reservation.status() == ReservationStatus.ENTERED_IN_ERROR) {
            return new Balance(0, 0, received(reservation));
        }
        long treatments = reservation.tasks().stream().mapToLong(t -> charge(reservation, t)).sum();
        long discounts = reservation.discounts().values().stream().mapToLong(Long::longValue).sum();
        return new Balance(
                treatments + reservation.fees(),
                untreated(reservation) ? Math.min(discounts, treatments) : discounts,
                received(reservation));
    }

    /** What one of the reservation's treatments adds to its charges; 0: it is not charged. */
    public static long charge(Reservation reservation, TaskState task) {
        boolean charged =
                untreated(reservation)
                        ? task.status() == TaskStatus.FINISHED
                        : task.status() != TaskStatus.SKIPPED
                                && task.status() != TaskStatus.REMOVED
                                && reservation.status() != ReservationStatus.ENTERED_IN_ERROR;
        return charged ? task.task().price() : 0;
    }

    private static boolean untreated(Reservation reservation) {
        return switch (reservation.status()) {
            case CANCELLED, NO_SHOW, LEFT_UNSEEN -> true;
            default -> false;
        };
    }

    private static long received(Reservation reservation) {
        long payments =
                reservation.payments().values().stream()
                        .filter(p -> !p.voided())
                        .mapToLong(PaymentState::amount)
                        .sum();
        long refunds =
                reservation.refunds().values().stream()
                        .filter(r -> r.status() == RefundState.Status.ISSUED)
                        .mapToLong(RefundState::amount)
                        .sum();
        return payments - refunds;
    }

    /** What the customer still owes; negative: a credit. */
    public long open() {
        return charged - discounted - received;
    }
}
