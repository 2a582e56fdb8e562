package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ChangeOutcome.Became;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Meant;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.outcome.Promise;
import clinic.daybook.protocol.Commit;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.ChangeMemo;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.Reinstate;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.Slot;
import clinic.daybook.room.RoomCommand;
import clinic.daybook.room.RoomKind;
import clinic.daybook.sync.PushOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people answer to changes that wait for them, and what every desk can see of it. */
class AnswersTest {

    private static final Instant PROMISED = Rig.NOW.plus(Duration.ofHours(3));

    @TempDir Path directory;
    private Rig rig;
    private StreamId reservation;

    @BeforeEach
    void open() {
        rig = Rig.seeded(directory, 2);
        reservation = rig.id("reservation");
        rig.confirm(reservation, rig.book());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** I5: what takes the place of a waiting change is kept with its end, or neither is. */
    @Test
    void redoingAndEndingAreOneTransaction() {
        UUID moved = refusedMove();
        UUID redone = null;
        // The disk fails at the first statement of the transaction, then at the second, …
        for (int at = 0; redone == null; at++) {
            rig.disk.failAt(at);
            Submitted.Shown shown = (Submitted.Shown) rig.submit(again(moved));
            boolean saved = saved(shown);
            rig.disk.heal();
            rig.restart();
            if (saved) {
                redone = shown.commitId();
                assertThat(at).isGreaterThan(3);
            } else {
                assertThat(only().commitId()).isEqualTo(moved);
                assertThat(reports()).containsExactly("ChangeNeedsPerson");
            }
        }

        assertThat(rig.attention()).isEmpty();
        assertThat(reports()).containsExactly("ChangeNeedsPerson", "ChangeRedone");
        assertThat(rig.submit(again(moved))).isEqualTo(new Submitted.Refused(LocalDesk.ANSWERED));
        assertThat(rig.unsent()).hasSize(3).contains(redone);
        assertThat(outcome().became()).isEqualTo(Became.REDONE);
    }

    /** What turns out to be so already when it is redone ends as redone, with nothing recorded. */
    @Test
    void redoingWhatIsSoByNowEndsIt() {
        UUID arrived = rig.save(reservation, new Arrive());
        rig.confirm(reservation, new Cancel(CancelledBy.CUSTOMER));
        rig.confirm(reservation, new Reinstate());
        rig.confirm(reservation, new Arrive());

        assertThat(rig.submit(Change.of(reservation, new Arrive()).inPlaceOf(arrived)))
                .isInstanceOf(Submitted.AlreadySo.class);

        rig.digest();
        assertThat(rig.attention()).isEmpty();
        assertThat(reports()).containsExactly("ChangeNeedsPerson", "ChangeRedone");
    }

    @Test
    void keptAsIsIsToldApartFromLetGo() {
        UUID moved = refusedMove();
        end(moved, OutcomeEvent.KEPT_AS_IS);
        end(moved, "no-longer-needed");

        assertThat(reports()).containsExactly("ChangeNeedsPerson", "ChangeLetGo");
        assertThat(outcome().became()).isEqualTo(Became.KEPT);
        assertThat(outcome().answer()).isNotNull();
        assertThat(outcome().answer().staffName()).isEqualTo("박지훈");
    }

    @Test
    void whatWasTypedInComesBackWithTheWaitingChange() {
        UUID seen = ((Reservation) rig.state(reservation).state()).memoEventId();
        rig.save(memo(seen, "우리 메모"));
        rig.feed(rig.decide(reservation, new ChangeMemo(seen), Map.of("memo", "남의 메모")));
        rig.restart();

        assertThat(only().personal()).containsExactly(Map.entry("memo", "우리 메모"));
        assertThat(only().toString()).doesNotContain("우리");
        String told =
                rig.send().stream()
                        .filter(c -> c.streamId().is("desk"))
                        .findFirst()
                        .orElseThrow()
                        .toString();
        assertThat(told).doesNotContain("우리").doesNotContain("김민준");
    }

    @Test
    void theHistorySaysWhoMeantWhatOnWhichVersionAndWhatCameOfIt() {
        rig.save(reservation, new Arrive());
        rig.confirm(reservation, new Arrive());
        ChangeOutcome already = outcome();
        assertThat(already.became()).isEqualTo(Became.ALREADY_DONE);
        assertThat(already.meant()).isEqualTo(new Arrive());
        assertThat(already.staffName()).isEqualTo("박지훈");
        assertThat(already.basis()).isEqualTo(1);
        assertThat(already.decidedOn()).isEqualTo(2);
        assertThat(already.since()).extracting(AuditEntry::type).containsExactly("CustomerArrived");
        List<AuditEntry> audit = rig.detail(reservation).audit();
        assertThat(audit)
                .extracting(AuditEntry::type)
                .containsExactly("ChangeUnchanged", "CustomerArrived", "ReservationBooked");
    }

    @Test
    void anAdjustedEntryCarriesWhatBecameOfIt() {
        rig.save(reservation, rig.add("레이저"));
        rig.confirm(reservation, rig.add("보톡스"));

        AuditEntry adjusted = rig.detail(reservation).audit().getFirst();
        assertThat(adjusted.type()).isEqualTo("TreatmentAdded");
        assertThat(adjusted.outcome()).isNotNull();
        assertThat(adjusted.outcome().became()).isEqualTo(Became.ADJUSTED);
        assertThat(adjusted.outcome().since())
                .extracting(AuditEntry::subjectName)
                .containsExactly("보톡스");
    }

    @Test
    void aRefusedChangeHoldsUpNoOtherReservation() {
        StreamId other = rig.id("reservation");
        rig.confirm(other, rig.book());
        UUID refused = rig.save(reservation, new Arrive());
        UUID fine = rig.save(other, new Arrive());
        rig.send();

        rig.answer(
                new PushOutcome.Refused(refused, Refusal.of("not-permitted")),
                new PushOutcome.Taken(fine, 2));
        rig.save(other, new CheckIn());

        assertThat(only().commitId()).isEqualTo(refused);
        assertThat(sent(other).expectedVersion()).isEqualTo(2);
    }

    /** What other desks wrote is folded the same way as what this one did. */
    @Test
    void whatWaitsAtAnotherDeskIsSeenHereUntilItIsAnsweredThere() {
        UUID commit = rig.uuid();
        rig.confirm(Rig.OTHER_DESK, needsPerson(commit));
        rig.restart();

        ChangeOutcome waiting = rig.elsewhere().getFirst();
        assertThat(waiting.commitId()).isEqualTo(commit);
        assertThat(waiting.deskId()).isEqualTo(Rig.OTHER_DESK);
        assertThat(waiting.customerName()).isEqualTo("김민준");
        assertThat(waiting.meant()).isInstanceOf(Reschedule.class);

        rig.confirm(
                Rig.OTHER_DESK,
                report(OutcomeCommand.Kind.LET_GO, commit, "no-longer-needed", null));
        assertThat(rig.elsewhere()).isEmpty();
        rig.restart();
        assertThat(rig.elsewhere()).isEmpty();
    }

    /** I7: the rows of outcomes are a fold of the events, step by step or from scratch. */
    @Test
    void outcomesBuiltAgainAreTheSame() {
        refusedMove();
        rig.confirm(Rig.OTHER_DESK, needsPerson(rig.uuid()));
        rig.send().forEach(c -> rig.feed(rig.accept(c)));
        String before = rig.digest();
        Rig.join(rig.desk.rebuild().toCompletableFuture());
        assertThat(rig.digest()).isEqualTo(before);
    }

    /** I7: a database from before outcomes had a table of their own gets it from its events. */
    @Test
    void anOlderDatabaseGetsItsOutcomesFromItsEvents() throws SQLException {
        rig.confirm(Rig.OTHER_DESK, needsPerson(rig.uuid()));
        String before = rig.digest();
        rig.desk.close();
        String file = "jdbc:sqlite:" + directory.resolve("desk.db");
        try (Connection old = DriverManager.getConnection(file);
                Statement statement = old.createStatement()) {
            statement.execute("DELETE FROM outcome");
            statement.execute("REPLACE INTO meta VALUES ('outcomesMissing', 'yes')");
        }
        rig.open();

        assertThat(rig.elsewhere()).hasSize(1);
        assertThat(rig.callBacks()).hasSize(1);
        assertThat(rig.digest()).isEqualTo(before);
        rig.restart();
        assertThat(rig.elsewhere()).hasSize(1);
    }

    @Test
    void aBrokenPromiseIsOnTheListUntilTheCustomerWasCalled() {
        rig.confirm(Rig.OTHER_DESK, needsPerson(rig.uuid()));
        CallBack promised = rig.callBacks().getFirst();
        assertThat(promised.customer().phone()).isEqualTo("010-1234-5678");
        assertThat(promised.startsAt()).isEqualTo(PROMISED);
        assertThat(promised.staffName()).isEqualTo("박지훈");
        assertThat(promised.suggestion()).isEqualTo(PROMISED);
        assertThat(promised.now()).isNotNull();

        calledBack(promised);
        calledBack(promised);
        assertThat(rig.callBacks()).isEmpty();
        assertThat(rig.send())
                .filteredOn(c -> c.streamId().equals(Rig.OTHER_DESK))
                .extracting(c -> c.events().getFirst().type())
                .containsExactly("PromiseCalledBack");
        rig.restart();
        assertThat(rig.callBacks()).isEmpty();
    }

    @Test
    void noTimeIsProposedInARoomThatIsBlockedThen() {
        StreamId room = rig.id("room");
        Instant free = PROMISED.plus(Duration.ofHours(1));
        rig.confirm(room, new RoomCommand.Open("레이저실", RoomKind.LASER));
        rig.confirm(room, new RoomCommand.Block(Rig.NOW, free));
        Promise promise = new Promise(Rig.CUSTOMER, PROMISED, 30, null, room);
        rig.confirm(
                Rig.OTHER_DESK,
                report(OutcomeCommand.Kind.NEEDS_PERSON, rig.uuid(), "changed-since", promise));
        assertThat(rig.callBacks().getFirst().suggestion()).isEqualTo(free);
    }

    /** Two desks that both called the customer back, each without the other, are both right. */
    @Test
    void aCallBackThatAnotherDeskMadeTooEndsQuietly() {
        rig.confirm(Rig.OTHER_DESK, needsPerson(rig.uuid()));
        CallBack promised = rig.callBacks().getFirst();
        calledBack(promised);
        rig.confirm(Rig.OTHER_DESK, new OutcomeCommand.CallBack(promised.commitId()));

        rig.digest();
        assertThat(rig.unsent()).isEmpty();
        assertThat(rig.attention()).isEmpty();
        assertThat(rig.callBacks()).isEmpty();
    }

    @Test
    void aPromiseThatHoldsAfterAllLeavesTheList() {
        UUID moved = refusedMove();
        assertThat(rig.callBacks()).hasSize(1);
        rig.save(again(moved));
        assertThat(rig.callBacks()).isEmpty();
    }

    private static boolean saved(Submitted.Shown shown) {
        try {
            Rig.join(shown.saved().toCompletableFuture());
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(Submitted.NotSaved.class);
            return false;
        }
    }

    /** Moved to 13:00 here while another desk moved it to 12:00. */
    private UUID refusedMove() {
        Slot seen = new Slot(Rig.NOW, 30, null, null);
        UUID moved = rig.save(reservation, new Reschedule(PROMISED, 30, null, null, seen));
        rig.confirm(
                reservation,
                new Reschedule(Rig.NOW.plus(Duration.ofHours(2)), 30, null, null, seen));
        assertThat(only().refusal().code()).isEqualTo("changed-since");
        return moved;
    }

    private Change again(UUID waiting) {
        Slot seen = new Slot(Rig.NOW.plus(Duration.ofHours(2)), 30, null, null);
        return Change.of(reservation, new Reschedule(PROMISED, 30, null, null, seen))
                .inPlaceOf(waiting);
    }

    private OutcomeCommand needsPerson(UUID commit) {
        return report(
                OutcomeCommand.Kind.NEEDS_PERSON,
                commit,
                "changed-since",
                new Promise(Rig.CUSTOMER, PROMISED, 30, null, null));
    }

    private OutcomeCommand report(
            OutcomeCommand.Kind kind, UUID commit, String code, Promise promise) {
        Map<String, Object> seen = Map.of("startsAt", Rig.NOW.toString(), "minutes", 30);
        Map<String, Object> fields =
                Map.of("startsAt", PROMISED.toString(), "minutes", 30, "seen", seen);
        return new OutcomeCommand.Report(
                kind,
                commit,
                null,
                reservation,
                "Reschedule",
                1,
                1,
                code,
                promise == null ? null : Rig.NOW,
                promise == null ? null : new Meant(1, fields),
                promise,
                null);
    }

    private void end(UUID commit, String code) {
        Rig.join(
                rig.desk
                        .endAttention(commit, OutcomeCommand.Kind.LET_GO, Rig.STAFF, code)
                        .toCompletableFuture());
    }

    private void calledBack(CallBack promised) {
        Rig.join(
                rig.desk
                        .calledBack(promised.deskId(), promised.commitId(), Rig.STAFF)
                        .toCompletableFuture());
    }

    private ChangeOutcome outcome() {
        return rig.detail(reservation).audit().stream()
                .map(AuditEntry::outcome)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private Change memo(UUID seen, String text) {
        return new Change(
                reservation, new ChangeMemo(seen), null, null, Rig.CUSTOMER, Map.of("memo", text));
    }

    private AttentionItem only() {
        List<AttentionItem> items = rig.attention();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private Commit sent(StreamId stream) {
        return rig.send().stream()
                .filter(c -> c.streamId().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    /** What this desk wrote down of its own changes and has not sent. */
    private List<String> reports() {
        rig.digest();
        return rig.send().stream()
                .filter(c -> c.streamId().is("desk"))
                .map(c -> c.events().getFirst().type())
                .toList();
    }
}
