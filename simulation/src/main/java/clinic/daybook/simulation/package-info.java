/**
 * The whole system on one thread: real desks, a real server and real databases under a virtual
 * clock, on a network and on disks that fail. A seed decides everything that happens.
 */
@NullMarked
package clinic.daybook.simulation;

import org.jspecify.annotations.NullMarked;
