package clinic.daybook.server.kinesis;

import java.nio.charset.StandardCharsets;

/**
 * One event on its way to Kinesis.
 *
 * @param position in the store
 * @param key the partition key, which is the stream's id
 * @param version in its stream
 * @param json the event as a CloudEvent, UTF-8; not to be changed by anyone
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Items are told apart by identity; the bytes are only passed on.
record ForwardItem(long position, String key, long version, byte[] json) {

    /** Bytes of the partition key, which count against Kinesis' limits. */
    int keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }
}
