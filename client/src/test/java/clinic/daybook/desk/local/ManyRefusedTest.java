package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.Reinstate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a person is put together once, however many wait: an answer costs one of them. */
class ManyRefusedTest {

    private static final int MANY = 60;

    @TempDir Path directory;

    @Test
    void whatHasNotChangedIsNotPutTogetherAgain() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            AtomicReference<List<AttentionItem>> told = new AtomicReference<>(List.of());
            Subscription subscription = rig.desk.onAttention(told::set);
            List<StreamId> visits = refused(rig);
            List<AttentionItem> before = rig.attention();
            assertThat(before).hasSize(MANY);

            // One is answered, and something more happens to another.
            rig.confirm(visits.get(1), new Reinstate());
            Rig.join(
                    rig.desk
                            .endAttention(
                                    before.getFirst().commitId(),
                                    OutcomeCommand.Kind.LET_GO,
                                    Rig.STAFF,
                                    "other")
                            .toCompletableFuture());

            List<AttentionItem> after = rig.attention();
            assertThat(after).hasSize(MANY - 1);
            assertThat(after.getFirst().since())
                    .extracting(e -> e.type())
                    .containsExactly("ReservationCancelled", "ReservationReinstated");
            for (int i = 1; i < after.size(); i++) {
                assertThat(after.get(i)).isSameAs(before.get(i + 1));
            }
            // After everything was read again it is what it was.
            rig.restart();
            assertThat(rig.attention()).isEqualTo(after);
            subscription.close();
        }
    }

    private static List<StreamId> refused(Rig rig) {
        List<StreamId> visits = new ArrayList<>();
        List<RecordedEvent> booked = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            visits.add(rig.id("reservation"));
            booked.addAll(rig.decide(visits.getLast(), rig.book(), Map.of()));
        }
        rig.feed(booked);
        visits.forEach(visit -> rig.save(visit, new Arrive()));
        List<RecordedEvent> cancelled = new ArrayList<>();
        for (StreamId visit : visits) {
            cancelled.addAll(rig.decide(visit, new Cancel(CancelledBy.CUSTOMER), Map.of()));
        }
        rig.feed(cancelled);
        return visits;
    }
}
