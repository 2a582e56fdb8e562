/**
 * The pure core of synchronisation: the desk's state machine, re-deciding, outcomes. No I/O, no
 * clock.
 */
@NullMarked
package clinic.daybook.sync;

import org.jspecify.annotations.NullMarked;
