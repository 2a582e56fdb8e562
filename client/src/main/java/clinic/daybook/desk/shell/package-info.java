/**
 * The window's frame: rail, top bar, banner, drawer, dialogs, toasts, and the lock in front of it
 * all. Knows screens only as {@link clinic.daybook.desk.ui.Screen}.
 */
@NullMarked
package clinic.daybook.desk.shell;

import org.jspecify.annotations.NullMarked;
