/** The sync protocol: requests, results, live messages, problem codes. */
@NullMarked
package clinic.daybook.protocol;

import org.jspecify.annotations.NullMarked;
