package clinic.daybook.server;

import clinic.daybook.server.log.LogFormat;
import clinic.daybook.server.store.Durable;
import clinic.daybook.server.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
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
@Command(name = ServerCommand.NAME, description = "Runs the server until it is asked to end.")
final class ServerCommand implements Callable<Integer> {

    static final String NAME = "server";

    /** The server runs on its own threads; the process must not end with this command. */
    static final int STAYS = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** In the data directory, where the log is for programs. */
    private static final String CONSOLE_LINK = "console-link";

    private static final int MAX_PORT = 65_535;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Directory of the server's files, the database among them.")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            converter = StoreOption.Address.class,
            description =
                    "Keep the store in this PostgreSQL database, which several servers may share.")
    private @Nullable PostgresAddress database;

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

    @Option(
            names = "--log-format",
            paramLabel = "F",
            converter = LogFormatConverter.class,
            description = "text, or json: one object a line. Default: text.")
    private LogFormat logFormat = LogFormat.TEXT;

    /** Read by {@link Settings} before picocli comes to it. */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties that stand for options, as in port=7410."
                            + " Default: server.properties in DIR, where it is there.")
    @Nullable Path configFile;

    @Option(
            names = "--print-config",
            description = "Prints every option's value and where it comes from, and ends.")
    private boolean printConfig;

    private @Nullable Settings settings;

    /** Where the options come from; to be given before the command runs. */
    void settings(Settings read) {
        settings = read;
    }

    /** Where events are forwarded to. */
    private static final class Kinesis extends StreamOptions {
        @Option(
                names = "--kinesis-create",
                description = "Make the stream where it is not there, on demand.")
        private boolean create;

        @Override
        boolean create() {
            return create;
        }
    }

    private static final class LogFormatConverter extends WireNameConverter<LogFormat> {
        LogFormatConverter() {
            super("a log format", LogFormat.class);
        }
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MAX_PORT) {
            throw Main.badValue(spec, "--port is 0 to " + MAX_PORT);
        }
        if (bind.isBlank()) {
            throw Main.badValue(spec, "--bind is an address of this machine");
        }
        if (data == null) {
            throw new IllegalStateException("picocli requires --data");
        }
        Config config =
                new Config(
                        data,
                        database,
                        bind,
                        port,
                        kinesis == null ? null : kinesis.target(spec),
                        lines.tls(spec, bind),
                        lines.limits(spec));
        if (printConfig) {
            Objects.requireNonNull(settings).lines().forEach(System.out::println);
            return 0;
        }
        logFormat.use();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> LOG.error("MN-0004 the thread {} ended", thread.getName(), e));
        ServerRuntime server = ServerRuntime.start(config, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
        System.out.println("listening on " + server.url());
        System.out.flush();
        tellOfConsole(server, config.data());
        return STAYS;
    }

    /**
     * Apart from standard output, whose one line programs read; and not where a program collects
     * what is on standard error, as whoever has the link is the administrator.
     */
    private void tellOfConsole(ServerRuntime server, Path directory) {
        if (logFormat == LogFormat.TEXT) {
            System.err.println("console: " + server.newConsoleUrl());
            return;
        }
        Path file = directory.resolve(CONSOLE_LINK);
        try {
            Files.deleteIfExists(file);
            Durable.createOwnersOwn(file);
            Files.writeString(file, server.newConsoleUrl() + "\n");
            LOG.info("a link that signs in to the console is in {}", file);
        } catch (IOException e) {
            LOG.warn("MN-0005 the link to the console could not be written to {}", file, e);
        }
    }

    /** Being asked to end is no failure: the exit status is 0, not that of the signal. */
    private static void stop(ServerRuntime server) {
        LOG.info("stopping");
        Thread closing = new Thread(() -> close(server), "closing");
        closing.start();
        try {
            if (!closing.join(STOP_LIMIT)) {
                // What was answered is on the disk; the rest its senders send again.
                LOG.warn("MN-0003 the server was cut off, not stopped within {}", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void close(ServerRuntime server) {
        try {
            server.close();
            LOG.info("stopped");
        } catch (RuntimeException e) {
            LOG.error("MN-0001 stopping failed", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
