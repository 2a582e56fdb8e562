package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.customer.CustomerCommand.RedeemSession;
import clinic.daybook.customer.CustomerCommand.SellPackage;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.Command;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand.Kind;
import clinic.daybook.protocol.Commit;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.EnterInError;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.sync.PushOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is meant as one stands or falls together (I5), however its parts' answers come, and whatever
 * a person or a restart does in between.
 */
class IntentsTest {

    private static final UUID PACKAGE = new UUID(0x9, 1);

    @TempDir Path directory;
    private Rig rig;
    private StreamId reservation;
    private UUID task;
    private UUID redeem;
    private UUID pay;

    @BeforeEach
    void openWithThePaymentByTheLastSession() {
        rig = Rig.seeded(directory, 1);
        reservation = rig.id("reservation");
        var book = rig.book();
        task = book.treatments().getFirst().taskId();
        rig.confirm(reservation, book);
        rig.confirm(Rig.CUSTOMER, new SellPackage(PACKAGE, rig.id("procedure"), 1, 100_000));
        saveTogether(redeem(reservation, task), pay());
        List<UUID> pending = rig.unsent();
        redeem = pending.get(0);
        pay = pending.get(1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Change redeem(StreamId visit, UUID taskId) {
        return Change.of(Rig.CUSTOMER, new RedeemSession(PACKAGE, visit, taskId));
    }

    private Change pay() {
        return Change.of(
                reservation,
                new ReceivePayment(
                        rig.uuid(),
                        PaymentMethod.PACKAGE,
                        50_000,
                        null,
                        null,
                        50_000L,
                        new PackageSession(Rig.CUSTOMER, PACKAGE, task)));
    }

    private void saveTogether(Change... changes) {
        Submitted.Shown shown =
                (Submitted.Shown)
                        Rig.join(
                                rig.desk.submit(Rig.STAFF, List.of(changes)).toCompletableFuture());
        Rig.join(shown.saved().toCompletableFuture());
    }

    /** Another desk has used the last session. */
    private void lastSessionIsGone() {
        rig.confirm(Rig.CUSTOMER, new RedeemSession(PACKAGE, rig.id("reservation"), rig.uuid()));
    }

    @Test
    void partsAreSavedTogetherOrNotAtAll() {
        assertThat(rig.unsent()).hasSize(2);
        Commit first = rig.send().getFirst();
        assertThat(first.streamId()).isEqualTo(Rig.CUSTOMER);
        assertThat(first.intentId()).isNotNull();
        assertThat(rig.send()).extracting(Commit::intentId).containsOnly(first.intentId());

        // The session is used up already, so neither part of the second attempt is kept.
        Submitted second =
                Rig.join(
                        rig.desk
                                .submit(
                                        Rig.STAFF,
                                        List.of(pay(), redeem(rig.id("reservation"), rig.uuid())))
                                .toCompletableFuture());
        assertThat(second).isEqualTo(new Submitted.Refused(Refusal.of("package-used-up")));
        assertThat(rig.unsent()).containsExactly(redeem, pay);
    }

    @Test
    void theOtherPartFollowsTheRefusedOneInOneQuestion() {
        lastSessionIsGone();

        AttentionItem question = only();
        assertThat(question.commitId()).isEqualTo(redeem);
        assertThat(question.refusal().code()).isEqualTo("package-used-up");
        assertThat(question.others()).extracting(AttentionItem.Part::commitId).containsExactly(pay);
        assertThat(question.others().getFirst().toReverse()).isFalse();
        assertThat(needsYou()).isEqualTo(1);
        assertThat(pending()).isEmpty();

        rig.restart();
        assertThat(only()).isEqualTo(question);
        end(Kind.LET_GO);
        assertThat(rig.attention()).isEmpty();
        rig.restart();
        assertThat(rig.attention()).isEmpty();
        assertThat(pending()).isEmpty();
    }

    @Test
    void whatGotThroughAloneIsListedToBeReversedOnce() {
        List<Commit> sent = rig.send();
        rig.answer(new PushOutcome.Taken(redeem, 3), new PushOutcome.NotTaken(pay));
        rig.confirm(reservation, new EnterInError());

        AttentionItem question = only();
        assertThat(question.commitId()).isEqualTo(pay);
        assertThat(question.others())
                .containsExactly(
                        new AttentionItem.Part(
                                redeem,
                                Rig.CUSTOMER,
                                new RedeemSession(PACKAGE, reservation, task),
                                Redeciding.REVERSE,
                                true));
        end(Kind.LET_GO);
        assertThat(rig.attention()).isEmpty();
        rig.restart();

        // The feed brings it back only now: that is no news.
        rig.feed(rig.accept(sent.getFirst()));
        assertThat(rig.attention()).isEmpty();
        rig.restart();
        assertThat(rig.attention()).isEmpty();
    }

    @Test
    void whatTheFeedBroughtBackBeforeIsListedToo() {
        List<Commit> sent = rig.send();
        rig.answer(new PushOutcome.Taken(redeem, 3), new PushOutcome.NotTaken(pay));
        rig.feed(rig.accept(sent.getFirst()));
        rig.restart();
        rig.send();
        rig.answer(new PushOutcome.NotTaken(pay));

        rig.confirm(reservation, new EnterInError());

        assertThat(only().others())
                .extracting(AttentionItem.Part::commitId)
                .containsExactly(redeem);
    }

    @Test
    void aPartWhoseAnswerComesAfterThePersonsIsAskedAboutThen() {
        rig.send();
        rig.answer(new PushOutcome.NotTaken(pay));
        rig.confirm(reservation, new EnterInError());
        assertThat(only().others()).isEmpty();
        end(Kind.LET_GO);
        assertThat(rig.attention()).isEmpty();

        rig.answer(new PushOutcome.Taken(redeem, 3));

        AttentionItem question = only();
        assertThat(question.commitId()).isEqualTo(redeem);
        assertThat(question.toReverse()).isTrue();
        end(Kind.LET_GO);
        assertThat(rig.attention()).isEmpty();
    }

    @Test
    void thatIsRememberedThroughARestart() {
        List<Commit> sent = rig.send();
        rig.answer(new PushOutcome.NotTaken(pay));
        rig.confirm(reservation, new EnterInError());
        end(Kind.LET_GO);
        rig.restart();

        rig.feed(rig.accept(sent.getFirst()));

        assertThat(only().commitId()).isEqualTo(redeem);
        assertThat(only().toReverse()).isTrue();
    }

    @Test
    void aPartThatWasNotTakenEndsWithWhatThePersonLetGo() {
        rig.send();
        rig.answer(new PushOutcome.NotTaken(pay));
        rig.confirm(reservation, new EnterInError());
        end(Kind.LET_GO);
        rig.restart();

        rig.answer(new PushOutcome.NotTaken(redeem));

        assertThat(rig.attention()).isEmpty();
        assertThat(pending()).isEmpty();
        assertThat(reports()).endsWith("ChangeLetGo");
    }

    @Test
    void redoneAfterAllTheRestMakesItWholeUntilThatIsRefusedToo() {
        StreamId other = rig.id("reservation");
        rig.confirm(other, rig.book());
        rig.send();
        rig.answer(new PushOutcome.Taken(redeem, 3));
        rig.answer(new PushOutcome.Refused(pay, Refusal.of("not-permitted")));
        AttentionItem question = only();
        assertThat(question.others())
                .extracting(AttentionItem.Part::toReverse)
                .containsExactly(true);

        UUID again = rig.save(pay().meantWith(question.intentId()));
        end(Kind.REDONE);
        assertThat(rig.attention()).isEmpty();
        rig.confirm(reservation, new EnterInError());

        assertThat(only().commitId()).isEqualTo(again);
        assertThat(only().others())
                .extracting(AttentionItem.Part::commitId)
                .containsExactly(redeem);
    }

    @Test
    void bothPartsRefusedAreOneQuestion() {
        rig.feed(
                FeedPage.of(
                        List.of(
                                rig.decide(reservation, new EnterInError(), java.util.Map.of())
                                        .getFirst(),
                                rig.decide(
                                                Rig.CUSTOMER,
                                                new RedeemSession(
                                                        PACKAGE, rig.id("reservation"), rig.uuid()),
                                                java.util.Map.of())
                                        .getFirst())));

        assertThat(only().others()).hasSize(1);
        assertThat(needsYou()).isEqualTo(1);
        end(Kind.LET_GO);
        assertThat(rig.attention()).isEmpty();
        assertThat(reports()).filteredOn("ChangeLetGo"::equals).hasSize(2);
    }

    @Test
    void whatBuiltOnTheRefusedPartFollowsWithoutItsOwnIntentStandingHalf() {
        // A cancellation is refused once the booking is in error, and nothing else hangs on it.
        UUID cancelled = rig.save(reservation, new Cancel(CancelledBy.CUSTOMER));
        rig.confirm(reservation, new EnterInError());

        List<AttentionItem> questions = rig.attention();
        assertThat(questions).extracting(AttentionItem::commitId).containsExactly(pay, cancelled);
        assertThat(questions.getFirst().others())
                .extracting(AttentionItem.Part::commitId)
                .containsExactly(redeem);
        assertThat(pending()).isEmpty();
    }

    private void end(Kind kind) {
        Rig.join(
                rig.desk
                        .endAttention(only().commitId(), kind, Rig.STAFF, "customer-decided")
                        .toCompletableFuture());
    }

    private AttentionItem only() {
        List<AttentionItem> items = rig.attention();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private int needsYou() {
        return rig.onEngine(() -> rig.desk.sync().needsYou());
    }

    /** Pending changes but reports. */
    private List<Command> pending() {
        return rig.send().stream()
                .filter(c -> !c.streamId().is("desk"))
                .<Command>map(c -> {
                    throw new AssertionError("still pending: " + c.events().getFirst().type());
                })
                .toList();
    }

    private List<String> reports() {
        rig.digest();
        return rig.send().stream()
                .filter(c -> c.streamId().is("desk"))
                .map(c -> c.events().getFirst().type())
                .toList();
    }
}
