package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;
import java.time.Instant;

/** A member of staff shows the server who they are: {@code POST /v1/sessions}. */
public final class StaffSession {

    private StaffSession() {}

    /** Who, and their PIN. */
    public record Request(StreamId staffId, String pin) {

        /** Without the PIN: this text may reach a log. */
        @Override
        public String toString() {
            return "Request[" + staffId + "]";
        }
    }

    /** The secret that goes with their commits until then, by the server's clock. */
    public record Response(String session, Instant expiresAt) {

        /** Without the secret: this text may reach a log. */
        @Override
        public String toString() {
            return "Response[until " + expiresAt + "]";
        }
    }
}
