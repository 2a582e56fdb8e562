package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;

/**
 * A line of {@code GET /v1/staff/verifiers}: by it a desk checks a PIN also without the network.
 *
 * @param verifier Argon2id in its PHC string form
 */
public record StaffVerifier(StreamId staffId, String verifier) {}
