package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.AttentionItem;
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
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskState;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
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
    private final Submitter submitter;
    private final Supplier<Formats> formats;
    private final Refill refill;

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
        this(
                model,
                layer,
                clock,
                reschedule,
                cancel,
                model.submitter(),
                model::formats,
                Refill.NOTHING);
    }

    private DrawerDialogs(
            DrawerViewModel model,
            Dialogs layer,
            InstantSource clock,
            Consumer<StreamId> reschedule,
            Consumer<StreamId> cancel,
            Submitter submitter,
            Supplier<Formats> formats,
            Refill refill) {
        this.model = model;
        this.layer = layer;
        this.clock = clock;
        this.reschedule = reschedule;
        this.cancel = cancel;
        this.submitter = submitter;
        this.formats = formats;
        this.refill = refill;
    }

    /**
     * Opens the dialog of a change that waits for a person, filled in with what was meant; what is
     * confirmed there is made in its place. Nothing for what no dialog of this package asks.
     */
    void again(AttentionItem item, ReservationDetail detail, Reference reference) {
        DrawerDialogs forms =
                new DrawerDialogs(
                        model,
                        layer,
                        clock,
                        reschedule,
                        cancel,
                        submitter.inPlaceOf(item),
                        () -> Formats.of(reference),
                        new Refill(item.command(), item.personal()));
        switch (item.command()) {
            case ReservationCommand.AddTreatment _ -> forms.addTreatment(detail, reference);
            case ReservationCommand.ReceivePayment _ -> forms.payment(detail);
            case ReservationCommand.AssignPractitioner _, ReservationCommand.AssignRoom _ ->
                    forms.assign(detail, reference);
            case ReservationCommand.ApplyDiscount _ -> forms.discount(detail);
            case ReservationCommand.RequestRefund c -> forms.refund(detail, c.paymentId());
            case ReservationCommand.IssueRefund c -> forms.issue(detail, c.refundId());
            case ReservationCommand.ChangeTreatment c ->
                    detail.state().task(c.taskId()).ifPresent(t -> forms.change(detail, t));
            case ReservationCommand.CorrectTreatmentTime c ->
                    detail.state().task(c.taskId()).ifPresent(t -> forms.correct(detail, t));
            case ReservationCommand.ChangeMemo _ -> forms.memo(detail);
            default -> {
                // What asks for nothing is done again without a dialog.
            }
        }
    }

    private void memo(ReservationDetail detail) {
        MemoAgainViewModel form =
                new MemoAgainViewModel(
                        submitter, detail, refill.personal().getOrDefault("memo", ""));
        TextArea area = withId(new TextArea(), "memo");
        area.setWrapText(true);
        area.setPrefRowCount(4);
        Label now = new Label(form.now().isEmpty() ? Formats.NONE : form.now());
        now.setWrapText(true);
        open(
                form,
                "reservation.memo.again",
                "reservation.memo.save",
                new FieldRow(Texts.bind("reservation.memo.now"), now),
                FieldRow.of(Texts.bind("reservation.memo.label"), area, form.text()));
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
            case SELL_PACKAGE -> sellPackage(detail, reference);
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
        AddTreatmentViewModel form = new AddTreatmentViewModel(submitter, detail, reference);
        refill.add(form, reference);
        AddTreatmentView view = new AddTreatmentView(form, formats());
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
        PaymentViewModel form = new PaymentViewModel(submitter, detail);
        refill.payment(form);
        PaymentView view = new PaymentView(form, formats());
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
        AssignViewModel form = new AssignViewModel(submitter, detail, reference);
        refill.assign(form);
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
        DiscountViewModel form = new DiscountViewModel(submitter, detail);
        refill.discount(form);
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

    private void sellPackage(ReservationDetail detail, Reference reference) {
        SellPackageViewModel form = new SellPackageViewModel(model.submitter(), detail, reference);
        ComboBox<Reference.ProcedureItem> what =
                withId(Choices.of(form.procedures(), Reference.ProcedureItem::name), "procedure");
        what.valueProperty().bindBidirectional(form.procedureProperty());
        FieldRow sessions =
                FieldRow.of(
                        Texts.bind("reservation.package.sessions"),
                        withId(new AmountField(), "sessions"),
                        form.sessions());
        FieldRow price =
                FieldRow.of(
                        Texts.bind("reservation.package.price"),
                        withId(new AmountField(), "amount"),
                        form.price());
        open(
                form,
                "reservation.package.title",
                "reservation.package.confirm",
                new FieldRow(Texts.bind("reservation.package.procedure"), what),
                beside(sessions, price));
    }

    private void refund(ReservationDetail detail, @Nullable UUID payment) {
        RefundViewModel form = new RefundViewModel(submitter, detail, payment);
        refill.refund(form);
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
        IssueRefundViewModel form = new IssueRefundViewModel(submitter, detail, refund);
        refill.issue(form);
        open(
                form,
                "reservation.issue.title",
                "reservation.issue.confirm",
                PaymentView.due("reservation.issue.amount", formats().money(form.amount())),
                new FieldRow(
                        Texts.bind("reservation.issue.method"),
                        PaymentView.methods(
                                form.methodProperty(), List.of(PaymentMethod.values()))));
    }

    private void change(ReservationDetail detail, TaskState task) {
        ChangeTreatmentViewModel form =
                new ChangeTreatmentViewModel(submitter, detail, task.task());
        refill.change(form);
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
                new CorrectTimesViewModel(submitter, detail, task, formats(), clock);
        refill.correct(form, formats());
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
        return formats.get();
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
