/** The desk client's entry point and wiring; each screen is a package below. */
@NullMarked
package clinic.daybook.desk;

import org.jspecify.annotations.NullMarked;
