package clinic.daybook.server;

import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.tls.Tls;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to run.
 *
 * @param data the directory of its files
 * @param database where its store is; {@code null}: in {@code data}
 * @param bind the address on which it listens
 * @param port 0 takes a free one
 * @param kinesisStream where events are forwarded to; {@code null}: nowhere
 * @param kinesisEndpoint in place of the region's own; {@code null}: the region's own
 * @param region of the stream; {@code null}: as the environment says
 * @param tls how what goes over the line is encrypted
 * @param limits how much others may ask of it
 */
public record Config(
        Path data,
        @Nullable PostgresAddress database,
        String bind,
        int port,
        @Nullable String kinesisStream,
        @Nullable URI kinesisEndpoint,
        @Nullable String region,
        Tls tls,
        Limits limits) {

    /** Only this machine can reach a server until told otherwise. */
    public static final String DEFAULT_BIND = "127.0.0.1";

    /**
     * Where events are forwarded to; {@code null}: nowhere.
     *
     * @throws IllegalArgumentException when Kinesis cannot have such a stream or endpoint
     */
    @Nullable KinesisTarget kinesisTarget() {
        return kinesisStream == null
                ? null
                : new KinesisTarget(kinesisStream, kinesisEndpoint, region);
    }

    /** Where its store is. */
    StorePlace store() {
        return database == null
                ? new StorePlace.Directory(data)
                : new StorePlace.Postgres(database);
    }

    /** A server on this machine alone, without Kinesis. */
    public static Config local(Path data, int port) {
        return new Config(
                data, null, DEFAULT_BIND, port, null, null, null, new Tls.Off(), Limits.STANDARD);
    }
}
