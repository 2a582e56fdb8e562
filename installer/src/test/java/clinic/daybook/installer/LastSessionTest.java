package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.TwoDesks.Desk;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I5: two desks pay with the last session of a package at once. One payment holds whole; the other
 * ends whole in one question, and nothing half is left anywhere.
 */
class LastSessionTest {

    @TempDir Path directory;
    private TwoDesks desks;
    private UUID sold;

    @BeforeEach
    void start() {
        desks = new TwoDesks(directory);
        sold = AtDesk.id();
        desks.submit(
                desks.a,
                Change.of(
                        desks.customer,
                        new CustomerCommand.SellPackage(sold, desks.procedure, 1, 100_000)));
    }

    @AfterEach
    void stop() {
        desks.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneHoldsWholeAndTheOtherEndsWhole(boolean offline) {
        StreamId first = desks.book(desks.a);
        StreamId second = desks.book(desks.a);
        knowsThePackage(first);
        if (offline) {
            desks.stopServer();
        }
        CompletableFuture<Submitted> atA = pay(desks.a, first);
        CompletableFuture<Submitted> atB = pay(desks.b, second);
        int refused = refused(atA) + refused(atB);
        if (offline) {
            assertThat(refused).isZero();
            desks.startServer();
        }

        await().atMost(TwoDesks.LONG)
                .until(() ->
                        desks.a.attention.get().size() + desks.b.attention.get().size() + refused
                                == 1);
        desks.agree();
        long openFirst = desks.a.detail(first).state().balance().open();
        long openSecond = desks.a.detail(second).state().balance().open();
        assertThat(openFirst + openSecond).as("exactly one is paid").isEqualTo(150_000);
        assertThat(desks.a.detail(first).packages().getFirst().left()).isZero();
        if (refused == 0) {
            Desk loser = desks.a.attention.get().isEmpty() ? desks.b : desks.a;
            StreamId unpaid = openFirst == 0 ? second : first;
            AttentionItem question = loser.attention.get().getFirst();
            assertThat(question.command()).isInstanceOf(CustomerCommand.RedeemSession.class);
            assertThat(question.refusal().code()).isEqualTo("package-used-up");
            assertThat(question.others())
                    .extracting(AttentionItem.Part::streamId)
                    .containsExactly(unpaid);
            assertThat(question.others())
                    .extracting(AttentionItem.Part::toReverse)
                    .containsExactly(false);
            AtDesk.join(
                    loser.model
                            .letGo(question.commitId(), desks.manager, "customer-decided")
                            .toCompletableFuture());
            await().atMost(TwoDesks.LONG).until(() -> loser.attention.get().isEmpty());
            desks.agree();
            assertThat(desks.a.detail(unpaid).state().payments()).isEmpty();
        }
    }

    @Test
    void aVoidedPaymentGivesTheSessionBackOnBothDesks() {
        StreamId visit = desks.book(desks.a);
        knowsThePackage(visit);
        assertThat(refused(pay(desks.a, visit))).isZero();
        await().atMost(TwoDesks.LONG)
                .until(() -> desks.b.detail(visit).state().balance().open() == 0);
        UUID payment = desks.b.detail(visit).state().payments().keySet().iterator().next();
        UUID task = desks.b.detail(visit).state().tasks().getFirst().task().taskId();

        Submitted voided =
                AtDesk.join(
                        desks.b
                                .model
                                .submitTogether(
                                        desks.manager,
                                        List.of(
                                                Change.of(
                                                        visit,
                                                        new ReservationCommand.VoidPayment(
                                                                payment)),
                                                Change.of(
                                                        desks.customer,
                                                        new CustomerCommand.RestoreSession(
                                                                sold, visit, task))))
                                .toCompletableFuture());

        assertThat(voided).isInstanceOf(Submitted.Shown.class);
        desks.agree();
        assertThat(desks.a.detail(visit).state().balance().open()).isEqualTo(150_000);
        await().atMost(TwoDesks.LONG)
                .until(() -> desks.a.detail(visit).packages().getFirst().left() == 1);
    }

    private void knowsThePackage(StreamId visit) {
        await().atMost(TwoDesks.LONG)
                .until(() ->
                        !desks.a.detail(visit).packages().isEmpty()
                                && !desks.b.detail(visit).packages().isEmpty());
    }

    private CompletableFuture<Submitted> pay(Desk desk, StreamId visit) {
        UUID task = desk.detail(visit).state().tasks().getFirst().task().taskId();
        return desk.model
                .submitTogether(
                        desks.manager,
                        List.of(
                                Change.of(
                                        desks.customer,
                                        new CustomerCommand.RedeemSession(sold, visit, task)),
                                Change.of(
                                        visit,
                                        new ReservationCommand.ReceivePayment(
                                                AtDesk.id(),
                                                PaymentMethod.PACKAGE,
                                                150_000,
                                                null,
                                                null,
                                                150_000L,
                                                new PackageSession(desks.customer, sold, task)))))
                .toCompletableFuture();
    }

    /** 1: at once, because the other desk's had come in before; 0: it was shown and saved. */
    private static int refused(CompletableFuture<Submitted> submitted) {
        return switch (AtDesk.join(submitted)) {
            case Submitted.Shown shown -> {
                AtDesk.join(shown.saved().toCompletableFuture());
                yield 0;
            }
            case Submitted.Refused _ -> 1;
            case Submitted.AlreadySo _ -> throw new AssertionError("nobody did this before");
        };
    }
}
