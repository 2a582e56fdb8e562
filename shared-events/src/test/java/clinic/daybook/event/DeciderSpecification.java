package clinic.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code given(events).when(command).then(events)}: how the rules of an aggregate are written down.
 */
public final class DeciderSpecification<C extends Command, E extends Event, S> {

    /** When the first given event happened; each further one a minute later. */
    public static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    private final Decider<C, E, S> decider;

    private DeciderSpecification(Decider<C, E, S> decider) {
        this.decider = decider;
    }

    public static <C extends Command, E extends Event, S> DeciderSpecification<C, E, S> of(
            Decider<C, E, S> decider) {
        return new DeciderSpecification<>(decider);
    }

    /** The id of the n-th event of the stream, counted from 1. */
    public static UUID eventId(int n) {
        return new UUID(0xE, n);
    }

    /** When the n-th event of the stream happened, counted from 1. */
    public static Instant at(int n) {
        return START.plus(Duration.ofMinutes(n - 1L));
    }

    /** The history; each event must be legal where it stands. */
    @SafeVarargs
    public final Given given(E... events) {
        return given(List.of(events));
    }

    public Given given(List<? extends E> events) {
        return new Given(fold(decider.initial(), events, 1), events.size());
    }

    private S fold(S from, List<? extends E> events, int first) {
        S state = from;
        for (int i = 0; i < events.size(); i++) {
            E event = events.get(i);
            assertThat(decider.legal(state, event)).as("%s is legal", event).isEmpty();
            int n = first + i;
            state = decider.evolve(state, new Occurred<>(eventId(n), at(n), event));
        }
        return state;
    }

    /** A state that a command meets. */
    public final class Given {
        private final S state;
        private final int version;

        private Given(S state, int version) {
            this.state = state;
            this.version = version;
        }

        public When when(C command) {
            return new When(state, version, decider.decide(command, state));
        }

        /** Whether this event may follow, for events that no command of ours would lead to. */
        public void thenLegal(E event) {
            assertThat(decider.legal(state, event)).isEmpty();
        }

        public void thenIllegal(E event, String code) {
            assertThat(decider.legal(state, event).map(Refusal::code)).contains(code);
        }

        public void thenState(Consumer<S> check) {
            check.accept(state);
        }
    }

    /** What a command led to. */
    public final class When {
        private final S state;
        private final int version;
        private final Decision<E> decision;

        private When(S state, int version, Decision<E> decision) {
            this.state = state;
            this.version = version;
            this.decision = decision;
        }

        /** Exactly these events, and nothing to remark. */
        @SafeVarargs
        public final When then(E... events) {
            assertThat(decision).isEqualTo(new Decision.Accepted<E>(List.of(events), List.of()));
            return this;
        }

        public void thenNothing() {
            then();
        }

        /** These events, and this remark. */
        @SafeVarargs
        public final void thenRemark(String remark, E... events) {
            assertThat(decision)
                    .isEqualTo(new Decision.Accepted<E>(List.of(events), List.of(remark)));
        }

        public void thenRefused(String code) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused<E>) decision).refusal().code()).isEqualTo(code);
        }

        public void thenRefused(String code, Map<String, String> details) {
            assertThat(decision).isEqualTo(Decision.refuse(new Refusal(code, details)));
        }

        /** The state once the decided events have happened. */
        public void andState(Consumer<S> check) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            check.accept(fold(state, ((Decision.Accepted<E>) decision).events(), version + 1));
        }
    }
}
