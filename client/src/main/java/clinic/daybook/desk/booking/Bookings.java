package clinic.daybook.desk.booking;

import clinic.daybook.desk.booking.SlotForm.Times;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens the dialogs that book, receive, move and call off. Any screen may use it; its methods are
 * called on the FX thread and do nothing while another dialog stands.
 */
public final class Bookings {

    private final DeskModel desk;
    private final FxThread fx;
    private final Supplier<StreamId> actor;
    private final Dialogs dialogs;
    private final Toasts toasts;
    private final Consumer<StreamId> booked;
    private final RandomGenerator random = new SecureRandom();

    /**
     * @param actor who is signed in; asked when something is recorded
     * @param booked gets every new reservation once it is shown
     */
    public Bookings(
            DeskModel desk,
            FxThread fx,
            Supplier<StreamId> actor,
            Dialogs dialogs,
            Toasts toasts,
            Consumer<StreamId> booked) {
        this.desk = desk;
        this.fx = fx;
        this.actor = actor;
        this.dialogs = dialogs;
        this.toasts = toasts;
        this.booked = booked;
    }

    /** Asks for a booking, proposed for this day; a day that has passed becomes today. */
    public void book(LocalDate day) {
        withReference(reference -> openBooking(reference, day, false, _ -> {}));
    }

    /** As {@link #book(LocalDate)}, for a customer who is chosen already. */
    public void bookFor(LocalDate day, CustomerItem customer) {
        withReference(reference ->
                openBooking(reference, day, false, model -> model.customer().choose(customer)));
    }

    /** Asks who stands here without a booking. */
    public void walkIn() {
        withReference(reference -> openBooking(reference, LocalDate.MIN, true, _ -> {}));
    }

    /** Asks where to move a booking. */
    public void reschedule(StreamId reservationId) {
        withReference(reference ->
                withReservation(reservationId, card -> openReschedule(reference, card, _ -> {})));
    }

    /** Asks who calls a booking off, and why. */
    public void cancel(StreamId reservationId) {
        withReference(reference ->
                withReservation(
                        reservationId, card -> openCancel(reference, card, false, _ -> {})));
    }

    /** Asks whether the customer really did not come. */
    public void noShow(StreamId reservationId) {
        withReference(reference ->
                withReservation(reservationId, card -> openCancel(reference, card, true, _ -> {})));
    }

    /**
     * Opens the dialog of a change that waits for a person, filled in with what was meant; what is
     * confirmed there is made in its place. Nothing for what no dialog of this package asks.
     */
    public void again(AttentionItem item) {
        switch (item.command()) {
            case ReservationCommand.Book c ->
                    withReference(reference ->
                            openBooking(
                                    reference,
                                    LocalDate.MIN,
                                    c.arrived(),
                                    model -> model.again(item, c)));
            case ReservationCommand.Reschedule c ->
                    withReference(reference ->
                            withReservation(
                                    item.streamId(),
                                    card ->
                                            openReschedule(
                                                    reference, card, m -> m.again(item, c))));
            case ReservationCommand.Cancel c ->
                    withReference(reference ->
                            withReservation(
                                    item.streamId(),
                                    card ->
                                            openCancel(
                                                    reference,
                                                    card,
                                                    false,
                                                    m -> m.again(item, c))));
            default -> {
                // Asked elsewhere, or not at all.
            }
        }
    }

    /**
     * Proposes the free time of a promise that does not hold: moves the booking there, or makes one
     * where there is none.
     */
    public void instead(CallBack call) {
        Instant free = call.suggestion();
        if (free == null) {
            return;
        }
        Times times = new Times(free, call.minutes(), call.practitionerId(), call.roomId());
        BoardCard card = call.now();
        boolean movable = card != null && card.status() == ReservationStatus.BOOKED;
        withReference(reference -> {
            if (card != null && movable) {
                openReschedule(reference, card, model -> model.propose(times));
            } else {
                openBooking(
                        reference,
                        LocalDate.MIN,
                        false,
                        model -> model.propose(call.customer(), times));
            }
        });
    }

    private void openBooking(
            Reference reference, LocalDate day, boolean walkIn, Consumer<BookingViewModel> begin) {
        BookingViewModel model =
                new BookingViewModel(desk, fx, actor, reference, day, walkIn, random);
        begin.accept(model);
        BookingController controller = new BookingController(model, reference);
        Dialog dialog =
                new Dialog(
                        Texts.bind(walkIn ? "booking.walk-in.title" : "booking.title"),
                        controller.load(),
                        Dialog.Width.WIDE);
        dialog.confirm(
                        controller.confirmWords(),
                        () -> {
                            model.confirm(
                                    id -> {
                                        dialogs.close();
                                        booked.accept(id);
                                    },
                                    () -> lost(dialog));
                            controller.focusWrong();
                        })
                .confirmDisabled(model.busyProperty())
                .firstFocus(controller.firstFocus());
        dialogs.open(dialog);
    }

    private void openReschedule(
            Reference reference, BoardCard card, Consumer<RescheduleViewModel> begin) {
        RescheduleViewModel model = new RescheduleViewModel(desk, fx, actor, reference, card);
        begin.accept(model);
        RescheduleController controller = new RescheduleController(model, reference);
        Dialog dialog =
                new Dialog(Texts.bind("booking.move.title"), controller.load(), Dialog.Width.WIDE);
        dialog.confirm(
                        controller.confirmWords(),
                        () -> {
                            model.confirm(
                                    () -> {
                                        dialogs.close();
                                        toasts.show(Texts.bind("booking.move.done", name(card)));
                                    },
                                    () -> lost(dialog));
                            controller.focusWrong();
                        })
                .confirmDisabled(model.busyProperty())
                .firstFocus(controller.firstFocus());
        dialogs.open(dialog);
    }

    private void openCancel(
            Reference reference, BoardCard card, boolean noShow, Consumer<CancelViewModel> begin) {
        CancelViewModel model = new CancelViewModel(desk, fx, actor, card);
        begin.accept(model);
        CancelController controller = new CancelController(model, Formats.of(reference), noShow);
        String family = noShow ? "booking.no-show." : "booking.cancel.";
        Dialog dialog =
                new Dialog(Texts.bind(family + "title"), controller.load(), Dialog.Width.NARROW);
        Runnable done =
                () -> {
                    dialogs.close();
                    toasts.undoable(
                            Texts.bind(family + "done", name(card)), () -> reinstate(card.id()));
                };
        dialog.confirm(
                        Texts.bind(family + "confirm"),
                        () -> {
                            if (noShow) {
                                model.noShow(done, () -> lost(dialog));
                            } else {
                                model.cancel(done, () -> lost(dialog));
                                controller.focusWrong();
                            }
                        })
                .destructive()
                .confirmDisabled(model.busyProperty());
        dialogs.open(dialog);
    }

    private void reinstate(StreamId reservationId) {
        Sender sender = new Sender(desk, fx, actor);
        sender.send(
                java.util.List.of(
                        clinic.daybook.desk.model.Change.of(
                                reservationId, new ReservationCommand.Reinstate())),
                new SingleChange(
                        () -> {},
                        refusal -> toasts.show(Texts.bind("refusal." + refusal.code())),
                        () -> toasts.show(Texts.bind("ui.not-saved"))));
    }

    /** What was typed is not lost with the change: the same dialog can be opened again. */
    private void lost(Dialog dialog) {
        toasts.withAction(
                Texts.bind("ui.not-saved"), Texts.bind("ui.retry"), () -> dialogs.open(dialog));
    }

    private static String name(BoardCard card) {
        return card.customerName().isEmpty() ? Formats.NONE : Privacy.name(card.customerName());
    }

    private void withReference(Consumer<Reference> action) {
        once(desk::onReference, action);
    }

    private void withReservation(StreamId id, Consumer<BoardCard> action) {
        once(
                (Consumer<ReservationDetail> listener) -> desk.onReservation(id, listener),
                detail -> action.accept(detail.card()));
    }

    /** Takes the first value of something that would go on telling. */
    private <T> void once(
            java.util.function.Function<Consumer<T>, Subscription> listenTo, Consumer<T> action) {
        AtomicBoolean taken = new AtomicBoolean();
        AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
        subscription.set(
                listenTo.apply(value -> {
                    if (taken.compareAndSet(false, true)) {
                        fx.run(() -> {
                            Subscription own = subscription.getAndSet(null);
                            if (own != null) {
                                own.close();
                            }
                            action.accept(value);
                        });
                    }
                }));
        // Told before the subscription was known here: nothing has closed it yet.
        if (taken.get()) {
            Subscription own = subscription.getAndSet(null);
            if (own != null) {
                own.close();
            }
        }
    }
}
