package clinic.daybook.server;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Pins;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.AppendTimes;
import clinic.daybook.server.commit.CommitCounters;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.RecentRefusals;
import clinic.daybook.server.commit.StaffAdmin;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.server.http.HttpServer;
import clinic.daybook.server.insight.Metrics;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.live.SharedDesks;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.ServerPlatform;
import clinic.daybook.server.tls.ServerPins;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * All of a server that answers desks, before anything of it starts by itself: neither its port nor
 * the thread of its live lines. {@link ServerRuntime} starts them; a simulation brings requests and
 * turns itself.
 */
public final class ServerCore implements AutoCloseable {

    private final Database database;
    private final ServerContext context;
    private final LiveFanOut live;
    private final Metrics metrics;
    private final ServerPins pins;
    private final @Nullable SharedDesks shared;

    private ServerCore(
            Database database,
            ServerContext context,
            LiveFanOut live,
            Metrics metrics,
            ServerPins pins,
            @Nullable SharedDesks shared) {
        this.database = database;
        this.context = context;
        this.live = live;
        this.metrics = metrics;
        this.pins = pins;
        this.shared = shared;
    }

    /**
     * Opens the store.
     *
     * @throws clinic.daybook.server.store.StorageException when it cannot be opened
     */
    public static ServerCore open(Config config, InstantSource clock, ServerPlatform platform) {
        Database database = Database.open(config.store(), clock, platform);
        ServerCore opened = null;
        try {
            opened = over(database, config, clock, platform);
            return opened;
        } finally {
            if (opened == null) {
                database.close();
            }
        }
    }

    private static ServerCore over(
            Database database, Config config, InstantSource clock, ServerPlatform platform) {
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
        Metrics metrics = new Metrics();
        CommitService commits =
                new CommitService(
                        store,
                        states,
                        staff,
                        sessions,
                        counters,
                        new AppendTimes(
                                platform::nanoTime,
                                metrics.durations(
                                        "daybook_append_seconds",
                                        "From handing commits to the store until they are on the"
                                                + " disk.")),
                        refusals,
                        clock);
        SystemCommits system = new SystemCommits(store, states, clock, platform.random());
        ServerPins serverPins = new ServerPins(access, database.shared(), clock);
        LiveFanOut live =
                new LiveFanOut(
                        store,
                        desks,
                        serverPins,
                        clock,
                        platform::nanoTime,
                        config.limits().desks());
        ServerContext context =
                new ServerContext(
                        config,
                        clock,
                        database,
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
        figures(metrics, context, live);
        SharedDesks shared =
                database.shared()
                        ? new SharedDesks(
                                Uuid7.of(clock.instant(), platform.random()).toString(),
                                access,
                                desks,
                                serverPins,
                                live,
                                clock)
                        : null;
        return new ServerCore(database, context, live, metrics, serverPins, shared);
    }

    private static void figures(Metrics metrics, ServerContext context, LiveFanOut live) {
        EventStore store = context.store();
        DeskRegistry desks = context.desks();
        metrics.gauge("daybook_head_position", "The newest position of the store.", store::head);
        metrics.gauge(
                "daybook_store_bytes",
                "What the store takes of its disk.",
                context.database()::bytes);
        metrics.gauge(
                "daybook_writes_waiting", "Writes that wait for the store.", store::waitingWrites);
        metrics.gauge("daybook_desks", "Enrolled desks.", () -> desks.list().size());
        metrics.gauge("daybook_desks_online", "Desks with a live line.", desks::online);
        metrics.gauges(
                "daybook_desk_lag",
                "Events that a desk had not applied when it last told.",
                "desk",
                () -> desks.lags(store.head()));
        metrics.gauge("daybook_live_connections", "Live lines.", live::size);
        metrics.counters(
                "daybook_commits_total",
                "Commits by their result.",
                "result",
                context.counters()::totals);
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

    /** Its figures. */
    Metrics metrics() {
        return metrics;
    }

    /** The live lines. */
    public LiveFanOut live() {
        return live;
    }

    /** By what desks know this server and those that share its store. */
    ServerPins pins() {
        return pins;
    }

    /** What is shared with other servers; {@code null}: there are none. */
    @Nullable SharedDesks shared() {
        return shared;
    }

    /** The protocol's routes over HTTP, and those of the given parts; their port is not open. */
    public HttpServer http(Iterable<? extends ServerPart> parts) {
        parts.forEach(part -> part.metrics(metrics));
        return new HttpServer(
                new HttpServer.Services(
                        context.store(),
                        context.access(),
                        context.states(),
                        context.commits(),
                        context.enrolments(),
                        context.sessions(),
                        context.desks(),
                        pins,
                        live,
                        context.clock(),
                        context.config().limits(),
                        metrics),
                routes -> parts.forEach(part -> part.routes(routes)));
    }

    /** Closes the store. */
    @Override
    public void close() {
        database.close();
    }
}
