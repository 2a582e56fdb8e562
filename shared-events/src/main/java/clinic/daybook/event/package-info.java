/** The event-sourcing kernel: stream ids, decisions, refusals. Knows no aggregate. */
@NullMarked
package clinic.daybook.event;

import org.jspecify.annotations.NullMarked;
