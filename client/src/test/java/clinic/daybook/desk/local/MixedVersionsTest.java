package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.customer.CustomerCommand.SellPackage;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Desks of different versions: an older one loses nothing and goes on with what it knows (I1, I5),
 * a newer one writes nothing that the older could not read (I4).
 */
class MixedVersionsTest {

    @TempDir Path directory;

    @Test
    void anOlderDeskKeepsWhatItCannotReadAndGoesOnWithTheRest() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            rig.level = 1;
            rig.restart();
            StreamId visit = rig.id("reservation");
            rig.confirm(visit, rig.book());
            rig.confirm(Rig.CUSTOMER, sell(rig));

            assertThat(rig.submit(Change.of(Rig.CUSTOMER, sell(rig))))
                    .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));
            rig.save(visit, new Arrive());
            assertThat(detail(rig, visit).readable()).isTrue();

            rig.level = EventLevels.CURRENT;
            rig.restart();
            assertThat(rig.submit(Change.of(Rig.CUSTOMER, sell(rig))))
                    .isInstanceOf(Submitted.Shown.class);
            assertThat(rig.unsent()).hasSize(2);
        }
    }

    @Test
    void onceItIsUpdatedADeskShowsTheSameAsOneThatAlwaysWas() {
        String always;
        List<RecordedEvent> log;
        try (Rig newer = Rig.seeded(directory.resolve("newer"), 5)) {
            StreamId visit = newer.id("reservation");
            newer.confirm(visit, newer.book());
            newer.confirm(Rig.CUSTOMER, sell(newer));
            newer.confirm(Rig.CUSTOMER, sell(newer));
            newer.confirm(visit, new Arrive());
            always = newer.digest();
            log = List.copyOf(newer.log);
        }
        try (Rig older = new Rig(directory.resolve("older"), 6)) {
            older.level = 1;
            older.restart();
            older.feed(log);
            assertThat(older.digest()).isNotEqualTo(always);
            older.level = EventLevels.CURRENT;
            older.restart();
            assertThat(older.digest()).isEqualTo(always);
        }
    }

    @Test
    void aVisitThatHoldsSomethingNewerSaysSo() {
        try (Rig rig = Rig.seeded(directory, 2)) {
            StreamId visit = rig.id("reservation");
            rig.confirm(visit, rig.book());
            String strange =
                    RowJson.write(rig.log.getLast())
                            .replace("\"version\":1", "\"version\":2")
                            .replaceAll("\"position\":[0-9]+", "\"position\":" + rig.nextPosition())
                            .replaceAll(
                                    "\"eventId\":\"[^\"]+\"", "\"eventId\":\"" + rig.uuid() + "\"")
                            .replace("ReservationBooked", "AftercareCalled");
            rig.feed(FeedPage.parse(List.of(strange)));
            ReservationDetail shown = detail(rig, visit);
            assertThat(shown.readable()).isFalse();
            assertThat(shown.audit().getFirst().type()).isEqualTo("AftercareCalled");
        }
    }

    @Test
    void aNewerDeskWritesNothingAboveTheLevelAndAllOfItOnceThatIsRaised() {
        try (Rig rig = Rig.seeded(directory, 3)) {
            told(rig, 1);
            assertThat(rig.submit(Change.of(Rig.CUSTOMER, sell(rig))))
                    .isEqualTo(new Submitted.Refused(Submission.NEEDS_NEWER_LEVEL));
            rig.restart();
            assertThat(rig.submit(Change.of(Rig.CUSTOMER, sell(rig))))
                    .as("the level is kept")
                    .isEqualTo(new Submitted.Refused(Submission.NEEDS_NEWER_LEVEL));
            StreamId visit = rig.id("reservation");
            rig.save(visit, rig.book());
            told(rig, 2);
            assertThat(rig.submit(Change.of(Rig.CUSTOMER, sell(rig))))
                    .isInstanceOf(Submitted.Shown.class);
        }
    }

    @Test
    void whatWasDecidedBeforeAServerOfALowerLevelIsHeldAndThenSent() {
        try (Rig rig = Rig.seeded(directory, 4)) {
            UUID sold = rig.save(Rig.CUSTOMER, sell(rig));
            List<SyncInput.Settled> settled = new CopyOnWriteArrayList<>();
            rig.desk.sync().listen(port(settled));
            told(rig, 1);
            assertThat(settled.getLast().sendable()).isFalse();
            assertThat(settled.getLast().pending())
                    .extracting(SyncInput.Ready::commitId)
                    .containsExactly(sold);
            assertThat(rig.unsent()).containsExactly(sold);
            told(rig, 2);
            assertThat(settled.getLast().sendable()).isTrue();
            assertThat(rig.unsent()).containsExactly(sold);
        }
    }

    private static void told(Rig rig, int level) {
        rig.onEngine(() -> {
            rig.desk.sync().writeLevel(level);
            return true;
        });
        rig.digest();
    }

    private static SellPackage sell(Rig rig) {
        return new SellPackage(rig.uuid(), rig.id("procedure"), 5, 500_000);
    }

    private static ReservationDetail detail(Rig rig, StreamId id) {
        CompletableFuture<ReservationDetail> detail = new CompletableFuture<>();
        rig.desk.onReservation(id, detail::complete);
        return Rig.join(detail);
    }

    private static DeskPort port(List<SyncInput.Settled> settled) {
        return new DeskPort() {
            @Override
            public void committed(List<SyncInput.Ready> commits) {
                // Not what this is about.
            }

            @Override
            public void settled(List<SyncInput.Settled> streams) {
                settled.addAll(streams);
            }

            @Override
            public void reloaded(
                    long position,
                    List<SyncInput.Ready> pending,
                    FirstSync.@Nullable Cursor older) {
                // Not what this is about.
            }

            @Override
            public void pinsChanged() {
                // Not what this is about.
            }

            @Override
            public void want(Wanted what) {
                // Not what this is about.
            }
        };
    }
}
