package clinic.daybook.reservation;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import java.util.Optional;

/** The rules of one reservation, from booking to departure. */
public final class ReservationDecider
        implements Decider<ReservationCommand, ReservationEvent, Reservation> {

    @Override
    public String kind() {
        return "reservation";
    }

    @Override
    public Reservation initial() {
        return Reservation.NEW;
    }

    @Override
    public Decision<ReservationEvent> decide(ReservationCommand command, Reservation state) {
        return LawfulDecision.of(this, state, () -> ReservationDecisions.decide(command, state));
    }

    @Override
    public Optional<Refusal> legal(Reservation state, ReservationEvent event) {
        return Optional.ofNullable(ReservationLegality.check(state, event));
    }

    @Override
    public Reservation evolve(Reservation state, Occurred<ReservationEvent> occurred) {
        return ReservationEvolution.evolve(state, occurred);
    }

    @Override
    public Class<ReservationCommand> commandType() {
        return ReservationCommand.class;
    }

    @Override
    public Class<ReservationEvent> eventType() {
        return ReservationEvent.class;
    }
}
