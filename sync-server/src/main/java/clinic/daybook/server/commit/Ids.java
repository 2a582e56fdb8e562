package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads ids that came from outside: {@code null} instead of an exception. */
public final class Ids {

    private static final int UUID_LENGTH = 36;

    private Ids() {}

    /** A UUID in its full lower-case form. */
    public static @Nullable UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return null;
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A stream id. */
    public static @Nullable StreamId streamId(String text) {
        try {
            return StreamId.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
