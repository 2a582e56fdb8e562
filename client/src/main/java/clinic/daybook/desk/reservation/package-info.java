/**
 * One reservation beside the board: the drawer with its next step, its treatments and its money,
 * what happened to it, how long it took, and the dialogs that change it.
 */
@NullMarked
package clinic.daybook.desk.reservation;

import org.jspecify.annotations.NullMarked;
