/** Rooms in which visits take place. */
@NullMarked
package clinic.daybook.room;

import org.jspecify.annotations.NullMarked;
