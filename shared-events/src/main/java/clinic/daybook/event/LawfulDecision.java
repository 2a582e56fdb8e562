package clinic.daybook.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Passes what was decided through {@link Decider#legal}, so that no decision breaks the rules. */
public final class LawfulDecision {

    // The rules look neither at ids of events nor at when they happened, so that any will do here.
    private static final UUID NO_ID = new UUID(0, 0);

    private LawfulDecision() {}

    /**
     * The decision, or the first refusal among its events, each judged where it stands. Values that
     * an event's constructor refuses become {@link Refusals#INVALID_VALUE}: a stored command must
     * never throw when it is decided again.
     */
    public static <C extends Command, E extends Event, S> Decision<E> of(
            Decider<C, E, S> decider, S state, Supplier<Decision<E>> decide) {
        Decision<E> decision;
        try {
            decision = decide.get();
        } catch (IllegalArgumentException invalid) {
            String reason = invalid.getMessage();
            return Decision.refuse(Refusals.invalidValue(reason == null ? "" : reason));
        }
        return switch (decision) {
            case Decision.Refused<E> refused -> refused;
            case Decision.Accepted<E> accepted -> checked(decider, state, accepted);
        };
    }

    private static <C extends Command, E extends Event, S> Decision<E> checked(
            Decider<C, E, S> decider, S state, Decision.Accepted<E> accepted) {
        S current = state;
        for (E event : accepted.events()) {
            Optional<Refusal> refusal = decider.legal(current, event);
            if (refusal.isPresent()) {
                return Decision.refuse(refusal.get());
            }
            current = decider.evolve(current, new Occurred<>(NO_ID, Instant.EPOCH, event));
        }
        return accepted;
    }
}
