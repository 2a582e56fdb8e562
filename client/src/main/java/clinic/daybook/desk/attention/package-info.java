/** What could not be taken as it was meant: kept until a person redoes it or lets go of it. */
@NullMarked
package clinic.daybook.desk.attention;

import org.jspecify.annotations.NullMarked;
