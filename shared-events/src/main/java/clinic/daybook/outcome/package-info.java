/** What became of a desk's changes, as events of that desk's own stream. */
@NullMarked
package clinic.daybook.outcome;

import org.jspecify.annotations.NullMarked;
