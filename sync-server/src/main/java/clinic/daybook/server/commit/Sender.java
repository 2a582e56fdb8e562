package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;

/**
 * The desk that sends commits.
 *
 * @param acknowledged the position that it last said it had applied; 0 when it never did
 */
public record Sender(StreamId deskId, long acknowledged) {}
