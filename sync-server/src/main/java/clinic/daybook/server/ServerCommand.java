package clinic.daybook.server;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code server}: runs until the process is asked to end. */
@Command(name = "server", description = "Runs the server until it is asked to end.")
final class ServerCommand implements Callable<Integer> {

    /** The server runs on its own threads; the process must not end with this command. */
    static final int STAYS = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);
    private static final int MAX_PORT = 65_535;

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Main.Data data = new Main.Data();

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port = clinic.daybook.protocol.Protocol.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}, this machine alone.")
    private String bind = Config.DEFAULT_BIND;

    @ArgGroup(exclusive = false)
    private @Nullable Kinesis kinesis;

    @Mixin private LineOptions lines = new LineOptions();

    /** Where events are forwarded to. */
    private static final class Kinesis {
        @Option(
                names = "--kinesis-stream",
                required = true,
                paramLabel = "NAME",
                description = "Forward events to this Kinesis stream.")
        private @Nullable String stream;

        @Option(
                names = "--kinesis-endpoint",
                paramLabel = "URL",
                description = "Kinesis' address, where it is not the region's own.")
        private @Nullable URI endpoint;

        @Option(names = "--region", paramLabel = "R", description = "The stream's region.")
        private @Nullable String region;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MAX_PORT) {
            throw Main.badValue(spec, "--port is 0 to " + MAX_PORT);
        }
        if (bind.isBlank()) {
            throw Main.badValue(spec, "--bind is an address of this machine");
        }
        Kinesis to = kinesis;
        Config config =
                new Config(
                        data.path(),
                        bind,
                        port,
                        to == null ? null : to.stream,
                        to == null ? null : to.endpoint,
                        to == null ? null : to.region,
                        lines.tls(spec, bind),
                        lines.limits(spec));
        try {
            config.kinesisTarget();
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
        ServerRuntime server = ServerRuntime.start(config, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
        System.out.println("listening on " + server.url());
        System.out.flush();
        // Apart from standard output, whose one line programs read.
        System.err.println("console: " + server.newConsoleUrl());
        return STAYS;
    }

    /** Being asked to end is no failure: the exit status is 0, not that of the signal. */
    private static void stop(ServerRuntime server) {
        try {
            server.close();
        } catch (RuntimeException e) {
            LOG.error("MN-0001 stopping failed", e);
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }
}
