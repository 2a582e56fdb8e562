/** Who may use the server, and for what: desks, staff, sessions. */
@NullMarked
package clinic.daybook.server.access;

import org.jspecify.annotations.NullMarked;
