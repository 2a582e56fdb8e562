package clinic.daybook.installer.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server through all its lives as a process, on one port with one store. */
public final class ServerProcess implements AutoCloseable {

    private static final String MAIN = "clinic.daybook.server.Main";

    private final Path data;
    private final Path logs;
    private final int port;
    private final List<String> options;
    private final @Nullable String database;
    private @Nullable JavaProcess process;

    /**
     * A server that has not been started.
     *
     * @param all the directory of its data, in {@code server}, and of its logs
     * @param options of its virtual machine
     */
    public ServerProcess(Path all, int port, List<String> options) {
        this(all, port, options, null);
    }

    /**
     * One whose store is elsewhere, for example to be shared.
     *
     * @param database the address of a PostgreSQL database; {@code null}: with the data
     */
    public ServerProcess(Path all, int port, List<String> options, @Nullable String database) {
        this.data = all.resolve("server");
        this.logs = all;
        this.port = port;
        this.options = List.copyOf(options);
        this.database = database;
    }

    /** The port on which it listens. */
    public int port() {
        return port;
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The number by which the system knows it. */
    public long pid() {
        return live().pid();
    }

    boolean running() {
        return process != null;
    }

    /** Whether it is running as it should, or was stopped on purpose. */
    boolean asExpected() {
        return process == null || process.isAlive();
    }

    /** Starts it; {@link #awaitListening} says when it takes requests. */
    public void start() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("server", "--data", data.toString()));
        arguments.addAll(List.of("--port", Integer.toString(port)));
        if (database != null) {
            arguments.addAll(List.of("--database", database));
        }
        process =
                JavaProcess.start(
                        "server",
                        logs.resolve("server.log"),
                        line -> {},
                        options,
                        MAIN,
                        arguments.toArray(String[]::new));
    }

    /** Waits until it takes requests. */
    public void awaitListening() throws InterruptedException {
        live().await("listening", line -> line.startsWith("listening on http://"));
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        live().kill();
        process = null;
    }

    /** SIGTERM. */
    public void stop() throws InterruptedException {
        int status = live().stop();
        process = null;
        if (status != 0) {
            throw new SystemFailure("the server stopped with " + status);
        }
    }

    /** A command of the server's on its store; returns the last line that it printed. */
    public String command(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                database == null
                        ? List.of("--data", data.toString())
                        : List.of("--database", database));
        try (JavaProcess command =
                JavaProcess.start(
                        arguments[0],
                        logs.resolve("command.log"),
                        MAIN,
                        all.toArray(String[]::new))) {
            List<String> said = command.finish();
            return said.isEmpty() ? "" : said.getLast().strip();
        }
    }

    private JavaProcess live() {
        JavaProcess running = process;
        if (running == null) {
            throw new SystemFailure("the server is not running");
        }
        return running;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
