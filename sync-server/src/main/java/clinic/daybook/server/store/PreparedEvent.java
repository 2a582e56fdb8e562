package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that passed every check which needs no lock, ready to be appended.
 *
 * @param body the recorded event as JSON without {@code position}, {@code streamId}, {@code
 *     version}, {@code recordedAt}, {@code personal} and {@code salt}
 * @param personal what is stored apart from it
 */
public record PreparedEvent(
        UUID eventId, String type, String body, @Nullable PersonalPart personal) {

    /**
     * The personal part of an event.
     *
     * @param fields JSON object of texts
     * @param salt base64
     */
    public record PersonalPart(StreamId subject, String fields, String salt) {}
}
