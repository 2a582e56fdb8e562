package clinic.daybook.desk;

import clinic.daybook.desk.attention.AttentionScreen;
import clinic.daybook.desk.board.BoardDoors;
import clinic.daybook.desk.board.BoardScreen;
import clinic.daybook.desk.booking.Bookings;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.shell.Destination;
import clinic.daybook.desk.shell.Shell;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;

/**
 * The board, the drawer beside it and the list of what needs a person, and the ways between them:
 * the screens do not know each other.
 */
final class WorkPlaces implements BoardDoors, AutoCloseable {

    private final Shell shell;
    private final Bookings bookings;
    private final ReservationDrawer drawer;
    private final BoardScreen board;
    private final AttentionScreen attention;

    WorkPlaces(DeskModel model, FxThread fx, Session session, Ticker ticker, Shell shell) {
        this.shell = shell;
        bookings =
                new Bookings(
                        model,
                        fx,
                        session::staffId,
                        shell.dialogs(),
                        shell.toasts(),
                        this::open);
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
                        model,
                        fx,
                        session,
                        shell.dialogs(),
                        shell.toasts(),
                        this::openOnBoard);
        shell.put(Destination.BOARD, board);
        shell.put(Destination.NEEDS_YOU, attention);
        shell.onReservationFound(this::openOnBoard);
        shell.onDrawerClosed(this::drawerClosed);
        drawer.shownProperty().subscribe(shown -> board.selectedProperty().set(shown));
        drawer.shownProperty()
                .subscribe(
                        shown -> {
                            if (shown == null) {
                                shell.closeDrawer();
                            }
                        });
        attention.start();
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

    /** Goes to the board and opens a reservation beside it, with this tab in front. */
    void open(StreamId reservationId, ReservationDrawer.Tab tab) {
        openOnBoard(reservationId);
        drawer.select(tab);
    }

    private void openOnBoard(StreamId reservationId) {
        shell.show(Destination.BOARD);
        open(reservationId);
    }

    private void drawerClosed() {
        if (drawer.shownProperty().get() != null) {
            drawer.close();
        }
    }

    @Override
    public void close() {
        drawer.close();
        attention.stop();
    }
}
