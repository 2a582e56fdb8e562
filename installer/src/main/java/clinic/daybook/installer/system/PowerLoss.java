package clinic.daybook.installer.system;

import clinic.daybook.installer.system.WalFile.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Turns what a killed desk left behind into what a power loss would have left: the end of its
 * write-ahead log, as far as nobody was told that it is durable, is lost or torn.
 */
final class PowerLoss {

    private static final String DATABASE = "desk.db";
    private static final String LOG = "desk.db-wal";

    private PowerLoss() {}

    /**
     * Strikes the database of a desk that is not running.
     *
     * @param saved what the desk had reported as saved
     * @param scratch a directory for copies
     * @return in a few words what was done
     */
    static String strike(Path desk, Set<UUID> saved, Path scratch, RandomGenerator random)
            throws IOException, SQLException {
        WalFile log = WalFile.read(desk.resolve(LOG));
        long from = log.end();
        if (!log.transactions().isEmpty()) {
            Transaction last = log.transactions().getLast();
            // Nothing in it was reported, nor the enrolment: its sync need not have returned.
            if (holdsWithout(desk, last.start(), saved, scratch)) {
                from = last.start();
            }
        }
        String done = log.lose(from, random);
        // The index of the log lives in memory; after a power loss there is none.
        Files.deleteIfExists(desk.resolve("desk.db-shm"));
        return done;
    }

    private static boolean holdsWithout(Path desk, long end, Set<UUID> saved, Path scratch)
            throws IOException, SQLException {
        Files.createDirectories(scratch);
        List<String> names = List.of(DATABASE, LOG, "desk.db-shm");
        for (String name : names) {
            Files.deleteIfExists(scratch.resolve(name));
        }
        Files.copy(desk.resolve(DATABASE), scratch.resolve(DATABASE));
        try (var from = Files.newInputStream(desk.resolve(LOG))) {
            Files.write(scratch.resolve(LOG), from.readNBytes(Math.toIntExact(end)));
        }
        try (DeskRecords records = DeskRecords.open(scratch)) {
            if (!records.enrolled()) {
                return false;
            }
            Set<UUID> there = new HashSet<>(records.confirmed());
            there.addAll(records.pending());
            there.addAll(records.attention().keySet());
            there.addAll(records.settled().keySet());
            return there.containsAll(saved);
        }
    }
}
