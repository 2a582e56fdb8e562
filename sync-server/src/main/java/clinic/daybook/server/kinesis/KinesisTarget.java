package clinic.daybook.server.kinesis;

import clinic.daybook.server.store.ConsumerLease;
import clinic.daybook.server.store.EventStore;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where events are forwarded to.
 *
 * @param stream the name of the Kinesis data stream
 * @param endpoint another endpoint than that of the region, for example a local one
 * @param region an AWS region; {@code null}: from the environment, as the AWS SDK finds it
 * @param create makes a stream that is not there, with as many shards as it turns out to need
 */
public record KinesisTarget(
        String stream, @Nullable URI endpoint, @Nullable String region, boolean create) {

    /** The consumer's name in the store, under which a stream's cursor is kept. */
    private static final String CONSUMER = "kinesis:";

    /** Refuses a name that Kinesis does not allow with {@link IllegalArgumentException}. */
    public KinesisTarget {
        if (!stream.matches("[a-zA-Z0-9_.-]{1,128}")) {
            throw new IllegalArgumentException(
                    "a Kinesis stream's name is 1 to 128 of letters, digits, '_', '.' and '-'");
        }
        if (region != null && !region.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a region is a name like ap-northeast-2");
        }
        if (endpoint != null && (endpoint.getScheme() == null || endpoint.getHost() == null)) {
            throw new IllegalArgumentException(
                    "a Kinesis endpoint is an address like https://kinesis.example:4567");
        }
    }

    /**
     * Under which the cursor of a stream is moved. A stream of another name starts from the
     * beginning: it has none of the events.
     */
    public static ConsumerLease lease(EventStore store, String stream) {
        return store.lease(CONSUMER + stream);
    }
}
