package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.TwoDesks.Desk;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real desks and a real server: the situations that the product must win. */
class DesksAndServerTest {

    private static final Duration LONG = TwoDesks.LONG;

    @TempDir Path directory;
    private TwoDesks desks;
    private Desk a;
    private Desk b;

    @BeforeEach
    void start() {
        desks = new TwoDesks(directory);
        a = desks.a;
        b = desks.b;
    }

    @AfterEach
    void stop() {
        desks.close();
    }

    @Test
    void whatOneDeskBooksTheOtherSees() {
        StreamId reservation = desks.book(a);

        assertThat(b.detail(reservation).customer().name()).isEqualTo("김민준");
        assertThat(b.detail(reservation).audit().getFirst().deskName()).isEqualTo("데스크 1");
        desks.agree();
        assertThat(AtDesk.join(a.model.signIn(desks.manager, "123456").toCompletableFuture()))
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void bothWorkWhileTheServerIsGone() {
        StreamId reservation = desks.book(a);
        desks.stopServer();

        ReservationDetail seen = a.detail(reservation);
        desks.add(a, reservation, "가", List.of());
        desks.add(a, reservation, "나", List.of());
        desks.add(b, reservation, "다", List.of());
        desks.add(b, reservation, "라", List.of());
        desks.submit(a, Change.of(reservation, new ReservationCommand.Arrive()));
        desks.submit(a, Change.of(reservation, new ReservationCommand.CheckIn()));
        desks.submit(
                b,
                Change.of(
                        reservation,
                        new ReservationCommand.Reschedule(
                                Instant.parse("2026-02-01T02:00:00Z"),
                                30,
                                null,
                                null,
                                new Slot(
                                        seen.card().startsAt(),
                                        seen.card().minutes(),
                                        null,
                                        null))));
        desks.startServer();

        desks.agree();
        // Whoever came first, the other was told: the move fell to the arrival, or was in time.
        boolean moved =
                a.detail(reservation)
                        .card()
                        .startsAt()
                        .equals(Instant.parse("2026-02-01T02:00:00Z"));
        assertThat(b.attention.get()).hasSize(moved ? 0 : 1);
        assertThat(a.attention.get()).isEmpty();
        assertThat(a.detail(reservation).card().tasks())
                .extracting(t -> t.sequence())
                .doesNotHaveDuplicates()
                .hasSize(5);
        assertThat(a.detail(reservation).card().tasks())
                .extracting(t -> t.name())
                .containsExactlyInAnyOrder("보톡스", "가", "나", "다", "라");
    }

    @Test
    void whoCancelledWhileAnotherCheckedInIsAskedAPerson() {
        StreamId reservation = desks.book(a);
        desks.stopServer();
        desks.submit(
                a, Change.of(reservation, new ReservationCommand.Cancel(CancelledBy.CUSTOMER)));
        desks.submit(b, Change.of(reservation, new ReservationCommand.Arrive()));
        desks.startServer();

        await().atMost(LONG).until(() -> a.attention.get().size() + b.attention.get().size() == 1);
        desks.agree();
        Desk loser = a.attention.get().isEmpty() ? b : a;
        AttentionItem item = loser.attention.get().getFirst();
        assertThat(item.customerName()).isEqualTo("김민준");
        assertThat(item.since()).hasSize(1);
        AtDesk.join(
                loser.model
                        .letGo(item.commitId(), desks.manager, "customer-decided")
                        .toCompletableFuture());
        await().atMost(LONG).until(() -> loser.attention.get().isEmpty());
        desks.agree();
    }

    @Test
    void bothCheckInAndBothAreRight() {
        StreamId reservation = desks.book(a);
        desks.stopServer();
        for (Desk desk : List.of(a, b)) {
            desks.submit(desk, Change.of(reservation, new ReservationCommand.Arrive()));
            desks.submit(desk, Change.of(reservation, new ReservationCommand.CheckIn()));
        }
        desks.startServer();

        desks.agree();
        assertThat(a.attention.get()).isEmpty();
        assertThat(b.attention.get()).isEmpty();
        assertThat(a.detail(reservation).card().status()).isEqualTo(ReservationStatus.CHECKED_IN);
    }
}
