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
import clinic.daybook.server.store.ServerPlatform;
import clinic.daybook.server.store.SqliteDatabase;
import java.time.InstantSource;

/**
 * All of a server that answers desks, before anything of it starts by itself: neither its port nor
 * the thread of its live lines. {@link ServerRuntime} starts them; a simulation brings requests and
 * turns itself.
 */
public final class ServerCore implements AutoCloseable {

    private final SqliteDatabase database;
    private final ServerContext context;
    private final LiveFanOut live;

    private ServerCore(SqliteDatabase database, ServerContext context, LiveFanOut live) {
        this.database = database;
        this.context = context;
        this.live = live;
    }

    /**
     * Opens the store.
     *
     * @throws clinic.daybook.server.store.StorageException when it cannot be opened
     */
    public static ServerCore open(Config config, InstantSource clock, ServerPlatform platform) {
        SqliteDatabase database = SqliteDatabase.open(config.data(), clock, platform);
        EventStore store = database.events();
        AccessStore access = database.access();
        Secrets secrets = new Secrets(platform.random());
        Pins pins = new Pins();
        StreamStates states = new StreamStates(store);
        StaffDirectory staff = new StaffDirectory(store);
        StaffSessions sessions = new StaffSessions(access, staff, pins, secrets, clock);
        Enrolments enrolments =
                new Enrolments(access, store.identity(), secrets, clock, platform.random());
        DeskRegistry desks = new DeskRegistry(access, clock);
        RecentRefusals refusals = new RecentRefusals();
        CommitCounters counters = new CommitCounters();
        CommitService commits =
                new CommitService(store, states, staff, sessions, counters, refusals, clock);
        SystemCommits system = new SystemCommits(store, states, clock, platform.random());
        LiveFanOut live =
                new LiveFanOut(store, desks, clock, platform::nanoTime, config.limits().desks());
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
        return new ServerCore(database, context, live);
    }

    private static boolean shutOut(
            StreamId deskId, Enrolments enrolments, DeskRegistry desks, LiveFanOut live) {
        boolean done = enrolments.revoke(deskId);
        desks.revoked(deskId);
        live.revoked(deskId);
        return done;
    }

    /** What its parts share. */
    public ServerContext context() {
        return context;
    }

    /** The live lines. */
    public LiveFanOut live() {
        return live;
    }

    /** The protocol's routes over HTTP, and those of the given parts; their port is not open. */
    public HttpServer http(Iterable<? extends ServerPart> parts) {
        return new HttpServer(
                new HttpServer.Services(
                        context.store(),
                        context.access(),
                        context.states(),
                        context.commits(),
                        context.counters(),
                        context.enrolments(),
                        context.sessions(),
                        context.desks(),
                        live,
                        context.clock(),
                        context.config().limits(),
                        out -> parts.forEach(part -> part.metrics(out))),
                routes -> parts.forEach(part -> part.routes(routes)));
    }

    /** Closes the store. */
    @Override
    public void close() {
        database.close();
    }
}
