package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ChangeOutcome.Became;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.TwoDesks.Desk;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I5: two desks that say different things of one reservation, while the server is gone and at the
 * same moment. The first stands, the other asks a person, nothing is overwritten unseen, and every
 * desk can see what became of both.
 */
class ContradictionsTest {

    private static final Instant TWO = Instant.parse("2026-01-06T05:00:00Z");
    private static final Instant THREE = Instant.parse("2026-01-06T06:00:00Z");

    @TempDir Path directory;
    private TwoDesks desks;
    private Desk a;
    private Desk b;
    private StreamId reservation;

    @BeforeEach
    void start() {
        desks = new TwoDesks(directory);
        a = desks.a;
        b = desks.b;
        reservation = desks.book(a);
    }

    @AfterEach
    void stop() {
        desks.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoWhoMoveItToDifferentTimesEachHavingSeenTheOld(boolean offline) {
        long refused = desks.collide(offline, List.of(move(TWO)), List.of(move(THREE)));

        desks.agree();
        Instant stands = a.detail(reservation).card().startsAt();
        assertThat(stands).isIn(TWO, THREE);
        assertThat(b.detail(reservation).card().startsAt()).isEqualTo(stands);
        assertThat(asked() + refused).isEqualTo(1);
        assertThat(types(a)).filteredOn("ReservationRescheduled"::equals).hasSize(1);
        if (refused == 0) {
            everybodySeesTheBrokenPromise(stands.equals(TWO) ? THREE : TWO);
        }
    }

    private void everybodySeesTheBrokenPromise(Instant promised) {
        Desk loser = a.attention.get().isEmpty() ? b : a;
        Desk other = loser == a ? b : a;
        await().atMost(TwoDesks.LONG)
                .until(() -> !other.elsewhere.get().isEmpty() && !other.callBacks.get().isEmpty());
        ChangeOutcome waiting = other.elsewhere.get().getFirst();
        assertThat(waiting.deskId()).isEqualTo(loser.model.deskId());
        assertThat(waiting.became()).isEqualTo(Became.NEEDS_YOU);
        assertThat(waiting.basis()).isEqualTo(1);
        assertThat(waiting.since())
                .extracting(AuditEntry::type)
                .containsExactly("ReservationRescheduled");
        CallBack call = other.callBacks.get().getFirst();
        assertThat(call.startsAt()).isEqualTo(promised);
        assertThat(call.customer().phone()).isEqualTo("010-1234-5678");

        // The desk that did not promise it calls the customer back, with the line cut.
        desks.stopServer();
        AtDesk.join(
                other.model
                        .calledBack(call.deskId(), call.commitId(), desks.manager)
                        .toCompletableFuture());
        AttentionItem item = loser.attention.get().getFirst();
        AtDesk.join(loser.model.keepAsIs(item.commitId(), desks.manager).toCompletableFuture());
        desks.startServer();
        desks.agree();
        await().atMost(TwoDesks.LONG)
                .until(() ->
                        Stream.of(a, b)
                                .allMatch(d ->
                                        d.callBacks.get().isEmpty()
                                                && d.elsewhere.get().isEmpty()
                                                && d.attention.get().isEmpty()));
        assertThat(outcomes(a)).extracting(ChangeOutcome::became).containsExactly(Became.KEPT);
        assertThat(outcomes(b)).extracting(ChangeOutcome::became).containsExactly(Became.KEPT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneCancelsWhileTheOtherReceives(boolean offline) {
        long refused =
                desks.collide(
                        offline,
                        List.of(Change.of(reservation, new Cancel(CancelledBy.CUSTOMER))),
                        List.of(Change.of(reservation, new Arrive())));

        desks.agree();
        assertThat(asked() + refused).isEqualTo(1);
        assertThat(a.detail(reservation).card().status())
                .isIn(ReservationStatus.CANCELLED, ReservationStatus.ARRIVED)
                .isEqualTo(b.detail(reservation).card().status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothAddTreatmentsAndOneOfThemIsTheSame(boolean offline) {
        StreamId c = new StreamId("procedure", AtDesk.id());
        long refused =
                desks.collide(
                        offline,
                        List.of(add("a"), add("b"), add("c", c)),
                        List.of(add("c", c), add("d"), add("e")));

        desks.agree();
        for (Desk desk : List.of(a, b)) {
            assertThat(desk.detail(reservation).card().tasks())
                    .extracting(BoardCard.CardTask::name)
                    .containsExactlyInAnyOrder("보톡스", "a", "b", "c", "d", "e");
            assertThat(desk.detail(reservation).card().tasks())
                    .extracting(BoardCard.CardTask::sequence)
                    .doesNotHaveDuplicates();
        }
        assertThat(asked() + refused).isEqualTo(1);
        if (refused == 0) {
            AttentionItem item =
                    Stream.of(a, b).flatMap(d -> d.attention.get().stream()).findFirst().get();
            assertThat(((AddTreatment) item.command()).task().name()).isEqualTo("c");
            assertThat(item.refusal().code()).isEqualTo("same-treatment");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothReceiveTheCustomer(boolean offline) {
        Change arrive = Change.of(reservation, new Arrive());
        desks.collide(offline, List.of(arrive), List.of(arrive));

        desks.agree();
        assertThat(asked()).isZero();
        assertThat(types(a)).filteredOn("CustomerArrived"::equals).hasSize(1);
        if (offline) {
            await().atMost(TwoDesks.LONG)
                    .untilAsserted(() -> {
                        for (Desk desk : List.of(a, b)) {
                            assertThat(outcomes(desk))
                                    .extracting(ChangeOutcome::became)
                                    .containsExactly(Became.ALREADY_DONE);
                        }
                    });
        }
    }

    private long asked() {
        return a.attention.get().size() + b.attention.get().size();
    }

    private List<String> types(Desk desk) {
        return desk.detail(reservation).audit().stream().map(AuditEntry::type).toList();
    }

    private List<ChangeOutcome> outcomes(Desk desk) {
        return new ArrayList<>(
                desk.detail(reservation).audit().stream()
                        .map(AuditEntry::outcome)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Change move(Instant to) {
        return Change.of(
                reservation,
                new Reschedule(to, 30, null, null, new Slot(TwoDesks.BOOKED_AT, 30, null, null)));
    }

    private Change add(String name) {
        return add(name, new StreamId("procedure", AtDesk.id()));
    }

    private Change add(String name, StreamId procedure) {
        UUID task = AtDesk.id();
        List<UUID> seen =
                a.detail(reservation).card().tasks().stream()
                        .map(BoardCard.CardTask::taskId)
                        .toList();
        return Change.of(
                reservation,
                new AddTreatment(
                        new TaskOrder(task, procedure, name, 10, 10_000),
                        TaskOrigin.UPSELL,
                        null,
                        seen,
                        false));
    }
}
