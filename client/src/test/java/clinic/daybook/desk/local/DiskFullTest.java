package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk without room: nothing is claimed saved that is not, and the desk goes on after (I5, I9).
 */
class DiskFullTest {

    private static final int MANY = 400;

    @TempDir private Path directory;

    /** A database that may not grow beyond so many pages. */
    private static final class Limited extends InstalledPlatform {
        private final List<Connection> writing = new ArrayList<>();
        private volatile int pages = Integer.MAX_VALUE - 1;

        @Override
        public synchronized Connection connection(Connection opened, boolean writes) {
            if (writes) {
                writing.add(opened);
                limit(opened);
            }
            return opened;
        }

        private void limit(Connection connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Lets it grow by so many pages more. */
        synchronized void room(int more) throws SQLException {
            for (Connection connection : writing) {
                if (!connection.isClosed()) {
                    try (Statement statement = connection.createStatement()) {
                        pages = statement.executeQuery("PRAGMA page_count").getInt(1) + more;
                    }
                    limit(connection);
                }
            }
        }

        synchronized int connections() {
            return writing.size();
        }
    }

    private record Outcome(List<UUID> saved, List<UUID> notSaved) {}

    private static Outcome workUntilFull(Rig rig, LocalDesk desk, int most) {
        List<UUID> saved = new ArrayList<>();
        List<UUID> notSaved = new ArrayList<>();
        for (int i = 0; i < most && notSaved.size() < 3; i++) {
            Submitted submitted =
                    Rig.join(
                            desk.submit(Rig.STAFF, Change.of(rig.id("reservation"), rig.book()))
                                    .toCompletableFuture());
            if (!(submitted instanceof Submitted.Shown shown)) {
                continue;
            }
            try {
                Rig.join(shown.saved().toCompletableFuture());
                saved.add(shown.commitId());
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(Submitted.NotSaved.class);
                notSaved.add(shown.commitId());
            }
        }
        return new Outcome(saved, notSaved);
    }

    private static List<UUID> unsent(LocalDesk desk) {
        CompletableFuture<List<UUID>> ids = new CompletableFuture<>();
        desk.sync()
                .execute(() ->
                        ids.complete(
                                desk.sync().unsent().stream().map(r -> r.commitId()).toList()));
        return Rig.join(ids);
    }

    private static String digest(LocalDesk desk) {
        return Rig.join(desk.digest().toCompletableFuture());
    }

    @Test
    void whatDoesNotFitIsTakenBackAndWorkGoesOnOnceThereIsRoom() throws Exception {
        Rig rig = Rig.seeded(directory, 3);
        rig.desk.close();
        Limited disk = new Limited();
        List<UUID> saved = new ArrayList<>();
        try (LocalDesk desk = LocalDesk.open(directory, InstantSource.fixed(Rig.NOW), disk)) {
            for (int round = 0; round < 3; round++) {
                disk.room(6);
                Outcome full = workUntilFull(rig, desk, MANY);
                assertThat(full.notSaved()).isNotEmpty();
                saved.addAll(full.saved());
                // What stands on the screen is what the disk has, and nothing of the others.
                assertThat(unsent(desk)).isEqualTo(saved);
                String before = digest(desk);
                Rig.join(desk.rebuild().exceptionally(failure -> null).toCompletableFuture());
                assertThat(digest(desk)).isEqualTo(before);
            }
            disk.room(1_000_000);
            Outcome free = workUntilFull(rig, desk, 5);
            assertThat(free.saved()).hasSize(5);
            saved.addAll(free.saved());
            assertThat(disk.connections()).isGreaterThan(1);
        }
        try (LocalDesk again = LocalDesk.open(directory, InstantSource.fixed(Rig.NOW))) {
            assertThat(unsent(again)).isEqualTo(saved);
            String before = digest(again);
            Rig.join(again.rebuild().toCompletableFuture());
            assertThat(digest(again)).isEqualTo(before);
        }
    }

    @Test
    void aRealDiskThatIsFull() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()));
        try {
            Path data = disk.resolve("desk");
            Rig rig = Rig.seeded(data, 5);
            StreamId first = rig.id("reservation");
            UUID kept = rig.save(first, rig.book());
            Path filler = disk.resolve("filler");
            fill(filler);
            Outcome full = workUntilFull(rig, rig.desk, MANY);
            assertThat(full.notSaved()).isNotEmpty();
            List<UUID> expected = new ArrayList<>(List.of(kept));
            expected.addAll(full.saved());
            assertThat(rig.unsent()).isEqualTo(expected);
            Files.delete(filler);
            Outcome free = workUntilFull(rig, rig.desk, 5);
            assertThat(free.saved()).hasSize(5);
            expected.addAll(free.saved());
            rig.restart();
            assertThat(rig.unsent()).isEqualTo(expected);
            rig.close();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That was the purpose.
            return;
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
