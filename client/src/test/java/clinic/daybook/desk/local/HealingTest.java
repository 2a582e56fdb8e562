package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.customer.CustomerCommand.ChangeDetails;
import clinic.daybook.customer.CustomerCommand.Register;
import clinic.daybook.customer.CustomerCommand.SellPackage;
import clinic.daybook.customer.Details;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.sync.PushOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work on a thing that another desk has done something newer to: it waits for the update, is asked
 * about by nobody (I7), and then goes the way it would have gone at a newer desk (I4).
 */
class HealingTest {

    @TempDir Path directory;
    private Rig rig;
    private StreamId visit;
    private UUID changed;

    /** A change of the customer's waits here while what this program cannot read comes. */
    @BeforeEach
    void open() {
        rig = Rig.seeded(directory.resolve("desk"), 7);
        rig.level = 1;
        rig.restart();
        visit = rig.id("reservation");
        rig.confirm(visit, rig.book());
        changed = rig.save(Rig.CUSTOMER, chartNumber("A-17"));
        rig.confirm(Rig.CUSTOMER, sell());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatWaitsIsNeitherSentNorAskedAboutAndTheRestGoesOn() {
        waits();
        UUID arrived = rig.save(visit, new Arrive());
        assertThat(rig.unsent()).containsExactly(arrived);
        assertThat(rig.send()).extracting(Commit::commitId).containsExactly(arrived);
        assertThat(rig.submit(Change.of(Rig.CUSTOMER, chartNumber("A-18"))))
                .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));

        rig.restart();

        waits();
        assertThat(rig.unsent()).containsExactly(arrived);
        rig.confirm(Rig.CUSTOMER, sell());
        rig.confirm(rig.id("reservation"), rig.book());
        waits();
    }

    @Test
    void afterTheUpdateItIsDecidedAgainAndSentAndTheDeskIsAsOneThatAlwaysKnew() {
        rig.restart();
        rig.confirm(Rig.CUSTOMER, sell());
        UUID arrived = rig.save(visit, new Arrive());
        rig.restart();
        waits();

        update();

        assertThat(mark()).isEqualTo(SyncMark.SAVED_HERE);
        assertThat(rig.unsent()).containsExactly(changed, arrived);
        // As it is first: the server may have taken it before the program was ended.
        Commit before = only(rig.send(), changed);
        rig.answer(
                new PushOutcome.Moved(changed, rig.state(Rig.CUSTOMER).version()),
                new PushOutcome.Unknown(arrived));
        Commit again = only(rig.send(), changed);
        assertThat(again.expectedVersion()).isEqualTo(rig.state(Rig.CUSTOMER).version());
        assertThat(again.expectedVersion()).isGreaterThan(before.expectedVersion());

        List<RecordedEvent> taken = new ArrayList<>();
        rig.send().forEach(commit -> taken.addAll(rig.accept(commit)));
        rig.feed(taken);

        assertThat(rig.unsent()).isEmpty();
        assertThat(mark()).isEqualTo(SyncMark.ON_SERVER);
        assertThat(rig.attention()).isEmpty();
        assertThat(rig.digest()).isEqualTo(digestOfOneThatAlwaysKnew());
    }

    /** What was on its way when it came may have been taken: it waits once that is known. */
    @Test
    void whatIsOnItsWayWaitsOnceItsAnswerIsKnown() {
        StreamId customer = rig.id("customer");
        rig.confirm(customer, new Register(null, null, null));
        UUID sent = rig.save(customer, chartNumber("C-1"));
        rig.send();
        rig.confirm(customer, sell());
        assertThat(rig.unsent()).as("may have been taken").contains(sent);

        rig.answer(new PushOutcome.Moved(sent, rig.state(customer).version()));

        assertThat(rig.unsent()).doesNotContain(sent);
        assertThat(rig.attention()).isEmpty();
        update();
        assertThat(rig.unsent()).containsExactly(changed, sent);
    }

    @Test
    void whatANewerProgramRefusesIsAskedAboutThen() {
        rig.confirm(Rig.CUSTOMER, chartNumber("B-1"));
        waits();
        update();
        rig.send();
        rig.answer(new PushOutcome.Moved(changed, rig.state(Rig.CUSTOMER).version()));

        assertThat(rig.attention()).extracting(a -> a.commitId()).containsExactly(changed);
    }

    private void update() {
        rig.level = EventLevels.CURRENT;
        rig.restart();
        assertThat(readable()).isTrue();
    }

    private void waits() {
        rig.digest();
        assertThat(readable()).isFalse();
        assertThat(rig.unsent()).doesNotContain(changed);
        assertThat(rig.attention()).isEmpty();
        assertThat(mark()).isEqualTo(SyncMark.AWAITS_UPDATE);
        assertThat(rig.onEngine(() -> rig.desk.sync().unsentCount())).isPositive();
    }

    private boolean readable() {
        return rig.onEngine(() -> rig.desk.state().streams().get(Rig.CUSTOMER).readable());
    }

    private SyncMark mark() {
        return rig.onEngine(() -> rig.desk.state().mark(Rig.CUSTOMER));
    }

    private String digestOfOneThatAlwaysKnew() {
        try (Rig newer = new Rig(directory.resolve("newer"), 8)) {
            newer.feed(List.copyOf(rig.log));
            return newer.digest();
        }
    }

    private static Commit only(List<Commit> commits, UUID id) {
        return commits.stream().filter(c -> c.commitId().equals(id)).findFirst().orElseThrow();
    }

    private static ChangeDetails chartNumber(String number) {
        return new ChangeDetails(
                null, null, number, new Details(null, null, null), List.of(), Map.of());
    }

    private SellPackage sell() {
        return new SellPackage(rig.uuid(), rig.id("procedure"), 5, 500_000);
    }
}
