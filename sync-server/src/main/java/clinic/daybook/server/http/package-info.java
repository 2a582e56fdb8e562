/** The routes of the sync protocol over HTTP. */
@NullMarked
package clinic.daybook.server.http;

import org.jspecify.annotations.NullMarked;
