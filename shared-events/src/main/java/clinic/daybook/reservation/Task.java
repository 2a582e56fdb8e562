package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.util.UUID;

/**
 * A treatment of a reservation as it was ordered.
 *
 * @param taskId unique within the stream
 * @param procedureId the {@code procedure} stream that it was taken from
 * @param name the procedure's name when it was ordered
 * @param minutes planned, 1 to {@link Limits#MAX_MINUTES}
 * @param price in whole units of the clinic's currency, greater than 0
 * @param sequence 1, 2, 3 …; unique within the reservation for ever, removed tasks included
 */
public record Task(
        UUID taskId, StreamId procedureId, String name, int minutes, long price, int sequence) {

    public Task {
        Limits.kind(procedureId, "procedure");
        Limits.text(name, "name");
        Limits.minutes(minutes);
        Limits.money(price, "price");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence counts from 1");
        }
    }
}
