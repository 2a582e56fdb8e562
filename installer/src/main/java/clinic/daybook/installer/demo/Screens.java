package clinic.daybook.installer.demo;

import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.event.StreamId;

/** What the played demonstration asks of the windows: to show something, and to be photographed. */
interface Screens {

    void showBoard(DemoDesk desk);

    void showReservation(DemoDesk desk, StreamId reservation, ReservationDrawer.Tab tab);

    void showAttention(DemoDesk desk);

    /** Writes what both desks show as numbered PNG files named after {@code what}. */
    void photograph(String what);
}
