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
 * @param redoes the change waiting for a person that this one is made in place of: it ends together
 *     with this one being kept, or neither is; {@code null}: none
 */
public record Change(
        StreamId streamId,
        Command command,
        @Nullable UUID intentId,
        @Nullable String reasonCode,
        @Nullable StreamId subject,
        Map<String, String> personal,
        @Nullable UUID redoes) {

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
                : new Change(streamId, command, intent, reasonCode, subject, personal, redoes);
    }

    /** A change in place of none. */
    public Change(
            StreamId streamId,
            Command command,
            @Nullable UUID intentId,
            @Nullable String reasonCode,
            @Nullable StreamId subject,
            Map<String, String> personal) {
        this(streamId, command, intentId, reasonCode, subject, personal, null);
    }

    /** The same change, made in place of one that waits for a person. */
    public Change inPlaceOf(@Nullable UUID waiting) {
        return new Change(streamId, command, intentId, reasonCode, subject, personal, waiting);
    }

    /** A change without reason and without personal data. */
    public static Change of(StreamId streamId, Command command) {
        return new Change(streamId, command, null, null, null, Map.of());
    }
}
