/** One reservation, from booking to departure: its events, commands, state and decider. */
@NullMarked
package clinic.daybook.reservation;

import org.jspecify.annotations.NullMarked;
