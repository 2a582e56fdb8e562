/** The sample clinic: an invented clinic and one of its days, for demonstrations and tests. */
@NullMarked
package clinic.daybook.installer.sample;

import org.jspecify.annotations.NullMarked;
