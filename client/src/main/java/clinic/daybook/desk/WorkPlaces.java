package clinic.daybook.desk;

import clinic.daybook.desk.attention.AttentionDoors;
import clinic.daybook.desk.attention.AttentionScreen;
import clinic.daybook.desk.board.BoardDoors;
import clinic.daybook.desk.board.BoardScreen;
import clinic.daybook.desk.booking.Bookings;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.restored.RestoredDialog;
import clinic.daybook.desk.shell.Destination;
import clinic.daybook.desk.shell.Shell;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The board, the drawer beside it and the list of what needs a person, and the ways between them:
 * the screens do not know each other.
 */
final class WorkPlaces implements BoardDoors, AutoCloseable {

    private final DeskModel model;
    private final FxThread fx;
    private final Shell shell;
    private final Bookings bookings;
    private final ReservationDrawer drawer;
    private final BoardScreen board;
    private final AttentionScreen attention;
    private Subscription known = () -> {};
    private @Nullable StreamId awaited;

    WorkPlaces(DeskModel model, FxThread fx, Session session, Ticker ticker, Shell shell) {
        this.model = model;
        this.fx = fx;
        this.shell = shell;
        bookings =
                new Bookings(
                        model, fx, session::staffId, shell.dialogs(), shell.toasts(), this::open);
        drawer =
                new ReservationDrawer(
                        model,
                        fx,
                        session,
                        ticker,
                        shell.dialogs(),
                        shell.toasts(),
                        new ReservationDrawer.Elsewhere(bookings::reschedule, bookings::cancel));
        board =
                new BoardScreen(
                        model,
                        fx,
                        ticker,
                        session::staffId,
                        shell.dayProperty(),
                        shell.toasts(),
                        this);
        attention =
                new AttentionScreen(
                        model, fx, session, shell.dialogs(), shell.toasts(), attentionDoors());
        shell.put(Destination.BOARD, board);
        shell.put(Destination.NEEDS_YOU, attention);
        shell.onReservationFound(this::openForKeyboard);
        shell.onCustomerFound(customer -> bookings.bookFor(shell.dayProperty().get(), customer));
        shell.onDrawerClosed(this::drawerClosed);
        RestoredDialog restored =
                new RestoredDialog(model, fx, shell.dialogs(), shell.toasts(), shell::formats);
        shell.onReview(restored::open);
        drawer.shownProperty().subscribe(shown -> board.selectedProperty().set(shown));
        drawer.shownProperty()
                .subscribe(shown -> {
                    if (shown == null) {
                        shell.closeDrawer();
                    }
                });
        attention.start();
    }

    private AttentionDoors attentionDoors() {
        return new AttentionDoors() {
            @Override
            public void open(StreamId reservationId) {
                openOnBoard(reservationId);
            }

            @Override
            public void again(
                    AttentionItem item, @Nullable ReservationDetail now, Reference reference) {
                boolean booking =
                        item.command() instanceof ReservationCommand.Book
                                || item.command() instanceof ReservationCommand.Reschedule
                                || item.command() instanceof ReservationCommand.Cancel;
                if (booking) {
                    bookings.again(item);
                } else if (now != null) {
                    drawer.again(item, now, reference);
                }
            }

            @Override
            public void instead(CallBack call) {
                bookings.instead(call);
            }
        };
    }

    @Override
    public void open(StreamId reservationId) {
        drawer.show(reservationId);
        shell.openDrawer(drawer.root());
    }

    @Override
    public void takePayment(StreamId reservationId) {
        drawer.pay(reservationId);
        shell.openDrawer(drawer.root());
    }

    @Override
    public void book(LocalDate day) {
        bookings.book(day);
    }

    @Override
    public void walkIn() {
        bookings.walkIn();
    }

    @Override
    public void reschedule(StreamId reservationId) {
        bookings.reschedule(reservationId);
    }

    @Override
    public void cancel(StreamId reservationId) {
        bookings.cancel(reservationId);
    }

    @Override
    public void noShow(StreamId reservationId) {
        bookings.noShow(reservationId);
    }

    private void booked(StreamId reservationId) {
        open(reservationId);
        board.reveal(reservationId);
    }

    /** Goes to the board and opens a reservation beside it, with this tab in front. */
    void open(StreamId reservationId, ReservationDrawer.Tab tab) {
        openOnBoard(reservationId);
        drawer.select(tab);
    }

    private void openOnBoard(StreamId reservationId) {
        shell.show(Destination.BOARD);
        open(reservationId);
    }

    /** As {@link #open}, with the keyboard on the next step as soon as that is known. */
    private void openForKeyboard(StreamId reservationId) {
        openOnBoard(reservationId);
        awaited = reservationId;
        known.close();
        known =
                model.onReservation(
                        reservationId,
                        fx.listener(_ -> {
                            if (reservationId.equals(awaited)) {
                                awaited = null;
                                known.close();
                                drawer.requestFocus();
                            }
                        }));
    }

    private void drawerClosed() {
        if (drawer.shownProperty().get() != null) {
            drawer.close();
        }
    }

    @Override
    public void close() {
        known.close();
        drawer.close();
        attention.stop();
    }
}
