/**
 * What streams count for in the clinic's statistics: pure folds over their events, shared by
 * everything that counts.
 */
@NullMarked
package clinic.daybook.statistics;

import org.jspecify.annotations.NullMarked;
