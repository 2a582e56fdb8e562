/**
 * How another team reads the stream of events: a consumer small enough to be read in one sitting,
 * with nothing of Daybook's own in it.
 */
@NullMarked
package clinic.daybook.server.worker.example;

import org.jspecify.annotations.NullMarked;
