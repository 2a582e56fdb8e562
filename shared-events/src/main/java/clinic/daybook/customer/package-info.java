/**
 * A customer: registration, changed details and packages of sessions. Personal values never stand
 * in these events' data.
 */
@NullMarked
package clinic.daybook.customer;

import org.jspecify.annotations.NullMarked;
