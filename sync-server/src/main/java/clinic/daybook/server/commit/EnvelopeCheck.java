package clinic.daybook.server.commit;

import clinic.daybook.codec.Commitment;
import clinic.daybook.event.Personal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of an event's envelope, personal data and its commitment included. */
final class EnvelopeCheck {

    private static final int MAX_NAME = 64;

    // Beyond these no clock goes, and within them instants can be added and written in ISO-8601.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59Z");
    private static final long MAX_OFFSET_MILLIS = 100L * 365 * 24 * 3600 * 1000;

    private EnvelopeCheck() {}

    /**
     * What is wrong, without any value; null when nothing is.
     *
     * @param replayed it was recorded before: what was personal may have been erased since
     */
    static @Nullable String problem(CommitEvent event, boolean replayed) {
        if (event.type().isEmpty() || event.type().length() > MAX_NAME) {
            return "type is 1 to " + MAX_NAME + " characters";
        }
        if (event.schema() < 1) {
            return "schema is 1 or more";
        }
        if (event.occurredAt().isBefore(EARLIEST) || event.occurredAt().isAfter(LATEST)) {
            return "occurredAt is outside the years 1 to 9998";
        }
        Long offset = event.clockOffsetMs();
        if (offset != null && (offset > MAX_OFFSET_MILLIS || offset < -MAX_OFFSET_MILLIS)) {
            return "clockOffsetMs is more than a hundred years";
        }
        String reason = event.reasonCode();
        if (reason != null && reason.length() > MAX_NAME) {
            return "reasonCode is at most " + MAX_NAME + " characters";
        }
        StreamId subject = event.subject();
        if (subject != null && !subject.is("customer")) {
            return "subject is a customer";
        }
        return personalProblem(event, replayed);
    }

    private static @Nullable String personalProblem(CommitEvent event, boolean replayed) {
        Map<String, String> personal = event.personal();
        StreamId subject = event.subject();
        String salt = event.salt();
        String commitment = event.commitment();
        if (personal == null) {
            return salt == null && (commitment == null || replayed)
                    ? null
                    : "salt and commitment want personal beside them";
        }
        if (subject == null || salt == null || commitment == null) {
            return "personal wants subject, salt and commitment";
        }
        return Commitment.holds(commitment, salt, new Personal(subject, personal))
                ? null
                : "the commitment is not that of personal and salt";
    }
}
