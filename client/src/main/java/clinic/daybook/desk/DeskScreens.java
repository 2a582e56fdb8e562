package clinic.daybook.desk;

import clinic.daybook.desk.attention.AttentionScreen;
import clinic.daybook.desk.board.BoardDoors;
import clinic.daybook.desk.board.BoardScreen;
import clinic.daybook.desk.booking.Bookings;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.shell.Destination;
import clinic.daybook.desk.shell.Shell;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** How the screens lead to each other, which they do not know themselves. */
final class DeskScreens {

    private final DeskModel model;
    private final FxThread fx;
    private final Shell shell;
    private final Bookings bookings;
    private final BoardScreen board;
    private final ReservationDrawer drawer;
    private final AttentionScreen attention;
    private Subscription known = () -> {};
    private @Nullable StreamId awaited;

    DeskScreens(DeskModel model, FxThread fx, Session session, Ticker ticker, Shell shell) {
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
                        new Doors());
        attention =
                new AttentionScreen(
                        model, fx, session, shell.dialogs(), shell.toasts(), this::open);
        shell.put(Destination.BOARD, board);
        shell.put(Destination.NEEDS_YOU, attention);
        shell.onReservationFound(this::openForKeyboard);
        shell.onCustomerFound(customer -> bookings.bookFor(shell.dayProperty().get(), customer));
        shell.onDrawerClosed(drawer::close);
        drawer.shownProperty().subscribe(this::drawerShows);
    }

    /** Begins to count what waits for a person. */
    void start() {
        attention.start();
    }

    /** Follows nothing any more. */
    void stop() {
        known.close();
        attention.stop();
        drawer.close();
    }

    private void open(StreamId reservation) {
        drawer.show(reservation);
    }

    /** Opens a reservation and puts the keyboard on its next step as soon as that is known. */
    private void openForKeyboard(StreamId reservation) {
        open(reservation);
        awaited = reservation;
        known.close();
        known =
                model.onReservation(
                        reservation,
                        fx.listener(
                                _ -> {
                                    if (reservation.equals(awaited)) {
                                        awaited = null;
                                        known.close();
                                        drawer.requestFocus();
                                    }
                                }));
    }

    private void drawerShows(@Nullable StreamId reservation) {
        board.selectedProperty().set(reservation);
        if (reservation == null) {
            shell.closeDrawer();
        } else {
            shell.openDrawer((Region) drawer.root());
        }
    }

    private final class Doors implements BoardDoors {
        @Override
        public void open(StreamId reservationId) {
            DeskScreens.this.open(reservationId);
        }

        @Override
        public void takePayment(StreamId reservationId) {
            DeskScreens.this.open(reservationId);
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
    }
}
