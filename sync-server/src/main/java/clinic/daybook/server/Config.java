package clinic.daybook.server;

import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.tls.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to run.
 *
 * @param data the directory of its files
 * @param database where its store is; {@code null}: in {@code data}
 * @param bind the address on which it listens
 * @param port 0 takes a free one
 * @param kinesis where events are forwarded to; {@code null}: nowhere
 * @param tls how what goes over the line is encrypted
 * @param limits how much others may ask of it
 */
public record Config(
        Path data,
        @Nullable PostgresAddress database,
        String bind,
        int port,
        @Nullable KinesisTarget kinesis,
        Tls tls,
        Limits limits) {

    /** Only this machine can reach a server until told otherwise. */
    public static final String DEFAULT_BIND = "127.0.0.1";

    /** Where its store is. */
    StorePlace store() {
        return database == null
                ? new StorePlace.Directory(data)
                : new StorePlace.Postgres(database);
    }

    /** A server on this machine alone, without Kinesis. */
    public static Config local(Path data, int port) {
        return new Config(data, null, DEFAULT_BIND, port, null, new Tls.Off(), Limits.STANDARD);
    }
}
