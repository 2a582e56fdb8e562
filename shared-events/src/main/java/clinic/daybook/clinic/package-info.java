/** The clinic itself: name, time zone, currency, hours, alert limits. */
@NullMarked
package clinic.daybook.clinic;

import org.jspecify.annotations.NullMarked;
