package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Motion;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import java.security.SecureRandom;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reservation beside whatever screen it was chosen on, 376 wide: state, next step, treatments,
 * money, history, times and memo, and the dialogs that change them. Whoever puts the screens
 * together shows its {@link #root} while {@link #shownProperty} holds something.
 */
public final class ReservationDrawer {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationDrawer.class);

    /**
     * What the drawer opens that is not its own.
     *
     * @param reschedule moves a booking
     * @param cancel calls a booking off
     */
    public record Elsewhere(Consumer<StreamId> reschedule, Consumer<StreamId> cancel) {}

    /** What of a reservation stands in front below its money. */
    public enum Tab {
        HISTORY,
        TIMES,
        MEMO
    }

    private final DrawerViewModel model;
    private final DrawerController controller;
    private final DrawerDialogs forms;
    private final ReadOnlyObjectWrapper<@Nullable StreamId> shown =
            new ReadOnlyObjectWrapper<>(this, "shown");

    /** A closed drawer. */
    public ReservationDrawer(
            DeskModel desk,
            FxThread fx,
            Session session,
            Ticker ticker,
            Dialogs dialogs,
            Toasts toasts,
            Elsewhere elsewhere) {
        Submitter submitter =
                new Submitter(
                        desk,
                        session::staffId,
                        fx,
                        new SecureRandom(),
                        error -> {
                            LOG.warn(
                                    "UI-2101 a change was not saved: {}",
                                    error.getClass().getName());
                            toasts.show(Texts.bind("ui.not-saved"));
                        });
        model = new DrawerViewModel(desk, fx, submitter, session.staffProperty());
        forms =
                new DrawerDialogs(
                        model, dialogs, desk.clock(), elsewhere.reschedule(), elsewhere.cancel());
        controller = new DrawerController(model, forms, ticker, this::close);
        model.onUndoable(step ->
                toasts.undoable(
                        Texts.live(() -> DrawerText.done(step, model.formats())),
                        () -> model.undo(step)));
        controller.root().addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** The drawer's node, always the same one. */
    public Region root() {
        return controller.root();
    }

    /** The reservation shown; {@code null}: the drawer is closed. */
    public ReadOnlyObjectProperty<@Nullable StreamId> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Shows a reservation and follows it until another one is shown or the drawer is closed. */
    public void show(StreamId reservation) {
        boolean opening = shown.get() == null;
        if (reservation.equals(shown.get())) {
            return;
        }
        controller.reset();
        shown.set(reservation);
        model.show(reservation);
        if (opening) {
            Motion.fromRight(controller.root());
        }
    }

    /** Brings a tab of the shown reservation to the front. */
    public void select(Tab tab) {
        controller.select(tab);
    }

    /** Shows a reservation and asks for a payment. */
    public void pay(StreamId reservation) {
        show(reservation);
        controller.pay();
    }

    /**
     * Opens the dialog of a change that waits for a person, filled in with what was meant. The
     * drawer itself stays as it is.
     *
     * @param now the reservation that the person sees
     */
    public void again(AttentionItem item, ReservationDetail now, Reference reference) {
        forms.again(item, now, reference);
    }

    /** Closes the drawer and stops following. */
    public void close() {
        model.close();
        shown.set(null);
    }

    /** Puts the keyboard on the one filled button. */
    public void requestFocus() {
        controller.primary().requestFocus();
    }

    /** Does the step on the filled button; for the board, whose cards have the same key. */
    public void runNext() {
        controller.runNext();
    }

    private void key(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE) {
            close();
            key.consume();
            return;
        }
        boolean plainEnter =
                key.getCode() == KeyCode.ENTER && !key.isShortcutDown() && !key.isAltDown();
        boolean wantedElsewhere =
                key.getTarget() instanceof TextInputControl
                        || key.getTarget() instanceof ComboBoxBase<?>;
        if (!plainEnter || wantedElsewhere) {
            return;
        }
        if (key.getTarget() instanceof ButtonBase button) {
            button.fire();
        } else {
            controller.runNext();
        }
        key.consume();
    }
}
