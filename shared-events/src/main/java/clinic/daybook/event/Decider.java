package clinic.daybook.event;

import java.util.Optional;

/**
 * The three pure functions of an aggregate (after Jérémie Chassaing, "Functional Event Sourcing
 * Decider"). Exhaustive switches over sealed types; no clock, no randomness, no I/O.
 *
 * @param <C> its commands
 * @param <E> its events
 * @param <S> its state
 */
public interface Decider<C extends Command, E extends Event, S> {

    /** The kind of its streams, for example {@code reservation}. */
    String kind();

    /** The state of a stream without events. */
    S initial();

    /**
     * What the command leads to on this state. Every event in the answer is {@link #legal} where it
     * stands.
     */
    Decision<E> decide(C command, S state);

    /** Why the event must not follow on this state; empty when it may. */
    Optional<Refusal> legal(S state, E event);

    /** The state after a legal event. An event that is not legal here leaves it undefined. */
    S evolve(S state, Occurred<E> occurred);

    /** The sealed interface of its commands. */
    Class<C> commandType();

    /** The sealed interface of its events. */
    Class<E> eventType();
}
