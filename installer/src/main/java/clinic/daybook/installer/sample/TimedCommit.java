package clinic.daybook.installer.sample;

import clinic.daybook.protocol.Commit;
import java.time.Instant;

/**
 * A commit of the sample clinic's history.
 *
 * @param at when it was decided; the server's clock is to stand there when it is recorded
 * @param desk {@code A} or {@code B}
 */
public record TimedCommit(Instant at, String desk, Commit commit) {}
