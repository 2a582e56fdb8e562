/** Judging what desks want to add to the log. */
@NullMarked
package clinic.daybook.server.commit;

import org.jspecify.annotations.NullMarked;
