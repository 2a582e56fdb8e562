/** The board of the day: who is where in their visit, as columns or as a list. */
@NullMarked
package clinic.daybook.desk.board;

import org.jspecify.annotations.NullMarked;
