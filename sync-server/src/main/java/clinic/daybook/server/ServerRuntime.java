package clinic.daybook.server;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.server.http.HttpServer;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.live.SharedDesks;
import clinic.daybook.server.store.EventTail;
import clinic.daybook.server.store.ServerPlatform;
import clinic.daybook.server.tls.ServerTls;
import clinic.daybook.staff.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Several may run in one process; they share nothing. {@link #start} returns once
 * requests are accepted.
 */
public final class ServerRuntime implements AutoCloseable {

    /** How long requests that were let in may take to get their answers when the server ends. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ServerContext context;
    private final ConsolePart console;
    private final String bind;
    private final @Nullable ServerTls tls;
    private final int port;

    // Closed from the last to the first.
    private final Deque<Runnable> running;

    private ServerRuntime(
            ServerContext context,
            ConsolePart console,
            String bind,
            @Nullable ServerTls tls,
            int port,
            Deque<Runnable> running) {
        this.context = context;
        this.console = console;
        this.bind = bind;
        this.tls = tls;
        this.port = port;
        this.running = running;
    }

    /**
     * Opens the store and the port.
     *
     * @throws clinic.daybook.server.store.StorageException when the store cannot be opened
     * @throws clinic.daybook.server.tls.TlsRefused when its key cannot be used
     * @throws io.javalin.util.JavalinException when the port cannot be opened
     */
    public static ServerRuntime start(Config config, InstantSource clock) {
        Deque<Runnable> running = new ArrayDeque<>();
        boolean started = false;
        try {
            ServerRuntime runtime = start(config, clock, running);
            started = true;
            return runtime;
        } finally {
            if (!started) {
                closeAll(running);
            }
        }
    }

    private static ServerRuntime start(
            Config config, InstantSource clock, Deque<Runnable> running) {
        ServerCore core = ServerCore.open(config, clock, ServerPlatform.installed());
        running.push(core::close);
        ServerContext context = core.context();
        ServerParts parts = ServerParts.of(context);
        HttpServer http = core.http(parts.all());
        core.metrics().machine();
        core.metrics().build(version());
        SharedDesks shared = core.shared();
        if (shared != null) {
            running.push(shared::close);
        }
        ServerTls tls = ServerTls.of(config.tls(), config.data(), config.bind(), clock.instant());
        if (tls != null) {
            running.push(tls::close);
            core.pins().serve(tls::pin);
        }
        // Before anybody can ask: who enrols is told of all keys, this server's included.
        core.pins().share();
        for (ServerPart part : parts.all()) {
            part.start();
            running.push(part::close);
        }
        http.start(config.bind(), config.port(), tls == null ? null : tls.factory());
        running.push(http::close);
        LiveFanOut live = core.live();
        live.start();
        running.push(live::close);
        if (shared != null) {
            shared.start();
        }
        running.push(() -> http.drain(DRAIN));
        return new ServerRuntime(
                context, parts.console(), config.bind(), tls, http.port(), running);
    }

    /** As packaged; from a directory of classes there is none. */
    private static String version() {
        String version = ServerRuntime.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Where it listens, for example {@code http://127.0.0.1:7410}; https where it encrypts. */
    public String url() {
        String host = bind.indexOf(':') >= 0 ? "[" + bind + "]" : bind;
        return (tls == null ? "http://" : "https://") + host + ":" + port;
    }

    /**
     * The address of a new link that signs in to the console whoever opens it first within a day.
     * To be shown to the administrator alone.
     */
    public String newConsoleUrl() {
        return url() + console.newSignInPath();
    }

    /** The port on which it listens. */
    public int port() {
        return port;
    }

    /** A new enrolment code as it is given out; {@code name}: for a desk of that name. */
    public String enrolmentCode(@Nullable String name) {
        String code = context.enrolments().newCode(name);
        return EnrolmentCode.of(code, tls == null ? null : tls.pin()).text();
    }

    /** Makes a member of staff known; returns their id. */
    public StreamId addStaff(String name, Role role, String pin) {
        return context.staffAdmin().hire(name, role, pin);
    }

    /** The log, to be read by position. */
    public EventTail tail() {
        return context.store();
    }

    /** What its parts share. */
    public ServerContext context() {
        return context;
    }

    /**
     * Refuses new requests, answers those that were taken, says goodbye to the live lines, saves
     * how far others were told, closes the port and the store. Takes seconds at most.
     */
    @Override
    public void close() {
        closeAll(running);
    }

    private static void closeAll(Deque<Runnable> running) {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }
}
