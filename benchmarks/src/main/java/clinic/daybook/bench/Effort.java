package clinic.daybook.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param clicks measured one by one, after a fifth as many to warm up
 * @param cards on the board
 * @param longStream events of each card where streams are long
 * @param logs the lengths of the logs that a new desk reads
 * @param pending changes that a desk decides again
 * @param prepared a directory for what takes long to prepare and is the same for every run
 * @param peer the peer to measure beside; one that is left out answers with nothing
 */
record Effort(
        int clicks,
        int cards,
        int longStream,
        List<Integer> logs,
        int pending,
        Path prepared,
        PouchPeer peer) {

    /** What the figures are made with. */
    static Effort full(Path prepared, PouchPeer peer) {
        return new Effort(500, 100, 100, List.of(100_000, 1_000_000), 10_000, prepared, peer);
    }

    /** Enough to see that everything runs; its figures mean nothing. */
    static Effort quick(Path prepared, PouchPeer peer) {
        return new Effort(10, 5, 10, List.of(2_000), 50, prepared, peer);
    }
}
