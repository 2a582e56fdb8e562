package clinic.daybook.server.worker;

import clinic.daybook.server.Main;
import clinic.daybook.server.kinesis.KinesisTarget;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The Kinesis stream to read. */
final class StreamOptions {

    @Option(
            names = "--kinesis-stream",
            paramLabel = "NAME",
            description = "The stream, as the server has it.")
    private @Nullable String stream;

    @Option(
            names = "--kinesis-endpoint",
            paramLabel = "URL",
            description = "Kinesis' address, where it is not the region's own.")
    private @Nullable URI endpoint;

    @Option(names = "--region", paramLabel = "R", description = "The stream's region.")
    private @Nullable String region;

    /** The stream; a usage error when there is none, or none of that name can be. */
    KinesisTarget target(@Nullable CommandSpec spec) {
        String name = stream;
        if (name == null) {
            throw Main.badValue(spec, "--kinesis-stream names the stream to read");
        }
        try {
            return new KinesisTarget(name, endpoint, region, false);
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
