/**
 * The whole system as real processes on a bad day: desks and a server over real sockets, lines that
 * are cut, processes that are killed, write-ahead logs as a power loss leaves them; and the
 * reckoning afterwards, that nothing was lost and nothing doubled.
 */
@NullMarked
package clinic.daybook.installer.system;

import org.jspecify.annotations.NullMarked;
