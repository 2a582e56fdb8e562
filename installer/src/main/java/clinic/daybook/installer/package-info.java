/**
 * What needs client and server together: packages for each platform, the demo, and tests of the
 * whole system.
 */
@NullMarked
package clinic.daybook.installer;

import org.jspecify.annotations.NullMarked;
