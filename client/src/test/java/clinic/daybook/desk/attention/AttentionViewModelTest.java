package clinic.daybook.desk.attention;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.customer.CustomerCommand.RedeemSession;
import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Book;
import clinic.daybook.reservation.ReservationCommand.ChangeMemo;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.reservation.ReservationCommand.SkipTreatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the screen of waiting changes knows and does, without a control. */
class AttentionViewModelTest {

    private final MemoryDesk desk = new MemoryDesk();
    private final Session session = new Session();
    private final List<AttentionItem> asked = new ArrayList<>();
    private final List<StreamId> opened = new ArrayList<>();
    private final UUID commit = new UUID(0x7001L, Long.MIN_VALUE | 9);
    private StreamId visit;
    private AttentionViewModel model;

    @BeforeEach
    void start() {
        visit = desk.book(MemoryDesk.START, List.of(MemoryDesk.LED));
        session.signIn(MemoryDesk.DESK);
        model =
                new AttentionViewModel(
                        desk,
                        FxThread.sameThread(),
                        session,
                        error -> {
                            throw new AssertionError(error);
                        },
                        new AttentionDoors() {
                            @Override
                            public void open(StreamId reservationId) {
                                opened.add(reservationId);
                            }

                            @Override
                            public void again(
                                    AttentionItem item,
                                    ReservationDetail now,
                                    Reference reference) {
                                asked.add(item);
                            }

                            @Override
                            public void instead(CallBack call) {
                                throw new AssertionError("nothing is proposed here");
                            }
                        });
        model.start();
        model.resume();
    }

    /** I5: the item ends with what takes its place, and pressing again does nothing more. */
    @Test
    void lettingGoOfAPaymentGivesTheSessionBackThatHadGotThrough() {
        UUID sold = desk.sell(MemoryDesk.LED, 1, 50_000);
        StreamId customer = MemoryDesk.id("customer", 9);
        RedeemSession redeem = new RedeemSession(sold, visit, desk.task(visit, 0));
        desk.submit(MemoryDesk.DESK.id(), Change.of(customer, redeem));
        PackageSession by = new PackageSession(customer, sold, desk.task(visit, 0));
        AttentionItem item =
                new AttentionItem(
                        commit,
                        visit,
                        null,
                        "",
                        new ReceivePayment(
                                commit, PaymentMethod.PACKAGE, 60_000, null, null, null, by),
                        Refusal.of("illegal-in-state"),
                        MemoryDesk.DESK.id(),
                        MemoryDesk.DESK.name(),
                        MemoryDesk.START,
                        1,
                        null,
                        Map.of(),
                        List.of(),
                        new UUID(5, 5),
                        false,
                        List.of(
                                new AttentionItem.Part(
                                        new UUID(5, 6),
                                        customer,
                                        redeem,
                                        Refusal.of("intent-reverse"),
                                        true)));
        desk.waiting().items().set(List.of(item));
        model.start();
        assertThat(desk.customer(customer).packages().get(sold).left()).isZero();

        model.letGo("no-longer-needed");

        assertThat(desk.customer(customer).packages().get(sold).left()).isEqualTo(1);
        assertThat(desk.waiting().answered()).containsEntry(commit, "no-longer-needed");
    }

    @Test
    void whatAsksForNothingIsDoneAgainAtOnceAndOnce() {
        desk.run(MemoryDesk.DESK, visit, new Arrive());
        AttentionItem item = waits(new CheckIn(), Map.of());
        model.redoNow();
        model.redoNow();
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(commit, "redone"));
        assertThat(desk.detail(visit).audit())
                .filteredOn(e -> e.type().equals("CustomerCheckedIn"))
                .hasSize(1);
        assertThat(model.items()).doesNotContain(item);
    }

    @Test
    void theReasonThatWasTypedInGoesWithIt() {
        UUID task = desk.state(visit).tasks().getFirst().task().taskId();
        desk.run(MemoryDesk.DESK, visit, new Arrive());
        desk.run(MemoryDesk.DESK, visit, new CheckIn());
        waits(new SkipTreatment(task), Map.of("reason", "다음에 하시기로"));
        model.redoNow();
        assertThat(desk.detail(visit).audit().getFirst().reason()).isEqualTo("다음에 하시기로");
    }

    @Test
    void whatWasTypedInIsAskedAgainWithItsText() {
        AttentionItem item = waits(new ChangeMemo(null), Map.of("memo", "창가 자리"));
        assertThat(model.redoProperty().get()).isEqualTo(new Redo.Ask());
        model.redoNow();
        assertThat(asked).containsExactly(item);
        assertThat(desk.waiting().answered()).isEmpty();
    }

    @Test
    void aBookingThatNeverCameToBeIsAskedAgain() {
        StreamId never = new StreamId("reservation", new UUID(0x7001L, 99));
        AttentionItem item =
                waits(
                        never,
                        new Book(
                                new StreamId("customer", new UUID(0x7001L, 7)),
                                MemoryDesk.START,
                                30,
                                null,
                                null,
                                Channel.PHONE,
                                List.of(),
                                false),
                        Map.of());
        model.redoNow();
        assertThat(asked).containsExactly(item);
    }

    @Test
    void keptAsIsAndLetGoAreTwoAnswers() {
        waits(new CheckIn(), Map.of());
        model.keepAsIs();
        assertThat(desk.waiting().answered()).containsEntry(commit, "kept-as-is");
        waits(new CheckIn(), Map.of());
        model.letGo("no-longer-needed");
        assertThat(desk.waiting().answered()).containsEntry(commit, "no-longer-needed");
        assertThat(model.countProperty().get()).isZero();
    }

    @Test
    void onlyManagersSeeWhatWaitsElsewhere() {
        ChangeOutcome other =
                new ChangeOutcome(
                        commit,
                        visit,
                        "윤서아",
                        new StreamId("desk", new UUID(0x7001L, 2)),
                        "데스크 2",
                        MemoryDesk.DESK.id(),
                        MemoryDesk.DESK.name(),
                        "CheckIn",
                        new CheckIn(),
                        Map.of(),
                        MemoryDesk.START,
                        1,
                        2,
                        ChangeOutcome.Became.NEEDS_YOU,
                        "illegal-in-state",
                        List.of(),
                        null);
        desk.waiting().elsewhere().set(List.of(other));
        assertThat(model.elsewhere()).isEmpty();
        session.signIn(MemoryDesk.MANAGER);
        assertThat(model.elsewhere()).containsExactly(other);
        model.select(other);
        assertThat(model.nowProperty().get()).isNotNull();
        model.redoNow();
        model.keepAsIs();
        model.letGo("other");
        assertThat(desk.waiting().answered()).isEmpty();
        session.lock();
        assertThat(model.elsewhere()).isEmpty();
        assertThat(model.selectedElsewhereProperty().get()).isNull();
    }

    private AttentionItem waits(ReservationCommand command, Map<String, String> personal) {
        return waits(visit, command, personal);
    }

    private AttentionItem waits(
            StreamId stream, ReservationCommand command, Map<String, String> personal) {
        AttentionItem item =
                new AttentionItem(
                        commit,
                        stream,
                        desk.detail(visit).customer(),
                        "윤서아",
                        command,
                        Refusal.of("changed-since"),
                        MemoryDesk.DESK.id(),
                        MemoryDesk.DESK.name(),
                        MemoryDesk.START,
                        1,
                        null,
                        personal,
                        List.of(),
                        null,
                        false,
                        List.of());
        desk.waiting().items().set(List.of(item));
        return item;
    }
}
