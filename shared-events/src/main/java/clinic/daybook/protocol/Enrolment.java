package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Making a desk known to a server: {@code POST /v1/desks}. */
public final class Enrolment {

    private Enrolment() {}

    /**
     * The one-time code and the name under which people know the desk.
     *
     * @param deskId of a desk that comes back under its own id; {@code null}: a new one
     */
    public record Request(String code, String name, @Nullable StreamId deskId) {

        /** A desk that is new. */
        public Request(String code, String name) {
            this(code, name, null);
        }
    }

    /**
     * A new token in place of the desk's: {@code POST /v1/desks/token}.
     *
     * @param token 32 random bytes that the desk has made, base64url without padding
     */
    public record TokenRequest(String token) {

        /** Without the secret: this text may reach a log. */
        @Override
        public String toString() {
            return "TokenRequest[]";
        }
    }

    /**
     * The desk's identity and its secret token, shown this once.
     *
     * @param writeLevel the event schema set that desks may write; {@code null}: 1
     * @param pins of the keys that the servers of the store have, each as {@link KeyPin#text} has
     *     it; {@code null}: nothing is said of them
     */
    public record Response(
            StreamId deskId,
            String token,
            String storeId,
            String clinicId,
            @Nullable Integer writeLevel,
            @Nullable List<String> pins) {}
}
