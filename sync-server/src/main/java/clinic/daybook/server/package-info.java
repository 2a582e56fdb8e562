/** The sync server's entry point, configuration and wiring. */
@NullMarked
package clinic.daybook.server;

import org.jspecify.annotations.NullMarked;
