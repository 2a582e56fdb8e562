package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.protocol.Commit;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.ChangeMemo;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.sync.PushOutcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a desk does with what became of its changes. */
class OutcomesTest {

    @TempDir Path directory;
    private Rig rig;
    private StreamId reservation;

    @BeforeEach
    void open() {
        rig = Rig.seeded(directory, 1);
        reservation = rig.id("reservation");
        rig.confirm(reservation, rig.book());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aRefusedChangeWaitsForAPersonWithWhatHappenedSince() {
        UUID arrived = rig.save(reservation, new Arrive());

        rig.confirm(reservation, new Cancel(CancelledBy.CUSTOMER));

        AttentionItem item = only();
        assertThat(item.commitId()).isEqualTo(arrived);
        assertThat(item.command()).isEqualTo(new Arrive());
        assertThat(item.refusal().code()).isEqualTo("illegal-in-state");
        assertThat(item.customerName()).isEqualTo("김민준");
        assertThat(item.since()).extracting(e -> e.type()).containsExactly("ReservationCancelled");
        assertThat(reports()).containsExactly("ChangeNeedsPerson");

        rig.restart();
        assertThat(only().commitId()).isEqualTo(arrived);
        Rig.join(
                rig.desk
                        .endAttention(
                                arrived, OutcomeCommand.Kind.LET_GO, Rig.STAFF, "customer-decided")
                        .toCompletableFuture());
        assertThat(rig.attention()).isEmpty();
        assertThat(reports()).containsExactly("ChangeNeedsPerson", "ChangeLetGo");
        rig.restart();
        assertThat(rig.attention()).isEmpty();
    }

    @Test
    void anAdjustedChangeIsReportedAndSentAsSuch() {
        rig.save(reservation, rig.add("레이저"));

        rig.confirm(reservation, rig.add("보톡스"));

        assertThat(reports()).containsExactly("ChangeAdjusted");
        Commit commit = sent(reservation);
        assertThat(commit.outcome()).isEqualTo("adjusted");
        assertThat(commit.expectedVersion()).isEqualTo(2);
        assertThat(commit.events().getFirst().data().path("task").path("sequence").asInt())
                .isEqualTo(3);
    }

    @Test
    void whatIsSoAlreadyIsDroppedAndToldTheOthers() {
        rig.save(reservation, new Arrive());

        rig.confirm(reservation, new Arrive());

        assertThat(rig.attention()).isEmpty();
        assertThat(reports()).containsExactly("ChangeUnchanged");
    }

    @Test
    void anUnknownOutcomeIsNotDecidedAgainUntilItIsKnown() {
        UUID arrived = rig.save(reservation, new Arrive());
        Commit before = rig.send().getFirst();
        rig.answer(new PushOutcome.Unknown(arrived));

        rig.confirm(reservation, rig.add("보톡스"));

        Commit again = rig.send().getFirst();
        assertThat(again).isEqualTo(before);
        rig.answer(new PushOutcome.Moved(arrived, 2));
        Commit decided = rig.send().getFirst();
        assertThat(decided.commitId()).isEqualTo(arrived);
        assertThat(decided.expectedVersion()).isEqualTo(2);
        assertThat(decided.outcome()).isEqualTo("unchanged");
        rig.feed(rig.accept(decided));
        assertThat(rig.unsent()).isEmpty();
    }

    @Test
    void whatWasTakenStaysUntilTheFeedBringsIt() {
        UUID arrived = rig.save(reservation, new Arrive());
        Commit commit = rig.send().getFirst();
        rig.answer(new PushOutcome.Taken(arrived, 2));
        assertThat(rig.unsent()).isEmpty();
        String shown = rig.digest();
        rig.restart();
        assertThat(rig.unsent()).isEmpty();
        assertThat(rig.digest()).isEqualTo(shown);

        rig.feed(rig.accept(commit));
        rig.save(reservation, new CheckIn());
        assertThat(sent(reservation).expectedVersion()).isEqualTo(2);
    }

    @Test
    void aCardTellsUpToWhereInTheLogItWasConfirmed() {
        long booked = rig.log.getLast().position();
        assertThat(card().position()).isEqualTo(booked);

        UUID arrived = rig.save(reservation, new Arrive());
        assertThat(card().position()).as("pending is not confirmed").isEqualTo(booked);
        Commit commit = rig.send().getFirst();
        rig.answer(new PushOutcome.Taken(arrived, 2));
        rig.feed(rig.accept(commit));
        long confirmed = rig.log.getLast().position();
        assertThat(card().position()).isEqualTo(confirmed).isGreaterThan(booked);

        rig.restart();
        assertThat(card().position()).isEqualTo(confirmed);
    }

    @Test
    void whatBuiltOnARefusedChangeFollowsItByName() {
        UUID arrived = rig.save(reservation, new Arrive());
        UUID checkedIn = rig.save(reservation, new CheckIn());

        rig.confirm(reservation, new Cancel(CancelledBy.CUSTOMER));

        assertThat(rig.attention())
                .extracting(AttentionItem::commitId)
                .containsExactly(arrived, checkedIn);
        assertThat(rig.attention().getFirst().refusal().details())
                .doesNotContainKey(AttentionItem.FOLLOWS);
        rig.restart();
        assertThat(rig.attention().getLast().refusal().details())
                .containsEntry(AttentionItem.FOLLOWS, "Arrive");
    }

    private BoardCard card() {
        CompletableFuture<BoardSnapshot> first = new CompletableFuture<>();
        Subscription subscription =
                rig.desk.onBoard(
                        LocalDate.ofInstant(Rig.NOW, ZoneId.of("Asia/Seoul")), first::complete);
        BoardSnapshot board = Rig.join(first);
        subscription.close();
        return board.cards().getFirst();
    }

    @Test
    void nobodysMemoIsOverwrittenUnseen() {
        UUID seen = ((Reservation) rig.state(reservation).state()).memoEventId();
        rig.save(memo(seen, "우리 메모"));

        rig.feed(rig.decide(reservation, new ChangeMemo(seen), Map.of("memo", "남의 메모")));

        AttentionItem item = only();
        assertThat(item.refusal().code()).isEqualTo("changed-since");
        assertThat(item.since().getFirst().changes().getFirst().after())
                .isEqualTo(new clinic.daybook.desk.model.AuditValue.Text("남의 메모"));
    }

    @Test
    void whatSharesAnIntentFollowsTheRefusedPartAndTheTakenPartIsListed() {
        StreamId second = rig.id("reservation");
        StreamId third = rig.id("reservation");
        rig.confirm(second, rig.book());
        rig.confirm(third, rig.book());
        UUID intent = rig.uuid();
        UUID taken = rig.save(together(second, intent));
        rig.send();
        rig.answer(new PushOutcome.Taken(taken, 2));
        UUID refused = rig.save(together(reservation, intent));
        UUID follows = rig.save(together(third, intent));

        rig.confirm(reservation, new Cancel(CancelledBy.CLINIC));

        AttentionItem question = only();
        assertThat(question.commitId()).isEqualTo(refused);
        assertThat(question.refusal().code()).isEqualTo("illegal-in-state");
        assertThat(question.others())
                .extracting(AttentionItem.Part::commitId)
                .containsExactly(taken, follows);
        assertThat(question.others())
                .extracting(AttentionItem.Part::toReverse)
                .containsExactly(true, false);
        // The other desks are told of each part, that which is to be reversed included.
        assertThat(reports()).containsOnly("ChangeNeedsPerson").hasSize(3);
        assertThat(rig.send())
                .filteredOn(c -> c.streamId().is("desk"))
                .extracting(c -> c.events().getFirst().data().path("code").asText())
                .containsExactlyInAnyOrder("illegal-in-state", "intent-refused", "intent-reverse");
    }

    @Test
    void whatTheServerRefusesGoesToAPerson() {
        UUID arrived = rig.save(reservation, new Arrive());
        rig.save(reservation, new CheckIn());
        rig.send();

        rig.answer(new PushOutcome.Refused(arrived, Refusal.of("not-permitted")));
        assertThat(only().refusal().code()).isEqualTo("not-permitted");
        rig.answer(new PushOutcome.NotTaken(rig.unsent().getFirst()));

        // The check-in built on the arrival.
        assertThat(rig.attention())
                .extracting(i -> i.refusal().code())
                .containsExactly("not-permitted", "illegal-in-state");
        assertThat(rig.attention().getLast().refusal().details())
                .containsEntry(AttentionItem.FOLLOWS, "Arrive");
    }

    private Change together(StreamId stream, UUID intent) {
        return new Change(stream, new Arrive(), intent, null, null, Map.of());
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
