package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.StoreComparison.Result.Parted;
import java.nio.file.Path;
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
