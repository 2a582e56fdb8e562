package clinic.daybook.server.http;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.Limits;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.insight.Metrics;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.live.LiveSocket;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.tls.ServerPins;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocol over HTTP, on Javalin. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** How many requests are worked on at a time: each may hold a body and its answer. */
    private static final int AT_A_TIME = 100;

    private static final int MAX_THREADS = 100;
    private static final int MIN_THREADS = 8;
    private static final int IDLE_THREAD_MILLIS = 60_000;

    /**
     * What the routes work with.
     *
     * @param metrics of the server; requests are counted there
     */
    public record Services(
            EventStore store,
            AccessStore access,
            StreamStates states,
            CommitService commits,
            Enrolments enrolments,
            StaffSessions sessions,
            DeskRegistry desks,
            ServerPins pins,
            LiveFanOut live,
            InstantSource clock,
            Limits limits,
            Metrics metrics) {}

    private final Services services;
    private final DeskAuth auth;
    private final Gate gate = new Gate();
    private final LiveUpgrade live;
    private final Port port;
    private final Javalin javalin;

    /**
     * Builds the server; {@link #start} opens its port.
     *
     * @param further routes beside those of the protocol
     */
    public HttpServer(Services services, Consumer<JavalinDefaultRoutingApi> further) {
        this.services = services;
        this.auth = new DeskAuth(services.access(), services.desks(), services.clock());
        this.live =
                new LiveUpgrade(
                        auth,
                        gate,
                        services.store(),
                        services.desks(),
                        services.live(),
                        services.metrics());
        this.port = new Port(services.limits());
        this.javalin = Javalin.create(config -> configure(config, further));
    }

    /**
     * Opens the port; 0 takes a free one.
     *
     * @param tls encrypts what goes over it; {@code null}: nothing does
     */
    public void start(String address, int number, SslContextFactory.@Nullable Server tls) {
        port.at(address, number, tls);
        javalin.start();
    }

    /** The port that is open. */
    public int port() {
        return javalin.port();
    }

    /** All routes but the live lines, for who brings requests in another way than by the port. */
    public Servlet routes() {
        return javalin.javalinServlet();
    }

    /**
     * Opens a live line that came in another way than by the port.
     *
     * @param opened is given the line's end here; it is to be told what comes of the line
     */
    public void live(
            HttpServletRequest request, HttpServletResponse answer, Consumer<LiveSocket> opened)
            throws IOException {
        live.open(
                request,
                answer,
                socket -> {
                    opened.accept(socket);
                    return true;
                });
    }

    /**
     * Refuses new requests of desks, and waits until those that were let in before have their
     * answers, but not longer than the given time. Who watches the server is still answered.
     */
    public void drain(Duration most) {
        gate.shut();
        try {
            if (!gate.awaitEmpty(most)) {
                LOG.warn("HT-0002 some requests were still at work after {}; they are cut", most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the port, and with it all requests that are still at work. */
    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config, Consumer<JavalinDefaultRoutingApi> further) {
        String storeId = services.store().storeId();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = false;
        config.http.prefer405over404 = true;
        // Lists of events are compressed as they are written; other answers are short.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        QueuedThreadPool threads =
                new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MILLIS);
        threads.setName("http");
        // A request mostly waits, for the disk or for its line; a virtual thread waits for less.
        VirtualThreadPool requests = new VirtualThreadPool(AT_A_TIME);
        requests.setName("http-request");
        threads.setVirtualThreadsExecutor(requests);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.addBean(requests);
            server.setErrorHandler(new JettyProblems(storeId));
            server.setHandler(gate);
        });
        config.jetty.addConnector(port::open);
        config.jetty.modifyServletContextHandler(live::install);
        config.requestLogger.http(
                (ctx, _) -> services.metrics().answered(template(ctx), ctx.statusCode()));
        routes(config.routes, storeId);
        further.accept(config.routes);
    }

    /** The path as it was registered: what was asked for may be anything. */
    private static String template(Context ctx) {
        Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }

    private Instant now() {
        return services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void routes(JavalinDefaultRoutingApi routes, String storeId) {
        Problems.register(routes);
        Pace.install(routes, services.limits().patience());
        routes.before(ctx -> {
            ctx.header(Protocol.STORE_HEADER, storeId);
            ctx.header(Protocol.TIME_HEADER, now().toString());
        });
        routes.before("/v1/*", _ -> gate.check());
        new DeskRoutes(
                        services.store(),
                        services.access(),
                        services.enrolments(),
                        services.sessions(),
                        services.desks(),
                        services.pins())
                .register(routes, auth);
        new CommitRoutes(storeId, services.commits(), services.desks()).register(routes, auth);
        new EventRoutes(services.store(), services.states()).register(routes, auth);
        new OperationsRoutes(services.store(), gate, services.metrics()).register(routes);
        ProtocolDocuments.register(routes);
    }
}
