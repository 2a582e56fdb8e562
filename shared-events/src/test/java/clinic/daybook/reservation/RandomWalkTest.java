package clinic.daybook.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Occurred;
import clinic.daybook.reservation.ReservationCommand.ChargeCancellationFee;
import clinic.daybook.reservation.VisitTimes.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the commands and their order, a reservation's rules hold after each of them. */
class RandomWalkTest {

    private static final int SEEDS = 300;
    private static final int COMMANDS = 200;

    private final ReservationDecider decider = new ReservationDecider();

    /** One walk: the reservation, what happened in it, and its times folded along. */
    private final class Walk {
        private final long seed;
        private final RandomCommands commands;
        private final List<Occurred<ReservationEvent>> events = new ArrayList<>();
        private Reservation state = decider.initial();
        private VisitTimes times = VisitTimes.NONE;
        private List<Stay> checkedStays = times.stays();

        Walk(long seed) {
            this.seed = seed;
            commands = new RandomCommands(new SplittableRandom(seed));
        }

        void step(int n) {
            ReservationCommand command = commands.next(state);
            Supplier<String> where = () -> "seed %d, command %d: %s".formatted(seed, n, command);
            Decision<ReservationEvent> decision = decider.decide(command, state);
            assertThat(decider.decide(command, state)).as(where).isEqualTo(decision);
            if (decision instanceof Decision.Accepted<ReservationEvent> accepted) {
                for (ReservationEvent event : accepted.events()) {
                    happened(event, where);
                    hold(where);
                }
                if (!(command instanceof ChargeCancellationFee)) {
                    assertThat(events(decider.decide(command, state))).as(where).isEmpty();
                }
            }
        }

        private List<ReservationEvent> events(Decision<ReservationEvent> decision) {
            return decision instanceof Decision.Accepted<ReservationEvent> accepted
                    ? accepted.events()
                    : List.of();
        }

        private void happened(ReservationEvent event, Supplier<String> where) {
            assertThat(decider.legal(state, event)).as(where).isEmpty();
            assertThat(EventCodec.decode(event.typeName(), 1, EventCodec.encode(event)))
                    .as(where)
                    .isEqualTo(new EventCodec.Decoded.Known(event));
            Occurred<ReservationEvent> occurred =
                    new Occurred<>(
                            new UUID(0xE, events.size() + 1),
                            Visit.TEN.plus(Duration.ofMinutes(events.size())),
                            event);
            events.add(occurred);
            state = decider.evolve(state, occurred);
            times = times.after(occurred);
        }

        private void hold(Supplier<String> where) {
            // An error is written down as it stands, with a treatment still running or not.
            boolean inError = state.status() == ReservationStatus.ENTERED_IN_ERROR;
            assertThat(state.anyRunning() && !inError)
                    .as(where)
                    .isEqualTo(state.status() == ReservationStatus.IN_TREATMENT);
            numbersHold(where);
            moneyHolds(where);
            timesHold(where);
        }

        private void numbersHold(Supplier<String> where) {
            // Removed tasks are in the list too: numbers and ids are used once, for ever.
            Set<Integer> numbers = new HashSet<>();
            Set<UUID> ids = new HashSet<>();
            for (TaskState task : state.tasks()) {
                numbers.add(task.task().sequence());
                ids.add(task.task().taskId());
            }
            assertThat(numbers).as(where).hasSize(state.tasks().size());
            assertThat(ids).as(where).hasSize(state.tasks().size());
            assertThat(state.lastSequence()).as(where).isEqualTo(state.tasks().size());
        }

        private void moneyHolds(Supplier<String> where) {
            for (PaymentState payment : state.payments().values()) {
                long bound = state.refundedOrRequested(payment.paymentId());
                assertThat(bound).as(where).isBetween(0L, payment.voided() ? 0L : payment.amount());
            }
            assertThat(state.balance().received()).as(where).isNotNegative();
        }

        private void timesHold(Supplier<String> where) {
            assertThat(times.reservation()).as(where).isEqualTo(state);
            if (times.stays() == checkedStays) {
                return;
            }
            List<Stay> stays = times.stays();
            checkedStays = stays;
            // They follow each other without a gap, each in another status than the one before.
            for (int i = 0; i < stays.size(); i++) {
                boolean last = i == stays.size() - 1;
                assertThat(stays.get(i).until())
                        .as(where)
                        .isEqualTo(last ? null : stays.get(i + 1).from());
                if (!last) {
                    assertThat(stays.get(i).status())
                            .as(where)
                            .isNotEqualTo(stays.get(i + 1).status());
                }
            }
            if (!stays.isEmpty()) {
                assertThat(stays.getLast().status()).as(where).isEqualTo(state.status());
            }
        }
    }

    @Test
    void theRulesHoldOnEveryWalk() {
        Set<ReservationStatus> seen = EnumSet.noneOf(ReservationStatus.class);
        Set<String> types = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Walk walk = new Walk(seed);
            for (int n = 1; n <= COMMANDS; n++) {
                walk.step(n);
                seen.add(walk.state.status());
            }
            walk.events.forEach(e -> types.add(e.event().typeName()));
            assertThat(VisitTimes.of(walk.events)).as("seed %d", seed).isEqualTo(walk.times);
        }
        // A walk that never gets somewhere proves nothing about it.
        Set<String> known = new TreeSet<>();
        EventCodec.known().values().stream()
                .filter(t -> t.kind().equals("reservation"))
                .forEach(t -> known.add(t.name()));
        assertThat(seen)
                .containsAll(EnumSet.range(ReservationStatus.BOOKED, ReservationStatus.NO_SHOW));
        assertThat(types).isEqualTo(known);
    }

    /** Events from other desks meet a state that their commands never saw. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatOneWalkDecidedNeverBreaksAnother(long seed) {
        List<ReservationEvent> foreign = new ArrayList<>();
        for (long other = 0; other < 20; other++) {
            Walk walk = new Walk(1_000 * seed + other);
            for (int n = 1; n <= COMMANDS; n++) {
                walk.step(n);
            }
            walk.events.forEach(e -> foreign.add(e.event()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        Walk walk = new Walk(seed);
        walk.step(1);
        int followed = 0;
        for (int n = 0; n < 20_000; n++) {
            ReservationEvent event = foreign.get(random.nextInt(foreign.size()));
            boolean last = event instanceof ReservationEvent.EnteredInError;
            if (!last && decider.legal(walk.state, event).isEmpty()) {
                String where = "seed %d, event %d: %s".formatted(seed, n, event);
                walk.happened(event, () -> where);
                walk.hold(() -> where);
                followed++;
            }
        }
        assertThat(followed).isGreaterThan(100);
    }
}
