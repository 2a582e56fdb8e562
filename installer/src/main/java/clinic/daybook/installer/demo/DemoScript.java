package clinic.daybook.installer.demo;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.Gender;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Plays the visits: a booking seen at the other desk, two desks on one reservation, an outage of
 * the server, a visit with an upsell, a partial payment and a refund. Whatever does not hold ends
 * it with a {@link DemoFailure}.
 */
final class DemoScript {

    private final DemoStage stage;
    private final Screens screens;
    private final DemoDecision decision;
    private final SecureRandom random = new SecureRandom();
    private final Reference clinic;
    private final List<StreamId> played = new ArrayList<>();

    DemoScript(DemoStage stage, Screens screens, Reference clinic) {
        this.stage = stage;
        this.screens = screens;
        this.decision = new DemoDecision(stage, screens);
        this.clinic = clinic;
    }

    /** Plays everything; returns the reservations that were played, in order. */
    List<StreamId> play() {
        screens.showBoard(stage.deskA());
        screens.showBoard(stage.deskB());
        screens.photograph("board");
        StreamId visit = bookAtOneDeskSeenAtTheOther();
        bothDesksAtOnce(visit);
        StreamId contested = workWithoutTheServer();
        waitingForPerson("the second move waits for a person", contested);
        decision.play(contested);
        treatPayRefundDepart(visit);
        explain(visit);
        return List.copyOf(played);
    }

    private StreamId bookAtOneDeskSeenAtTheOther() {
        StreamId customer = new StreamId("customer", id());
        StreamId reservation = new StreamId("reservation", id());
        played.add(reservation);
        UUID intent = id();
        // The next quarter of an hour, as a person would offer it on the phone.
        Instant startsAt =
                now().truncatedTo(ChronoUnit.HOURS)
                        .plus(
                                15L * (now().atZone(clinic.zone()).getMinute() / 15 + 1),
                                ChronoUnit.MINUTES);
        stage.deskA()
                .submit(
                        stage.staff("bae-soyun"),
                        new Change(
                                customer,
                                new CustomerCommand.Register(Gender.FEMALE, "KR", "30001"),
                                intent,
                                null,
                                customer,
                                Map.of("name", "한가온", "phone", "010-0000-7410")));
        stage.deskA()
                .submit(
                        stage.staff("bae-soyun"),
                        new Change(
                                reservation,
                                new ReservationCommand.Book(
                                        customer,
                                        startsAt,
                                        60,
                                        stage.staff("moon-garam"),
                                        room(0),
                                        Channel.PHONE,
                                        List.of(order(0), order(1)),
                                        false),
                                intent,
                                null,
                                customer,
                                Map.of("memo", "처음 오시는 분, 주차 안내함")));
        stage.deskB()
                .awaitCard(
                        "the booking of the other desk appears",
                        reservation,
                        card -> card.mark() == SyncMark.ON_SERVER);
        stage.deskA()
                .awaitCard(
                        "the booking is on the server",
                        reservation,
                        card -> card.mark() == SyncMark.ON_SERVER);
        screens.showReservation(stage.deskA(), reservation, ReservationDrawer.Tab.HISTORY);
        screens.showReservation(stage.deskB(), reservation, ReservationDrawer.Tab.HISTORY);
        screens.photograph("booked-at-a-seen-at-b");
        return reservation;
    }

    /** A saves a, b, c while B saves c, d, e: nothing is lost, and c is there once. */
    private void bothDesksAtOnce(StreamId reservation) {
        stage.deskB()
                .submit(stage.staff("ryu-haneul"), reservation, new ReservationCommand.Arrive());
        stage.deskA()
                .awaitCard(
                        "the arrival shows",
                        reservation,
                        card -> card.status() == ReservationStatus.ARRIVED && onServer(card));
        stage.deskB()
                .submit(stage.staff("ryu-haneul"), reservation, new ReservationCommand.CheckIn());
        stage.deskA()
                .awaitCard(
                        "the check-in shows",
                        reservation,
                        card -> card.status() == ReservationStatus.CHECKED_IN && onServer(card));
        List<UUID> seen =
                stage.deskA().detail(reservation).state().tasks().stream()
                        .map(task -> task.task().taskId())
                        .toList();
        List<CompletionStage<Submitted>> submitted = new ArrayList<>();
        for (int menu : List.of(2, 3, 4)) {
            submitted.add(add(stage.deskA(), "bae-soyun", reservation, menu, seen));
        }
        for (int menu : List.of(4, 5, 6)) {
            submitted.add(add(stage.deskB(), "ryu-haneul", reservation, menu, seen));
        }
        boolean refusedAtOnce = false;
        for (CompletionStage<Submitted> one : submitted) {
            switch (DemoDesk.get(one, "a treatment added")) {
                case Submitted.Shown shown -> DemoDesk.get(shown.saved(), "a treatment saved");
                case Submitted.AlreadySo already -> {
                    // Every one is a new task; this cannot be, and the count below would show it.
                }
                case Submitted.Refused refused -> refusedAtOnce = true;
            }
        }
        // Two were booked; a, b, c, d, e make seven, whoever was first.
        for (DemoDesk desk : stage.desks()) {
            BoardCard card =
                    desk.awaitCard(
                            "every treatment is there once",
                            reservation,
                            c -> c.tasks().size() == 7 && settled(c));
            long procedures = card.tasks().stream().map(t -> t.procedureId()).distinct().count();
            long sequences = card.tasks().stream().map(t -> t.sequence()).distinct().count();
            if (procedures != 7 || sequences != 7) {
                throw new DemoFailure(desk.name() + ": a treatment or a number stands twice");
            }
        }
        if (!refusedAtOnce) {
            waitingForPerson("the second of the same treatment waits for a person", reservation);
        }
        screens.photograph("two-desks-one-reservation");
        decision.keepAsItIs();
    }

    private StreamId workWithoutTheServer() {
        List<BoardCard> booked =
                stage
                        .deskA()
                        .awaitBoard("the day's board", board -> !board.cards().isEmpty())
                        .cards()
                        .stream()
                        .filter(card -> card.status() == ReservationStatus.BOOKED)
                        .filter(card -> card.startsAt().isAfter(now().plus(Duration.ofMinutes(30))))
                        .toList();
        BoardCard contested = booked.get(0);
        BoardCard atA = booked.get(1);
        BoardCard atB = booked.get(2);
        played.add(contested.id());
        played.add(atA.id());
        played.add(atB.id());
        stage.stopServer();
        for (DemoDesk desk : stage.desks()) {
            desk.awaitSync(
                    "the desk notices that the server is gone",
                    sync -> sync.connection() == SyncStatus.Connection.OFFLINE);
        }
        move(stage.deskA(), "bae-soyun", contested, 60, "회의가 길어져 늦게 오신다고 전화");
        move(stage.deskB(), "ryu-haneul", contested, 120, "퇴근 뒤에 오고 싶다고 앱으로 요청");
        stage.deskA().submit(stage.staff("bae-soyun"), atA.id(), new ReservationCommand.Arrive());
        stage.deskA().submit(stage.staff("bae-soyun"), atA.id(), new ReservationCommand.CheckIn());
        stage.deskB()
                .submit(
                        stage.staff("ryu-haneul"),
                        new Change(
                                atB.id(),
                                new ReservationCommand.Cancel(CancelledBy.CUSTOMER),
                                null,
                                null,
                                atB.customerId(),
                                Map.of("reason", "감기 기운이 있어 다음 주에 다시 예약")));
        for (DemoDesk desk : stage.desks()) {
            desk.awaitSync("what was done is kept", sync -> sync.unsent() > 0);
            screens.showBoard(desk);
        }
        screens.photograph("server-stopped-both-work-on");
        stage.clock().advance(Duration.ofMinutes(12));
        stage.startServer();
        for (DemoDesk desk : stage.desks()) {
            desk.awaitSync(
                    "everything is sent after the server is back",
                    sync ->
                            sync.connection() == SyncStatus.Connection.LIVE
                                    && sync.unsent() == 0
                                    && sync.position() == sync.head());
            desk.awaitCard(
                    "what A did offline is here",
                    atA.id(),
                    card -> card.status() == ReservationStatus.CHECKED_IN && onServer(card));
            desk.awaitCard(
                    "what B did offline is here",
                    atB.id(),
                    card -> card.status() == ReservationStatus.CANCELLED && onServer(card));
        }
        return contested.id();
    }

    private void treatPayRefundDepart(StreamId visit) {
        DemoDesk a = stage.deskA();
        DemoDesk b = stage.deskB();
        StreamId practitioner = stage.staff("moon-garam");
        List<UUID> tasks = new ArrayList<>();
        a.detail(visit).state().tasks().forEach(task -> tasks.add(task.task().taskId()));
        // The first is treated, one more is sold on the chair, and those beyond three are left out.
        b.submit(
                practitioner,
                visit,
                new ReservationCommand.StartTreatment(tasks.get(0), practitioner, room(0), false));
        stage.clock().advance(Duration.ofMinutes(18));
        DemoDesk.get(add(b, "moon-garam", visit, 8, tasks), "a treatment added on the chair");
        a.awaitCard(
                "the upsell shows at the other desk",
                visit,
                card ->
                        card.tasks().stream().anyMatch(t -> t.origin() == TaskOrigin.UPSELL)
                                && card.tasks().size() == 8);
        for (DemoDesk desk : stage.desks()) {
            screens.showReservation(desk, visit, ReservationDrawer.Tab.HISTORY);
        }
        screens.photograph("added-on-the-chair");
        b.submit(practitioner, visit, new ReservationCommand.FinishTreatment(tasks.get(0)));
        for (int i = 1; i < tasks.size(); i++) {
            if (i < 3) {
                treat(b, practitioner, visit, tasks.get(i), 15 + 5 * i);
            } else {
                b.submit(practitioner, visit, new ReservationCommand.SkipTreatment(tasks.get(i)));
            }
        }
        UUID upsell = b.detail(visit).state().tasks().getLast().task().taskId();
        treat(b, practitioner, visit, upsell, 20);
        long open = awaitReadyToPay(a, visit);
        UUID first = id();
        pay(a, visit, first, PaymentMethod.CARD, open / 2, open);
        screens.showReservation(a, visit, ReservationDrawer.Tab.HISTORY);
        screens.photograph("partly-paid");
        pay(a, visit, id(), PaymentMethod.CASH, open - open / 2, open - open / 2);
        // The lower price of a promotion comes too late: what was paid too much goes back.
        a.submit(
                stage.staff("bae-soyun"),
                visit,
                new ReservationCommand.ApplyDiscount(id(), open / 10));
        UUID refund = id();
        StreamId customer = a.detail(visit).card().customerId();
        a.submit(
                stage.staff("bae-soyun"),
                new Change(
                        visit,
                        new ReservationCommand.RequestRefund(refund, first, open / 10),
                        null,
                        null,
                        customer,
                        Map.of("reason", "이벤트 가격을 늦게 적용함")));
        b.awaitDetail(
                "the request shows at the other desk",
                visit,
                detail -> detail.state().refunds().containsKey(refund));
        b.submit(
                stage.staff("han-jiu"),
                visit,
                new ReservationCommand.IssueRefund(refund, PaymentMethod.CARD));
        a.awaitDetail(
                "the refund shows at the desk that asked for it",
                visit,
                detail -> detail.card().balance().open() == 0);
        stage.clock().advance(Duration.ofMinutes(4));
        a.submit(stage.staff("bae-soyun"), visit, new ReservationCommand.Depart());
        for (DemoDesk desk : stage.desks()) {
            desk.awaitCard(
                    "the customer has left",
                    visit,
                    card -> card.status() == ReservationStatus.DEPARTED && onServer(card));
        }
        screens.photograph("refunded-and-departed");
    }

    private void explain(StreamId visit) {
        screens.showReservation(stage.deskA(), visit, ReservationDrawer.Tab.HISTORY);
        screens.showReservation(stage.deskB(), visit, ReservationDrawer.Tab.TIMES);
        screens.photograph("audit-and-times");
        for (DemoDesk desk : stage.desks()) {
            ReservationDetail detail = desk.detail(visit);
            if (detail.times().departedAt() == null) {
                throw new DemoFailure(desk.name() + " does not know when the visit ended");
            }
        }
    }

    // --- Steps -----------------------------------------------------------------------------------

    private void treat(
            DemoDesk desk, StreamId practitioner, StreamId visit, UUID task, int minutes) {
        stage.clock().advance(Duration.ofMinutes(3));
        desk.submit(
                practitioner,
                visit,
                new ReservationCommand.StartTreatment(task, practitioner, null, false));
        stage.clock().advance(Duration.ofMinutes(minutes));
        desk.submit(practitioner, visit, new ReservationCommand.FinishTreatment(task));
    }

    private long awaitReadyToPay(DemoDesk desk, StreamId visit) {
        return desk.awaitCard(
                        "all treatments are done",
                        visit,
                        card -> card.status() == ReservationStatus.READY_TO_LEAVE && onServer(card))
                .balance()
                .open();
    }

    private void pay(
            DemoDesk desk,
            StreamId visit,
            UUID payment,
            PaymentMethod method,
            long amount,
            long seenOpen) {
        desk.submit(
                stage.staff("bae-soyun"),
                visit,
                new ReservationCommand.ReceivePayment(
                        payment, method, amount, null, null, seenOpen));
    }

    private void move(DemoDesk desk, String staff, BoardCard card, int minutes, String reason) {
        var state = desk.detail(card.id()).state();
        desk.submit(
                stage.staff(staff),
                new Change(
                        card.id(),
                        new ReservationCommand.Reschedule(
                                card.startsAt().plus(Duration.ofMinutes(minutes)),
                                card.minutes(),
                                null,
                                null,
                                new Slot(
                                        Objects.requireNonNull(state.startsAt()),
                                        state.minutes(),
                                        state.practitionerId(),
                                        state.roomId())),
                        null,
                        null,
                        card.customerId(),
                        Map.of("reason", reason)));
    }

    private CompletionStage<Submitted> add(
            DemoDesk desk, String staff, StreamId reservation, int menu, List<UUID> seen) {
        return desk.model()
                .submit(
                        stage.staff(staff),
                        Change.of(
                                reservation,
                                new ReservationCommand.AddTreatment(
                                        order(menu),
                                        TaskOrigin.UPSELL,
                                        stage.staff(staff),
                                        seen,
                                        false)));
    }

    /** Sees that a change of this reservation waits for a person at one of the desks. */
    private void waitingForPerson(String what, StreamId reservation) {
        boolean waits =
                stage.desks().stream()
                        .anyMatch(desk ->
                                desk.awaitAttention("the list is known", list -> true).stream()
                                        .anyMatch(i -> i.streamId().equals(reservation)));
        if (!waits) {
            throw new DemoFailure("did not happen: " + what);
        }
    }

    private static boolean onServer(BoardCard card) {
        return card.mark() == SyncMark.ON_SERVER;
    }

    private static boolean settled(BoardCard card) {
        return card.mark() == SyncMark.ON_SERVER || card.mark() == SyncMark.NEEDS_YOU;
    }

    private ReservationCommand.TaskOrder order(int menu) {
        Reference.ProcedureItem procedure = clinic.procedures().get(menu);
        return new ReservationCommand.TaskOrder(
                id(), procedure.id(), procedure.name(), procedure.minutes(), procedure.price());
    }

    private StreamId room(int index) {
        return clinic.rooms().get(index).id();
    }

    private UUID id() {
        return Uuid7.of(now(), random);
    }

    private Instant now() {
        return stage.clock().instant();
    }
}
