package clinic.daybook.desk.reservation;

import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.staff.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that is legal now.
 *
 * @param target the task, payment, refund or discount it is about; {@code null}: the visit
 * @param command ready to be submitted where the action asks for nothing or for a reason; otherwise
 *     only a probe, whose values a person still has to give
 * @param needs the role that may do it where that of who is signed in may not; {@code null}: it may
 */
record Offer(
        Action action, @Nullable UUID target, ReservationCommand command, @Nullable Role needs) {

    boolean permitted() {
        return needs == null;
    }
}
