package clinic.daybook.sync;

import static clinic.daybook.sync.Streams.add;
import static clinic.daybook.sync.Streams.after;
import static clinic.daybook.sync.Streams.book;
import static clinic.daybook.sync.Streams.chain;
import static clinic.daybook.sync.Streams.empty;
import static clinic.daybook.sync.Streams.order;
import static clinic.daybook.sync.Streams.state;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Command;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.ChangeMemo;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import clinic.daybook.sync.PendingCommit.Outcome;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Redecision.Verdict;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of pending changes when another desk was faster. */
class RebaseTest {

    private final StreamState booked = after(empty(), book(order("상담")));

    @Test
    void nothingIsDecidedAgainWhileNothingMoved() {
        List<PendingCommit> chain = chain(booked, new Arrive(), new CheckIn());

        Redecision again = redecide(booked, chain);

        assertThat(again.changedAnything()).isFalse();
        assertThat(again.chain()).isEqualTo(chain);
        assertThat(state(again.optimistic()).status()).isEqualTo(ReservationStatus.CHECKED_IN);
    }

    @Test
    void tasksOfBothDesksStayAndNoNumberComesTwice() {
        List<PendingCommit> ours = chain(booked, add("a"), add("b"), add("c"));
        StreamState theirs = after(booked, add("c"), add("d"), add("e"));

        Redecision again = redecide(theirs, ours);

        assertThat(again.verdicts())
                .extracting(Object::getClass)
                .containsExactly(
                        Verdict.Adjusted.class, Verdict.Adjusted.class, Verdict.NeedsPerson.class);
        assertThat(refusal(again, 2)).isEqualTo("same-treatment");
        Reservation state = state(again.optimistic());
        assertThat(state.tasks())
                .extracting(t -> t.task().sequence())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(again.chain()).extracting(PendingCommit::outcome).containsOnly(Outcome.ADJUSTED);
        assertThat(again.chain()).extracting(PendingCommit::decidedOn).containsExactly(4L, 5L);
    }

    @Test
    void bothCheckedInIsSoAlready() {
        List<PendingCommit> ours = chain(booked, new Arrive(), new CheckIn());

        Redecision again = redecide(after(booked, new Arrive(), new CheckIn()), ours);

        assertThat(again.verdicts()).allMatch(v -> v instanceof Verdict.AlreadySo);
        assertThat(again.chain()).isEmpty();
    }

    @Test
    void whatBuiltOnARefusedChangeFollowsIt() {
        List<PendingCommit> ours = chain(booked, new Arrive(), new CheckIn(), add("a"));
        StreamState cancelled = after(booked, new Cancel(CancelledBy.CUSTOMER));

        Redecision again = redecide(cancelled, ours);

        assertThat(again.verdicts()).allMatch(v -> v instanceof Verdict.NeedsPerson);
        assertThat(again.optimistic()).isEqualTo(cancelled);
    }

    @Test
    void cancelledHereAndCheckedInThereNeedsAPerson() {
        List<PendingCommit> ours = chain(booked, new Cancel(CancelledBy.CLINIC));

        Redecision again = redecide(after(booked, new Arrive(), new CheckIn()), ours);

        assertThat(refusal(again, 0)).isEqualTo("illegal-in-state");
    }

    @Test
    void nobodysTimeIsOverwrittenUnseen() {
        Slot seen = new Slot(Streams.NOW, 30, null, null);
        Reschedule ours = new Reschedule(Streams.NOW.plusSeconds(600), 30, null, null, seen);
        Reschedule theirs = new Reschedule(Streams.NOW.plusSeconds(1_200), 30, null, null, seen);

        Redecision again = redecide(after(booked, theirs), chain(booked, ours));
        Redecision same = redecide(after(booked, ours), chain(booked, ours));

        assertThat(refusal(again, 0)).isEqualTo("changed-since");
        assertThat(same.verdicts().getFirst()).isInstanceOf(Verdict.AlreadySo.class);
    }

    @Test
    void nobodysMemoIsOverwrittenUnseen() {
        UUID seen = state(booked).memoEventId();
        List<PendingCommit> ours = chain(booked, new ChangeMemo(seen));

        Redecision again = redecide(after(booked, new ChangeMemo(seen)), ours);

        assertThat(refusal(again, 0)).isEqualTo("changed-since");
    }

    @Test
    void memosOfOneDeskStillReplaceEachOtherWhenDecidedAgain() {
        List<PendingCommit> first = chain(booked, new ChangeMemo(state(booked).memoEventId()));
        UUID set = first.getFirst().events().getFirst().eventId();
        StreamState shown = Rebase.optimistic(booked, first);
        List<PendingCommit> ours =
                List.of(first.getFirst(), chain(shown, new ChangeMemo(set)).getFirst());

        Redecision again = redecide(after(booked, add("a")), ours);

        assertThat(again.verdicts()).allMatch(v -> v instanceof Verdict.Unchanged);
        assertThat(again.chain()).hasSize(2);
        assertThat(again.chain())
                .extracting(PendingCommit::outcome)
                .containsOnly(Outcome.UNCHANGED);
    }

    @Test
    void aPaymentOnAnotherBalanceIsRemarked() {
        ReceivePayment pay =
                new ReceivePayment(Streams.id(), PaymentMethod.CARD, 10_000, null, null, 10_000L);
        List<PendingCommit> ours = chain(booked, pay);

        Redecision again = redecide(after(booked, add("a")), ours);

        assertThat(again.verdicts().getFirst())
                .isInstanceOfSatisfying(
                        Verdict.Adjusted.class,
                        v -> assertThat(v.code()).isEqualTo("balance-moved"));
        // What was told once is not told again.
        Redecision third = redecide(after(booked, add("a"), add("b")), again.chain());
        assertThat(third.verdicts().getFirst()).isInstanceOf(Verdict.Unchanged.class);
        assertThat(third.chain().getFirst().outcome()).isEqualTo(Outcome.ADJUSTED);
    }

    @Test
    void nothingOfAStreamIsDecidedAgainWhileAnOutcomeIsUnknown() {
        List<PendingCommit> ours = chain(booked, new Arrive(), add("a"));
        for (Status status : List.of(new Status.InFlight(), new Status.UnknownOutcome())) {
            List<PendingCommit> sent = List.of(ours.getFirst().at(status), ours.getLast());

            Redecision again = redecide(after(booked, new Cancel(CancelledBy.CUSTOMER)), sent);

            assertThat(again.verdicts()).allMatch(v -> v instanceof Verdict.Kept);
            assertThat(again.chain()).isEqualTo(sent);
            assertThat(state(again.optimistic()).status()).isEqualTo(ReservationStatus.CANCELLED);
        }
    }

    @Test
    void aRefusedCommitWaitsForTheFeed() {
        StreamState theirs = after(booked, add("b"));
        List<PendingCommit> ours =
                List.of(chain(booked, add("a")).getFirst().at(new Status.Parked(3)));

        assertThat(redecide(theirs, ours).changedAnything()).isFalse();

        Redecision again = redecide(after(theirs, add("c")), ours);
        assertThat(again.verdicts().getFirst()).isInstanceOf(Verdict.Adjusted.class);
        assertThat(again.chain().getFirst().status()).isEqualTo(new Status.Queued());
    }

    @Test
    void whatTheServerHasTakenStaysUnderWhatIsDecidedAgain() {
        List<PendingCommit> ours = chain(booked, new Arrive(), new CheckIn());
        PendingCommit taken = ours.getFirst().at(new Status.Acknowledged(2));

        Redecision again = redecide(booked, List.of(taken, ours.getLast()));

        assertThat(again.changedAnything()).isFalse();
        assertThat(state(again.optimistic()).status()).isEqualTo(ReservationStatus.CHECKED_IN);
    }

    @Test
    void aCommitCutByAPageLeavesItsRest() {
        Command walkIn =
                new clinic.daybook.reservation.ReservationCommand.Book(
                        Streams.CUSTOMER,
                        Streams.NOW,
                        30,
                        null,
                        null,
                        clinic.daybook.reservation.Channel.WALK_IN,
                        List.of(),
                        true);
        PendingCommit commit = chain(empty(), walkIn).getFirst();

        PendingCommit left = commit.without(commit.events().getFirst().eventId()).orElseThrow();

        assertThat(left.events()).containsExactly(commit.events().getLast());
        assertThat(left.decidedOn()).isEqualTo(1);
        assertThat(left.status()).isEqualTo(new Status.Acknowledged(2));
        assertThat(left.without(left.events().getFirst().eventId())).isEmpty();
    }

    @Test
    void whatARestoredServerLacksDoesNotStayPutAsideWhereNothingMoved() {
        PendingCommit arrive = chain(booked, new Arrive()).getFirst();
        PendingCommit replay =
                new PendingCommit(
                        arrive.commitId(),
                        null,
                        arrive.streamId(),
                        new Replayed("store", "clinic", arrive.streamId(), 2, null, List.of()),
                        arrive.order(),
                        arrive.actor(),
                        null,
                        arrive.basis(),
                        0,
                        arrive.decidedAt(),
                        null,
                        List.of(),
                        arrive.decidedOn(),
                        arrive.events(),
                        null,
                        Outcome.AS_DECIDED,
                        new Status.Parked(0));

        Redecision again = redecide(booked, List.of(replay));

        assertThat(again.changedAnything()).isTrue();
        assertThat(again.chain())
                .extracting(PendingCommit::status)
                .containsOnly(new Status.Queued());
        assertThat(again.chain()).extracting(PendingCommit::events).containsOnly(arrive.events());
        Redecision held = redecide(booked, List.of(replay.at(new Status.Held())));
        assertThat(held.changedAnything()).isFalse();
    }

    private static Redecision redecide(StreamState confirmed, List<PendingCommit> chain) {
        return Rebase.redecide(confirmed, chain, Streams::id);
    }

    private static String refusal(Redecision again, int index) {
        return ((Verdict.NeedsPerson) again.verdicts().get(index)).refusal().code();
    }
}
