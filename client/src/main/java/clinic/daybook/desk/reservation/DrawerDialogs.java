package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.AmountField;
import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.MinutesField;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.TimeField;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.TaskState;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Opens the dialog of each action that asks for something. */
final class DrawerDialogs {

    /** Half of a narrow dialog, less its margins: what two fields beside each other have. */
    private static final double HALF = 210;

    private final DrawerViewModel model;
    private final Dialogs layer;
    private final InstantSource clock;
    private final Consumer<StreamId> reschedule;
    private final Consumer<StreamId> cancel;

    /**
     * @param reschedule opens what moves a booking, which is not this package's
     * @param cancel opens what calls a booking off, likewise
     */
    DrawerDialogs(
            DrawerViewModel model,
            Dialogs layer,
            InstantSource clock,
            Consumer<StreamId> reschedule,
            Consumer<StreamId> cancel) {
        this.model = model;
        this.layer = layer;
        this.clock = clock;
        this.reschedule = reschedule;
        this.cancel = cancel;
    }

    /** Opens what the action asks; nothing where the reservation is not there any more. */
    void open(Offer offer) {
        ReservationDetail detail = model.detailProperty().get();
        Reference reference = model.referenceProperty().get();
        if (detail == null || reference == null) {
            return;
        }
        switch (offer.action()) {
            case ADD_TREATMENT -> addTreatment(detail, reference);
            case RECEIVE_PAYMENT -> payment(detail);
            case ASSIGN -> assign(detail, reference);
            case RESCHEDULE -> reschedule.accept(detail.card().id());
            case CANCEL -> cancel.accept(detail.card().id());
            case CHANGE_TASK -> task(detail, offer).ifPresent(t -> change(detail, t));
            case CORRECT_TIMES -> task(detail, offer).ifPresent(t -> correct(detail, t));
            case APPLY_DISCOUNT -> discount(detail);
            case REQUEST_REFUND -> refund(detail, offer.target());
            case ISSUE_REFUND -> issue(detail, offer.target());
            case LEAVE_UNSEEN,
                    NO_SHOW,
                    REOPEN_VISIT,
                    ENTER_IN_ERROR,
                    REOPEN_TASK,
                    SKIP_TASK,
                    REMOVE_TASK,
                    WITHDRAW_DISCOUNT,
                    DECLINE_REFUND,
                    VOID_PAYMENT ->
                    reason(detail, offer);
            case CONFIRM,
                    ARRIVE,
                    START_CONSULTATION,
                    START_CHECKOUT,
                    DEPART,
                    UNDO_ARRIVAL,
                    UNDO_CHECK_IN,
                    UNDO_CHECKOUT,
                    REINSTATE,
                    START_TASK,
                    START_PARALLEL,
                    FINISH_TASK,
                    UNDO_START,
                    MOVE_UP,
                    MOVE_DOWN ->
                    model.run(offer.command());
        }
    }

    private void addTreatment(ReservationDetail detail, Reference reference) {
        AddTreatmentViewModel form =
                new AddTreatmentViewModel(model.submitter(), detail, reference);
        AddTreatmentView view = new AddTreatmentView(form, model.formats());
        Dialog dialog =
                forms().of(
                                form,
                                Texts.bind("reservation.add.title"),
                                Texts.bind("reservation.add.confirm"),
                                Dialog.Width.WIDE,
                                view)
                        .footer(view.sum())
                        .firstFocus(view.search());
        forms().open(form, dialog);
    }

    private void payment(ReservationDetail detail) {
        PaymentViewModel form = new PaymentViewModel(model.submitter(), detail);
        PaymentView view = new PaymentView(form, model.formats());
        Dialog dialog =
                forms().of(
                                form,
                                Texts.bind("reservation.pay.title"),
                                Texts.bind("reservation.pay.confirm"),
                                Dialog.Width.NARROW,
                                view)
                        .footer(view.left())
                        .firstFocus(view.firstFocus());
        forms().open(form, dialog);
    }

    private void assign(ReservationDetail detail, Reference reference) {
        AssignViewModel form = new AssignViewModel(model.submitter(), detail, reference);
        ComboBox<Reference.StaffItem> who =
                Choices.of(form.practitioners(), Reference.StaffItem::name);
        who.valueProperty().bindBidirectional(form.practitionerProperty());
        ComboBox<Reference.RoomItem> where = Choices.of(form.rooms(), Reference.RoomItem::name);
        where.valueProperty().bindBidirectional(form.roomProperty());
        open(
                form,
                "reservation.assign.title",
                "reservation.assign.confirm",
                new FieldRow(Texts.bind("reservation.assign.practitioner"), who),
                new FieldRow(Texts.bind("reservation.assign.room"), where),
                reasonRow(form.reason(), "reservation.reason.optional"));
    }

    private void discount(ReservationDetail detail) {
        DiscountViewModel form = new DiscountViewModel(model.submitter(), detail);
        open(
                form,
                "reservation.discount.title",
                "reservation.discount.confirm",
                FieldRow.of(
                        Texts.bind("reservation.discount.amount", formats().money(form.highest())),
                        withId(new AmountField(), "amount"),
                        form.amount()),
                reasonRow(form.reason(), "reservation.reason"));
    }

    private void refund(ReservationDetail detail, @Nullable UUID payment) {
        RefundViewModel form = new RefundViewModel(model.submitter(), detail, payment);
        ComboBox<RefundViewModel.Choice> which =
                Choices.of(
                        form.choices(),
                        c ->
                                Texts.get(
                                        "reservation.refund.choice",
                                        Words.of(c.payment().method()),
                                        formats().money(c.payment().amount()),
                                        formats().money(c.refundable())));
        which.valueProperty().bindBidirectional(form.choiceProperty());
        AmountField amount = withId(new AmountField(), "amount");
        Dialog dialog =
                forms().of(
                                form,
                                Texts.bind("reservation.refund.title"),
                                Texts.bind("reservation.refund.confirm"),
                                Dialog.Width.NARROW,
                                new FieldRow(Texts.bind("reservation.refund.payment"), which),
                                FieldRow.of(
                                        Texts.bind("reservation.refund.amount"),
                                        amount,
                                        form.amount()),
                                reasonRow(form.reason(), "reservation.reason"))
                        .footer(caption(Texts.get("reservation.refund.note")))
                        .firstFocus(amount);
        forms().open(form, dialog);
    }

    private void issue(ReservationDetail detail, @Nullable UUID refundId) {
        RefundState refund = refundId == null ? null : detail.state().refunds().get(refundId);
        if (refund == null) {
            return;
        }
        IssueRefundViewModel form = new IssueRefundViewModel(model.submitter(), detail, refund);
        open(
                form,
                "reservation.issue.title",
                "reservation.issue.confirm",
                PaymentView.due("reservation.issue.amount", formats().money(form.amount())),
                new FieldRow(
                        Texts.bind("reservation.issue.method"),
                        PaymentView.methods(form.methodProperty())));
    }

    private void change(ReservationDetail detail, TaskState task) {
        ChangeTreatmentViewModel form =
                new ChangeTreatmentViewModel(model.submitter(), detail, task.task());
        FieldRow minutes =
                FieldRow.of(
                        Texts.bind("reservation.change.minutes"),
                        withId(new MinutesField(), "minutes"),
                        form.minutes());
        FieldRow price =
                FieldRow.of(
                        Texts.bind("reservation.change.price"),
                        withId(new AmountField(), "amount"),
                        form.price());
        Dialog dialog =
                forms().of(
                                form,
                                Texts.bind("reservation.change.title", form.taskName()),
                                Texts.bind("reservation.change.confirm"),
                                Dialog.Width.NARROW,
                                beside(minutes, price),
                                reasonRow(form.reason(), "reservation.reason"));
        forms().open(form, dialog);
    }

    private void correct(ReservationDetail detail, TaskState task) {
        CorrectTimesViewModel form =
                new CorrectTimesViewModel(model.submitter(), detail, task, formats(), clock);
        FieldRow start =
                FieldRow.of(
                        Texts.bind("reservation.correct.start"),
                        withId(new TimeField(), "start"),
                        form.start());
        FieldRow end =
                FieldRow.of(
                        Texts.bind("reservation.correct.end"),
                        withId(new TimeField(), "end"),
                        form.end());
        Dialog dialog =
                forms().of(
                                form,
                                Texts.bind("reservation.correct.title", form.taskName()),
                                Texts.bind("reservation.correct.confirm"),
                                Dialog.Width.NARROW,
                                beside(start, end),
                                reasonRow(form.reason(), "reservation.reason"));
        forms().open(form, dialog);
    }

    private void reason(ReservationDetail detail, Offer offer) {
        ReasonViewModel form =
                new ReasonViewModel(
                        ReasonViewModel.codesFor(offer.action()),
                        (reason, then) -> model.run(offer.command(), reason, then));
        ReasonView view = new ReasonView(form);
        String words = Texts.get(offer.action().key()).replace("…", "");
        String subject = task(detail, offer).map(t -> t.task().name() + Formats.DOT).orElse("");
        Dialog dialog =
                forms().of(
                                form,
                                Texts.live(() -> subject + words),
                                Texts.live(() -> words),
                                Dialog.Width.NARROW,
                                view)
                        .firstFocus(view.firstFocus());
        forms().open(form, offer.action().destructive() ? dialog.destructive() : dialog);
    }

    private void open(Form form, String title, String confirm, Node... fields) {
        forms().open(
                        form,
                        forms().of(
                                        form,
                                        Texts.bind(title),
                                        Texts.bind(confirm),
                                        Dialog.Width.NARROW,
                                        fields));
    }

    private FormDialog forms() {
        return new FormDialog(layer, formats());
    }

    private Formats formats() {
        return model.formats();
    }

    private static Optional<TaskState> task(ReservationDetail detail, Offer offer) {
        UUID target = offer.target();
        return target == null ? Optional.empty() : detail.state().task(target);
    }

    private static FieldRow reasonRow(Input<Reason> reason, String key) {
        return FieldRow.of(Texts.bind(key), withId(new TextField(), "reason"), reason);
    }

    private static HBox beside(FieldRow left, FieldRow right) {
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(HALF);
        right.setPrefWidth(HALF);
        return new HBox(12, left, right);
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("db-caption");
        return label;
    }

    private static <T extends Node> T withId(T node, String id) {
        node.setId(id);
        return node;
    }
}
