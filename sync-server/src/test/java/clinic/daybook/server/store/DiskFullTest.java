package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk without room: nothing is acknowledged that is not there, and it goes on after (I1, I10).
 */
class DiskFullTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;

    /** A database that may not grow beyond so many pages. */
    private static final class Limited extends PassingPlatform {
        private final List<Connection> writing = new ArrayList<>();
        private int pages = Integer.MAX_VALUE - 1;

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

        synchronized void pages(int most) throws SQLException {
            pages = most;
            for (Connection connection : writing) {
                if (!connection.isClosed()) {
                    limit(connection);
                }
            }
        }
    }

    private static PreparedCommit commit() {
        PreparedEvent event = EventStoreFixture.event(null);
        return EventStoreFixture.commit(
                event.eventId(), EventStoreFixture.stream("reservation"), 0, List.of(event), null);
    }

    @Test
    void whatDoesNotFitIsRefusedWholeAndTakenOnceThereIsRoom() throws Exception {
        Limited disk = new Limited();
        List<PreparedCommit> accepted = new ArrayList<>();
        PreparedCommit refused = null;
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            for (int i = 0; i < 20; i++) {
                PreparedCommit commit = commit();
                store.append(List.of(commit));
                accepted.add(commit);
            }
            disk.pages(1);
            for (int i = 0; i < 2_000 && refused == null; i++) {
                PreparedCommit commit = commit();
                try {
                    store.append(List.of(commit));
                    accepted.add(commit);
                } catch (StorageException e) {
                    refused = commit;
                }
            }
            assertThat(refused).isNotNull();
            PreparedCommit last = refused;
            assertThatThrownBy(() -> store.append(List.of(last, commit())))
                    .isInstanceOf(StorageException.class);
            // What was acknowledged is read as before, and nothing of the rest.
            assertThat(store.currentHead()).isEqualTo(accepted.size());
            assertThat(store.commits(List.of(last.commitId()))).isEmpty();
            disk.pages(Integer.MAX_VALUE - 1);
            assertThat(store.writable()).isTrue();
            assertThat(store.append(List.of(last)).getFirst())
                    .isInstanceOf(AppendResult.Accepted.class);
            accepted.add(last);
        }
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK)) {
            assertThat(new StoreVerifier(database.events()).verify().findings()).isEmpty();
            assertThat(database.events().readAfter(0, Integer.MAX_VALUE))
                    .extracting(e -> e.commitId())
                    .isEqualTo(accepted.stream().map(PreparedCommit::commitId).toList());
        }
    }
}
