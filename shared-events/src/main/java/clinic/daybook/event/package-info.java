/**
 * What every stream has in common: ids, envelopes, actors and the shape of a decider. Knows no
 * aggregate.
 */
@NullMarked
package clinic.daybook.event;

import org.jspecify.annotations.NullMarked;
