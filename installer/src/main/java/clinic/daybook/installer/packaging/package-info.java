/**
 * Makes what a clinic installs: app images of desk and server with a runtime of their own, and the
 * packages of this platform around them.
 */
@NullMarked
package clinic.daybook.installer.packaging;

import org.jspecify.annotations.NullMarked;
