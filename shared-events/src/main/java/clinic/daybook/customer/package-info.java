/**
 * A customer: registration and changed details. Personal values never stand in these events' data.
 */
@NullMarked
package clinic.daybook.customer;

import org.jspecify.annotations.NullMarked;
