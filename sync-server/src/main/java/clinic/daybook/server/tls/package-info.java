/** The server's key and certificate: where they come from and how desks know them again. */
@NullMarked
package clinic.daybook.server.tls;

import org.jspecify.annotations.NullMarked;
