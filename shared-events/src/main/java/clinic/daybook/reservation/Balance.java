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
        boolean untreated =
                switch (reservation.status()) {
                    case CANCELLED, NO_SHOW, LEFT_UNSEEN -> true;
                    default -> false;
                };
        if (reservation.status() == ReservationStatus.ENTERED_IN_ERROR) {
            return new Balance(0, 0, received(reservation));
        }
        long treatments =
                reservation.tasks().stream()
                        .filter(t -> untreated ? t.status() == TaskStatus.FINISHED : counts(t))
                        .mapToLong(t -> t.task().price())
                        .sum();
        long discounts = reservation.discounts().values().stream().mapToLong(Long::longValue).sum();
        return new Balance(
                treatments + reservation.fees(),
                untreated ? Math.min(discounts, treatments) : discounts,
                received(reservation));
    }

    private static boolean counts(TaskState task) {
        return task.status() != TaskStatus.SKIPPED && task.status() != TaskStatus.REMOVED;
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
