package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.SyncInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sync is told once something is durable. */
class KeeperTest {

    @TempDir private Path directory;

    /** Listens for what may be sent alone. */
    private static final class Settling extends DeafPort {
        private final List<SyncInput.Settled> told;

        Settling(List<SyncInput.Settled> told) {
            this.told = told;
        }

        @Override
        public void settled(List<SyncInput.Settled> streams) {
            told.addAll(streams);
        }
    }

    /** I2, I10: the sync and the desk agree on what is to be sent, and nothing is sent anew. */
    @Test
    void whatWasTakenWhileItsStreamWentToTheDiskIsNotToBeSentAnyMore() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            List<SyncInput.Settled> told = new ArrayList<>();
            SyncSide sync = rig.desk.sync();
            StreamId reservation = rig.id("reservation");
            UUID commit = rig.save(reservation, rig.book());
            rig.onEngine(() -> {
                sync.listen(new Settling(told));
                // Both before anything can be told of the first.
                sync.apply(List.of(new PushOutcome.NotTaken(commit)));
                sync.apply(List.of(new PushOutcome.Taken(commit, 1)));
                return true;
            });
            rig.digest();

            List<SyncInput.Settled> heard = rig.onEngine(() -> List.copyOf(told));
            assertThat(heard).extracting(SyncInput.Settled::streamId).contains(reservation);
            assertThat(heard).allSatisfy(s -> assertThat(s.pending()).isEmpty());
        }
    }
}
