/** Members of staff and their roles. */
@NullMarked
package clinic.daybook.staff;

import org.jspecify.annotations.NullMarked;
