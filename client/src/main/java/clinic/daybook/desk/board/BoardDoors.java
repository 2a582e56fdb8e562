package clinic.daybook.desk.board;

import clinic.daybook.event.StreamId;
import java.time.LocalDate;

/** Where the board leads to; the wiring says how to get there. Called on the FX thread. */
public interface BoardDoors {

    /** Opens a reservation beside the board. */
    void open(StreamId reservationId);

    /** Opens a reservation where its bill is paid. */
    void takePayment(StreamId reservationId);

    /** Asks for a new booking on a day. */
    void book(LocalDate day);

    /** Receives somebody without a booking. */
    void walkIn();

    /** Asks to move a booking. */
    void reschedule(StreamId reservationId);

    /** Asks to cancel a booking. */
    void cancel(StreamId reservationId);

    /** Asks whether a customer did not come. */
    void noShow(StreamId reservationId);
}
