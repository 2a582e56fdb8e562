package clinic.daybook.server;

import clinic.daybook.server.kinesis.KinesisTarget;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which Kinesis stream a command works with. */
public class StreamOptions {

    @Option(
            names = "--kinesis-stream",
            required = true,
            paramLabel = "NAME",
            description = "The name of the Kinesis stream.")
    private @Nullable String stream;

    @Option(
            names = "--kinesis-endpoint",
            paramLabel = "URL",
            description = "Kinesis' address, where it is not the region's own.")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "R", description = "The stream's region.")
    private @Nullable String region;

    /** Whether a stream that is not there is to be made. */
    boolean create() {
        return false;
    }

    /** The stream; a usage error when none can be called so. */
    public final KinesisTarget target(@Nullable CommandSpec spec) {
        if (stream == null) {
            throw new IllegalStateException("picocli requires --kinesis-stream");
        }
        try {
            return new KinesisTarget(stream, endpoint, region, create());
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
