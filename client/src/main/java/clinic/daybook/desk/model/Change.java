package clinic.daybook.desk.model;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to change.
 *
 * @param intentId joins changes of several streams that are meant as one; {@code null}: stands
 *     alone
 * @param reasonCode one of the fixed reasons; {@code null}: none
 * @param subject the customer whom {@code personal} belongs to; {@code null} when there is none
 * @param personal personal fields by wire name (memo, reason, note, name, phone, birthDate)
 */
public record Change(
        StreamId streamId,
        Command command,
        @Nullable UUID intentId,
        @Nullable String reasonCode,
        @Nullable StreamId subject,
        Map<String, String> personal) {

    public Change {
        personal = Map.copyOf(personal);
        if (!personal.isEmpty() && subject == null) {
            throw new IllegalArgumentException("personal data belongs to a customer");
        }
    }

    /** The same change as part of an intent; one that is part of an intent already stays so. */
    public Change meantWith(@Nullable UUID intent) {
        return intentId != null || intent == null
                ? this
                : new Change(streamId, command, intent, reasonCode, subject, personal);
    }

    /** A change without reason and without personal data. */
    public static Change of(StreamId streamId, Command command) {
        return new Change(streamId, command, null, null, null, Map.of());
    }
}
