package clinic.daybook.codec;

import clinic.daybook.clinic.ClinicDecider;
import clinic.daybook.customer.CustomerDecider;
import clinic.daybook.event.Decider;
import clinic.daybook.outcome.OutcomeDecider;
import clinic.daybook.procedure.ProcedureDecider;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.room.RoomDecider;
import clinic.daybook.staff.StaffDecider;
import java.util.List;
import java.util.Optional;

/** Every aggregate that this version knows. */
public final class Aggregates {

    private static final List<Decider<?, ?, ?>> ALL =
            List.of(
                    new ReservationDecider(),
                    new CustomerDecider(),
                    new ProcedureDecider(),
                    new StaffDecider(),
                    new RoomDecider(),
                    new ClinicDecider(),
                    new OutcomeDecider());

    private Aggregates() {}

    /** All deciders, reservation first. */
    public static List<Decider<?, ?, ?>> all() {
        return ALL;
    }

    /** The decider of a kind of stream; empty when this version does not know the kind. */
    public static Optional<Decider<?, ?, ?>> of(String kind) {
        return ALL.stream().filter(d -> d.kind().equals(kind)).findFirst();
    }
}
