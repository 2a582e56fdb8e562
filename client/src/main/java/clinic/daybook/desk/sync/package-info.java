/**
 * The desk's line to the server: OkHttp around the pure state machine of {@code
 * clinic.daybook.sync}. Knows no screen.
 */
@NullMarked
package clinic.daybook.desk.sync;

import org.jspecify.annotations.NullMarked;
