package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.event.StreamId;
import org.jspecify.annotations.Nullable;

/** The ways from what needs a person to what is not this screen's own. */
public interface AttentionDoors {

    /** Shows a reservation with its history. */
    void open(StreamId reservationId);

    /**
     * Opens the dialog of a change, filled in with what was meant; what is confirmed there is made
     * in place of the waiting one.
     *
     * @param now the reservation that the person sees; {@code null}: there is none
     */
    void again(AttentionItem item, @Nullable ReservationDetail now, Reference reference);

    /** Opens the dialog that books the free time of a promise that does not hold. */
    void instead(CallBack call);
}
