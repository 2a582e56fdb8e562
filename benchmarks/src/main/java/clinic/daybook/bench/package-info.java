/**
 * Whole-system benchmarks: real desks, a real server process, a real disk. What a figure is held
 * against, a floor or a peer, is measured in the same run on the same machine.
 */
@NullMarked
package clinic.daybook.bench;

import org.jspecify.annotations.NullMarked;
