/** How this PC looks and behaves, and which desk of which server it is. */
@NullMarked
package clinic.daybook.desk.settings;

import org.jspecify.annotations.NullMarked;
