package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.AssignRoom;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.reservation.ReservationCommand.RequestRefund;
import clinic.daybook.reservation.ReservationCommand.VoidPayment;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The dialogs without their windows, on the real rules. */
class FormsTest {

    private final MemoryDesk desk = new MemoryDesk();
    private final Submitter submitter =
            new Submitter(
                    desk,
                    MemoryDesk.MANAGER::id,
                    FxThread.sameThread(),
                    new SplittableRandom(3),
                    error -> {
                        throw new AssertionError(error);
                    });

    @Test
    void aBillCanBePaidInTwoWaysEachAChangeOfItsOwn() {
        StreamId id = Visits.readyToLeave(desk);
        PaymentViewModel form = new PaymentViewModel(submitter, desk.detail(id));
        form.lines().getFirst().amount().textProperty().set("200,000");
        form.addLine();
        assertThat(form.lines().getLast().amount().textProperty().get()).isEqualTo("150,000");
        form.lines().getLast().methodProperty().set(PaymentMethod.TRANSFER);
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.state(id).balance().open()).isZero();
        assertThat(desk.types(id)).endsWith("PaymentReceived", "PaymentReceived");
    }

    @Test
    void whoListensToTheLinesStillHearsOfThemAfterTheCollectorHasBeenThere() {
        PaymentViewModel payment =
                new PaymentViewModel(submitter, desk.detail(Visits.readyToLeave(desk)));
        AddTreatmentViewModel added =
                new AddTreatmentViewModel(
                        submitter, desk.detail(Visits.inTreatment(desk)), desk.reference());
        List<String> heard = new ArrayList<>();
        payment.lines().addListener((ListChangeListener<Object>) _ -> heard.add("lines"));
        added.found().addListener((ListChangeListener<Object>) _ -> heard.add("found"));
        WeakReference<Object> canary = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return canary.get() == null;
        });

        payment.addLine();
        added.searchProperty().set("보톡스");

        assertThat(heard).contains("lines", "found");
        Reference.reachabilityFence(payment);
        Reference.reachabilityFence(added);
    }

    @Test
    void aPackageIsSoldAndASessionOfItPaysATreatmentOnce() {
        StreamId id = Visits.readyToLeave(desk);
        SellPackageViewModel sale =
                new SellPackageViewModel(submitter, desk.detail(id), desk.reference());
        assertThat(sale.procedureProperty().get()).isEqualTo(MemoryDesk.LIFTING);
        assertThat(sale.price().textProperty().get()).isEqualTo("9,000,000");
        sale.sessions().textProperty().set("1");
        assertThat(sale.price().textProperty().get()).isEqualTo("900,000");
        sale.price().textProperty().set("800,000");
        sale.sessions().textProperty().set("삼");
        sale.confirm();
        assertThat(error(sale.sessions())).isNotNull();
        assertThat(sale.price().textProperty().get()).isEqualTo("800,000");
        sale.sessions().textProperty().set("1");
        sale.confirm();
        assertThat(sale.doneProperty().get()).isTrue();

        PaymentViewModel form = new PaymentViewModel(submitter, desk.detail(id));
        assertThat(form.methods()).contains(PaymentMethod.PACKAGE);
        form.lines().getFirst().methodProperty().set(PaymentMethod.PACKAGE);
        // What is open is less than the treatment costs: the session pays no more than that.
        assertThat(form.lines().getFirst().amount().textProperty().get()).isEqualTo("350,000");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.state(id).balance().open()).isZero();
        assertThat(left()).isZero();

        PaymentState paid = last(id);
        assertThat(paid.session()).isNotNull();
        assertThat(new PaymentViewModel(submitter, desk.detail(id)).methods())
                .doesNotContain(PaymentMethod.PACKAGE);
        submitter.submit(desk.detail(id), new VoidPayment(paid.paymentId()), Reason.NONE, _ -> {});
        assertThat(desk.state(id).balance().open()).isEqualTo(350_000);
        assertThat(left()).as("the session is there again").isEqualTo(1);
    }

    @Test
    void twoLinesNeverTakeTheSameSession() {
        StreamId id = Visits.readyToLeave(desk);
        desk.sell(MemoryDesk.LIFTING, 1, 800_000);
        PaymentViewModel form = new PaymentViewModel(submitter, desk.detail(id));
        form.addLine();
        form.lines().forEach(l -> l.methodProperty().set(PaymentMethod.PACKAGE));
        form.lines().getLast().amount().textProperty().set("1000");
        form.confirm();
        assertThat(error(form.lines().getLast().amount())).isNotNull();
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void undoingAPaymentByASessionGivesTheSessionBack() {
        StreamId id = Visits.readyToLeave(desk);
        desk.sell(MemoryDesk.LIFTING, 1, 800_000);
        ReservationDetail before = desk.detail(id);
        PaymentViewModel form = new PaymentViewModel(submitter, before);
        form.lines().getFirst().methodProperty().set(PaymentMethod.PACKAGE);
        form.confirm();
        PaymentState paid = last(id);
        ReceivePayment done =
                new ReceivePayment(
                        paid.paymentId(),
                        paid.method(),
                        paid.amount(),
                        null,
                        null,
                        null,
                        paid.session());
        submitter.undo(before, done, new VoidPayment(paid.paymentId()), _ -> {});
        assertThat(left()).isEqualTo(1);
        assertThat(last(id).voided()).isTrue();
    }

    private int left() {
        return desk.customer(MemoryDesk.id("customer", 9))
                .packages()
                .values()
                .iterator()
                .next()
                .left();
    }

    private PaymentState last(StreamId id) {
        return desk.state(id).payments().values().stream().reduce((_, b) -> b).orElseThrow();
    }

    @Test
    void lettersInTheAmountAreAnsweredAtTheFieldAndRecordNothing() {
        StreamId id = Visits.readyToLeave(desk);
        int before = desk.size(id);
        PaymentViewModel form = new PaymentViewModel(submitter, desk.detail(id));
        for (String wrong : List.of("삼만", "1e5", "12-3", "", "0", "-5", "9".repeat(40), "1.5")) {
            form.lines().getFirst().amount().textProperty().set(wrong);
            form.confirm();
            assertThat(error(form.lines().getFirst().amount())).as(wrong).isNotNull();
            assertThat(form.lines().getFirst().amount().textProperty().get()).isEqualTo(wrong);
        }
        assertThat(form.doneProperty().get()).isFalse();
        assertThat(desk.size(id)).isEqualTo(before);
    }

    @Test
    void moreThanIsOpenIsAskedBackOnce() {
        StreamId id = Visits.readyToLeave(desk);
        PaymentViewModel form = new PaymentViewModel(submitter, desk.detail(id));
        form.lines().getFirst().amount().textProperty().set("400000");
        form.confirm();
        assertThat(form.overProperty().get()).isEqualTo(50_000);
        assertThat(form.doneProperty().get()).isFalse();
        form.lines().getFirst().amount().textProperty().set("450000");
        assertThat(form.overProperty().get()).isZero();
        form.confirm();
        form.confirm();
        assertThat(desk.state(id).balance().open()).isEqualTo(-100_000);
    }

    @Test
    void aTreatmentThatCameInMeanwhileIsAskedAbout() {
        StreamId id = Visits.arrived(desk);
        AddTreatmentViewModel form =
                new AddTreatmentViewModel(submitter, desk.detail(id), desk.reference());
        form.choose(MemoryDesk.BOOSTER);
        form.choose(MemoryDesk.LED);
        desk.run(
                MemoryDesk.DESK,
                id,
                new AddTreatment(
                        desk.order(MemoryDesk.BOOSTER), TaskOrigin.CARE, null, List.of(), false));
        form.confirm();
        assertThat(form.onceMoreProperty().get()).isNotNull();
        form.dropRepeated();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(names(id)).endsWith("스킨부스터", "LED 재생").hasSize(5);
    }

    @Test
    void aSecondOneOnPurposeIsAdded() {
        StreamId id = Visits.arrived(desk);
        AddTreatmentViewModel form =
                new AddTreatmentViewModel(submitter, desk.detail(id), desk.reference());
        form.choose(MemoryDesk.LED);
        form.choose(MemoryDesk.LED);
        form.confirm();
        assertThat(form.doneProperty().get()).as("chosen twice here is meant").isTrue();
        assertThat(names(id)).endsWith("LED 재생", "LED 재생");
        assertThat(desk.state(id).tasks())
                .extracting(t -> t.task().sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingChosenIsSaidAndSearchKnowsInitials() {
        StreamId id = Visits.arrived(desk);
        AddTreatmentViewModel form =
                new AddTreatmentViewModel(submitter, desk.detail(id), desk.reference());
        form.confirm();
        assertThat(form.errorProperty().get()).isNotNull();
        form.searchProperty().set("ㅅㅋㅂ");
        assertThat(form.found()).containsExactly(MemoryDesk.BOOSTER);
        form.searchProperty().set("x".repeat(1_000_000));
        assertThat(form.found()).isEmpty();
    }

    @Test
    void aRefundIsNeverMoreThanWhatIsLeftOfThePayment() {
        StreamId id = Visits.departedWithRefund(desk);
        RefundViewModel form = new RefundViewModel(submitter, desk.detail(id), Visits.CARD);
        assertThat(form.amount().textProperty().get()).isEqualTo("400,000");
        form.amount().textProperty().set("400001");
        form.confirm();
        assertThat(error(form.amount())).isNotNull();
        assertThat(error(form.reason())).isNotNull();
        form.amount().textProperty().set("400000");
        form.reason().textProperty().set("시술 취소");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.types(id)).endsWith("RefundRequested");
    }

    @Test
    void aRefundThatAnotherDeskTookFirstKeepsTheDialogOpenWithTheReason() {
        StreamId id = Visits.departedWithRefund(desk);
        RefundViewModel form = new RefundViewModel(submitter, desk.detail(id), Visits.CARD);
        form.reason().textProperty().set("시술 취소");
        desk.run(MemoryDesk.DESK, id, new RequestRefund(UUID.randomUUID(), Visits.CARD, 300_000));
        form.confirm();
        assertThat(form.doneProperty().get()).isFalse();
        assertThat(form.refusalProperty().get().code()).isEqualTo("payment-not-covering");
    }

    @Test
    void anEndBeforeItsStartIsAnsweredAtTheField() {
        StreamId id = Visits.readyToLeave(desk);
        int before = desk.size(id);
        TaskState task = desk.state(id).tasks().getFirst();
        CorrectTimesViewModel form = correct(id, task);
        form.reason().textProperty().set("늦게 눌렀음");
        form.end().textProperty().set("13:30");
        form.confirm();
        assertThat(error(form.end())).isEqualTo("ui.error.end-before-start");
        form.end().textProperty().set("25:00");
        form.confirm();
        assertThat(error(form.end())).isEqualTo("ui.error.time-form");
        form.end().textProperty().set("23:59");
        form.confirm();
        assertThat(error(form.end())).isEqualTo("ui.error.future");
        assertThat(desk.size(id)).isEqualTo(before);
        form.end().textProperty().set("13:50");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.detail(id).times().tasks().get(task.task().taskId()).corrected()).isTrue();
    }

    @Test
    void whoLeavesTheTimesAloneRecordsNothing() {
        StreamId id = Visits.readyToLeave(desk);
        int before = desk.size(id);
        CorrectTimesViewModel form = correct(id, desk.state(id).tasks().getFirst());
        form.reason().textProperty().set("확인");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.size(id)).isEqualTo(before);
    }

    @Test
    void anotherPriceWantsAReasonAnotherLengthDoesNot() {
        StreamId id = Visits.arrived(desk);
        ChangeTreatmentViewModel form =
                new ChangeTreatmentViewModel(
                        submitter, desk.detail(id), desk.state(id).tasks().getFirst().task());
        form.price().textProperty().set("25000");
        form.confirm();
        assertThat(error(form.reason())).isNotNull();
        form.price().textProperty().set("30000");
        form.minutes().textProperty().set("25");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.state(id).tasks().getFirst().task().minutes()).isEqualTo(25);
    }

    @Test
    void whatSomebodyElseAssignedMeanwhileIsNotOverwritten() {
        StreamId id = Visits.arrived(desk);
        AssignViewModel form = new AssignViewModel(submitter, desk.detail(id), desk.reference());
        desk.run(
                MemoryDesk.DESK,
                id,
                new AssignRoom(MemoryDesk.LASER_1.id(), MemoryDesk.LASER_2.id()));
        desk.run(
                MemoryDesk.DESK,
                id,
                new AssignRoom(MemoryDesk.LASER_2.id(), MemoryDesk.LASER_1.id()));
        form.practitionerProperty().set(MemoryDesk.OTHER_DOCTOR);
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        AssignViewModel late = new AssignViewModel(submitter, desk.detail(id), desk.reference());
        desk.run(
                MemoryDesk.DESK,
                id,
                new clinic.daybook.reservation.ReservationCommand.AssignPractitioner(
                        MemoryDesk.DOCTOR.id(), MemoryDesk.OTHER_DOCTOR.id()));
        late.practitionerProperty().set(MemoryDesk.MANAGER);
        late.confirm();
        assertThat(late.refusalProperty().get().code()).isEqualTo("changed-since");
        assertThat(desk.state(id).practitionerId()).isEqualTo(MemoryDesk.DOCTOR.id());
    }

    @Test
    void aDestructiveStepWantsAReason() {
        StreamId id = Visits.arrived(desk);
        int before = desk.size(id);
        ReservationDetail seen = desk.detail(id);
        ReasonViewModel form =
                new ReasonViewModel(
                        ReasonViewModel.codesFor(Action.SKIP_TASK),
                        (reason, then) ->
                                submitter.submit(
                                        seen,
                                        new clinic.daybook.reservation.ReservationCommand
                                                .SkipTreatment(desk.task(id, 0)),
                                        reason,
                                        then));
        form.confirm();
        assertThat(form.codeErrorProperty().get()).isNotNull();
        form.codeProperty().set(ReasonViewModel.OTHER);
        form.confirm();
        assertThat(form.text().errorProperty().get()).isNotNull();
        form.text().textProperty().set("x".repeat(Reason.MAX_TEXT + 1));
        form.confirm();
        assertThat(desk.size(id)).isEqualTo(before);
        form.text().textProperty().set("통증");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.detail(id).audit().getFirst().reason()).isEqualTo("통증");
        assertThat(desk.detail(id).audit().getFirst().reasonCode()).isEqualTo("other");
    }

    @Test
    void anEnormousMemoIsAnsweredAtTheFieldAndRecordsNothing() {
        StreamId id = Visits.arrived(desk);
        int before = desk.size(id);
        MemoViewModel memo = new MemoViewModel(submitter);
        memo.show(desk.detail(id));
        assertThat(memo.accepts(10_000_000)).isFalse();
        assertThat(memo.text().errorProperty().get()).isNotNull();
        memo.text().textProperty().set("x".repeat(4_001));
        memo.save();
        assertThat(memo.text().errorProperty().get()).isNotNull();
        assertThat(desk.size(id)).isEqualTo(before);
    }

    @Test
    void aMemoThatSomebodyElseWroteMeanwhileIsNotOverwritten() {
        StreamId id = Visits.arrived(desk);
        MemoViewModel mine = new MemoViewModel(submitter);
        MemoViewModel theirs = new MemoViewModel(submitter);
        mine.show(desk.detail(id));
        theirs.show(desk.detail(id));
        theirs.text().textProperty().set("조용한 방");
        theirs.save();
        theirs.show(desk.detail(id));
        assertThat(theirs.changedProperty().get()).isFalse();
        mine.text().textProperty().set("창가 자리");
        mine.show(desk.detail(id));
        assertThat(mine.text().textProperty().get()).as("typed text is kept").isEqualTo("창가 자리");
        mine.save();
        assertThat(mine.refusalProperty().get().code()).isEqualTo("changed-since");
        assertThat(desk.detail(id).memo()).isEqualTo("조용한 방");
        mine.reset();
        mine.text().textProperty().set("조용한 방, 창가");
        mine.save();
        assertThat(desk.detail(id).memo()).isEqualTo("조용한 방, 창가");
    }

    private CorrectTimesViewModel correct(StreamId id, TaskState task) {
        return new CorrectTimesViewModel(
                submitter, desk.detail(id), task, Formats.of(desk.reference()), desk.clock());
    }

    private List<String> names(StreamId id) {
        return desk.state(id).tasks().stream().map(t -> t.task().name()).toList();
    }

    private static @Nullable String error(Input<?> input) {
        return input.errorProperty().get() == null ? null : input.errorProperty().get().key();
    }
}
