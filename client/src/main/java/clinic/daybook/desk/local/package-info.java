/**
 * The desk's own store and the engine on top of it: the log of confirmed events, what is pending,
 * the projections that screens read. Knows neither the network nor any screen.
 */
@NullMarked
package clinic.daybook.desk.local;

import org.jspecify.annotations.NullMarked;
