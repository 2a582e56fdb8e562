/** Which role may record which event. */
@NullMarked
package clinic.daybook.access;

import org.jspecify.annotations.NullMarked;
