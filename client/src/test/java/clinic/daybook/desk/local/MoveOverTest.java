package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.StoreComparison.Result.Parted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Moving over to a restored store with a disk that cannot be read for a moment: the desk ends up
 * with what stands in its database, and the sync learns how it ended (I3, I5, I9).
 */
class MoveOverTest {

    @TempDir private Path directory;

    @Test
    void readsAgainWhatCouldNotBeReadAfterMovingOver() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            assertThat(moved(rig, "SELECT stream FROM unreadable_stream")).isTrue();

            // All that came after position 1 is pending now: the clinic's name, the customer.
            assertThat(rig.onEngine(() -> rig.desk.sync().unsentCount())).isEqualTo(2);
        }
    }

    @Test
    void tellsTheSyncThatItCouldNotMoveOver() {
        try (Rig rig = Rig.seeded(directory, 2)) {
            assertThat(moved(rig, "SELECT min(ord) FROM pending")).isFalse();

            assertThat(rig.onEngine(() -> rig.desk.sync().position())).isEqualTo(3);
        }
    }

    /** I5: else a part of an intent would count as recorded where nobody has recorded it. */
    @Test
    void forgetsThatWhatTheRestoredStoreLacksWasConfirmed() throws SQLException {
        try (Rig rig = Rig.seeded(directory, 4)) {
            List<Change> together = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                StreamId reservation = rig.id("reservation");
                rig.confirm(reservation, rig.book());
                together.add(Change.of(reservation, rig.add("보톡스")));
            }
            Submitted.Shown shown =
                    (Submitted.Shown)
                            Rig.join(rig.desk.submit(Rig.STAFF, together).toCompletableFuture());
            Rig.join(shown.saved().toCompletableFuture());
            rig.send().forEach(commit -> rig.feed(rig.accept(commit)));
            rig.digest();
            assertThat(confirmed()).isEqualTo(2);

            assertThat(moved(rig, "")).isTrue();

            assertThat(confirmed()).isZero();
        }
    }

    private long confirmed() throws SQLException {
        try (Connection database =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("desk.db"));
                Statement count = database.createStatement();
                ResultSet row =
                        count.executeQuery(
                                "SELECT count(*) FROM settled WHERE outcome = 'confirmed'")) {
            return row.getLong(1);
        }
    }

    @Test
    void goesOnWithTheSyncWhereTheListCannotBeShown() {
        try (Rig rig = Rig.seeded(directory, 3)) {
            moved(rig, "");
            rig.disk.failReading("SELECT body FROM pending WHERE commit_id = ?");

            rig.onEngine(() -> {
                rig.desk.sync().storeChange(RestoredServer.Stage.ASKING);
                return true;
            });
        }
    }

    /** Moves over to a store that knows the first event alone. */
    private static boolean moved(Rig rig, String unreadable) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        SyncSide sync = rig.desk.sync();
        sync.execute(() -> {
            rig.disk.failReading(unreadable);
            sync.moveOver(
                    new StoreInfo("restored", "clinic", 1, List.of()),
                    new Parted(1, Rig.NOW, Rig.NOW),
                    done::complete);
        });
        return Rig.join(done);
    }
}
