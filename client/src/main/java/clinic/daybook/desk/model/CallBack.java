package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer who was promised what does not hold, and has to be told.
 *
 * @param commitId the change by which it was promised
 * @param deskId the desk where it was promised
 * @param deskName as the server last told it; empty when unknown
 * @param reservationId the reservation that was to be booked or moved
 * @param staffName who promised it
 * @param promisedAt when, by the server's clock
 * @param startsAt the time that was promised
 * @param practitionerName empty: nobody in particular
 * @param roomName empty: no room in particular
 * @param now the reservation as it stands; {@code null}: there is none
 * @param suggestion the first free time from the promised one on, of the same length, with the same
 *     practitioner and room; {@code null}: none within the days that are looked at
 */
public record CallBack(
        UUID commitId,
        StreamId deskId,
        String deskName,
        StreamId reservationId,
        CustomerItem customer,
        String staffName,
        Instant promisedAt,
        Instant startsAt,
        int minutes,
        @Nullable StreamId practitionerId,
        String practitionerName,
        @Nullable StreamId roomId,
        String roomName,
        @Nullable BoardCard now,
        @Nullable Instant suggestion) {}
