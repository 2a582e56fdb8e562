package clinic.daybook.event;

import java.time.Instant;
import java.util.UUID;

/**
 * An event with the two facts of its envelope that a fold may use.
 *
 * @param eventId the recorded event's id; a personal value is later replaced by naming it
 * @param at when it happened by the server's clock: the desk's {@code occurredAt} minus the
 *     measured clock offset
 */
public record Occurred<E extends Event>(UUID eventId, Instant at, E event) {}
