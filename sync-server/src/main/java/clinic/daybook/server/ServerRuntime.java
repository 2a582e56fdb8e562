package clinic.daybook.server;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Pins;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.CommitCounters;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.RecentRefusals;
import clinic.daybook.server.commit.StaffAdmin;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.server.http.HttpServer;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.EventTail;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.staff.Role;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Several may run in one process; they share nothing. {@link #start} returns once
 * requests are accepted.
 */
public final class ServerRuntime implements AutoCloseable {

    private final ServerContext context;
    private final ConsolePart console;
    private final String bind;
    private final int port;

    // Closed from the last to the first.
    private final Deque<Runnable> running;

    private ServerRuntime(
            ServerContext context,
            ConsolePart console,
            String bind,
            int port,
            Deque<Runnable> running) {
        this.context = context;
        this.console = console;
        this.bind = bind;
        this.port = port;
        this.running = running;
    }

    /**
     * Opens the store and the port.
     *
     * @throws clinic.daybook.server.store.StorageException when the store cannot be opened
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
        SqliteDatabase database = SqliteDatabase.open(config.data(), clock);
        running.push(database::close);
        EventStore store = database.events();
        AccessStore access = database.access();
        Secrets secrets = new Secrets();
        Pins pins = new Pins();
        StreamStates states = new StreamStates(store);
        StaffDirectory staff = new StaffDirectory(store);
        StaffSessions sessions = new StaffSessions(access, staff, pins, secrets, clock);
        Enrolments enrolments = new Enrolments(access, store.identity(), secrets, clock);
        DeskRegistry desks = new DeskRegistry(access, clock);
        RecentRefusals refusals = new RecentRefusals();
        CommitCounters counters = new CommitCounters();
        CommitService commits =
                new CommitService(store, states, staff, sessions, counters, refusals, clock);
        SystemCommits system = new SystemCommits(store, states, clock);
        LiveFanOut live = new LiveFanOut(store, desks, clock);
        ServerContext context =
                new ServerContext(
                        config,
                        clock,
                        store,
                        access,
                        states,
                        staff,
                        sessions,
                        pins,
                        enrolments,
                        desks,
                        refusals,
                        counters,
                        commits,
                        system,
                        new StaffAdmin(system, pins),
                        deskId -> shutOut(deskId, enrolments, desks, live));
        ServerParts parts = ServerParts.of(context);
        HttpServer http =
                new HttpServer(
                        new HttpServer.Services(
                                store,
                                access,
                                states,
                                commits,
                                counters,
                                enrolments,
                                sessions,
                                desks,
                                live,
                                clock,
                                out -> parts.all().forEach(part -> part.metrics(out))),
                        routes -> parts.all().forEach(part -> part.routes(routes)));
        live.start();
        running.push(live::close);
        for (ServerPart part : parts.all()) {
            part.start();
            running.push(part::close);
        }
        http.start(config.bind(), config.port());
        running.push(http::close);
        return new ServerRuntime(context, parts.console(), config.bind(), http.port(), running);
    }

    private static boolean shutOut(
            StreamId deskId, Enrolments enrolments, DeskRegistry desks, LiveFanOut live) {
        boolean done = enrolments.revoke(deskId);
        desks.revoked(deskId);
        live.revoked(deskId);
        return done;
    }

    /** Where it listens, for example {@code http://127.0.0.1:7410}. */
    public String url() {
        String host = bind.indexOf(':') >= 0 ? "[" + bind + "]" : bind;
        return "http://" + host + ":" + port;
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

    /** A new enrolment code; {@code name}: for a desk of that name. */
    public String enrolmentCode(@Nullable String name) {
        return context.enrolments().newCode(name);
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

    /** Stops taking requests, finishes what was begun, closes the store. */
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
