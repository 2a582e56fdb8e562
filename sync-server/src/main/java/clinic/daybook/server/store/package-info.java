/** The store of events: what is accepted is durable, in order and never changed. */
@NullMarked
package clinic.daybook.server.store;

import org.jspecify.annotations.NullMarked;
