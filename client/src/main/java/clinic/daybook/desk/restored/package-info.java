/** The server was restored from a backup: what happened, what it lacks, and sending that. */
@NullMarked
package clinic.daybook.desk.restored;

import org.jspecify.annotations.NullMarked;
