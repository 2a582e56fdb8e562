package clinic.daybook.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured.
 *
 * @param clicks measured one by one, after a fifth as many to warm up
 * @param cards on the board
 * @param longStream events of each card where streams are long
 * @param logs the lengths of the logs that a new desk reads
 * @param pending changes that a desk decides again
 * @param warmUp how long something is done over and over before it counts: a server that has just
 *     been started is busy with compiling itself
 * @param window how long it is done after that
 * @param readEvents of a log that is read from its beginning
 * @param live desks that an event goes out to
 * @param idle how long nothing is asked of a server before its memory is looked at
 * @param prepared a directory for what takes long to prepare and is the same for every run
 * @param peer the peer to measure beside; one that is left out answers with nothing
 * @param database address of a PostgreSQL database to measure on as well; {@code null}: none
 */
record Effort(
        int clicks,
        int cards,
        int longStream,
        List<Integer> logs,
        int pending,
        Duration warmUp,
        Duration window,
        int readEvents,
        int live,
        Duration idle,
        Path prepared,
        PouchPeer peer,
        @Nullable String database) {

    /** What the figures are made with. */
    static Effort full(Path prepared, PouchPeer peer, @Nullable String database) {
        return new Effort(
                500,
                100,
                100,
                List.of(100_000, 1_000_000),
                10_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                200_000,
                1_000,
                Duration.ofSeconds(30),
                prepared,
                peer,
                database);
    }

    /** Enough to see that everything runs; its figures mean nothing. */
    static Effort quick(Path prepared, PouchPeer peer, @Nullable String database) {
        return new Effort(
                10,
                5,
                10,
                List.of(2_000),
                50,
                Duration.ofMillis(200),
                Duration.ofMillis(800),
                1_000,
                20,
                Duration.ofMillis(100),
                prepared,
                peer,
                database);
    }
}
