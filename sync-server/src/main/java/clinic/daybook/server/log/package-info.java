/** How the server tells what happens to it: ids and codes, never a person. */
@NullMarked
package clinic.daybook.server.log;

import org.jspecify.annotations.NullMarked;
