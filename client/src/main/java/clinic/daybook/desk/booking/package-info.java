/** Booking, walking in, moving and calling off: the questions that are asked before. */
@NullMarked
package clinic.daybook.desk.booking;

import org.jspecify.annotations.NullMarked;
