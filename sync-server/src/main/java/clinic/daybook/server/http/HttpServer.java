package clinic.daybook.server.http;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.Limits;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.CommitCounters;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.live.LiveSocket;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.EventStore;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The protocol over HTTP, on Javalin. */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_THREADS = 100;
    private static final int MIN_THREADS = 8;
    private static final int IDLE_THREAD_MILLIS = 60_000;

    /**
     * What the routes work with.
     *
     * @param furtherMetrics adds figures in Prometheus' text form
     */
    public record Services(
            EventStore store,
            AccessStore access,
            StreamStates states,
            CommitService commits,
            CommitCounters counters,
            Enrolments enrolments,
            StaffSessions sessions,
            DeskRegistry desks,
            LiveFanOut live,
            InstantSource clock,
            Limits limits,
            Consumer<StringBuilder> furtherMetrics) {}

    private final Services services;
    private final DeskAuth auth;
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
        this.auth = new DeskAuth(services.access(), services.clock());
        this.live = new LiveUpgrade(auth, services.store(), services.desks(), services.live());
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

    /** Stops taking requests and waits a little for those at work. */
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
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblems(storeId)));
        config.jetty.addConnector(port::open);
        config.jetty.modifyServletContextHandler(live::install);
        routes(config.routes, storeId);
        further.accept(config.routes);
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
        new DeskRoutes(
                        services.store(),
                        services.access(),
                        services.enrolments(),
                        services.sessions(),
                        services.desks())
                .register(routes, auth);
        new CommitRoutes(storeId, services.commits(), services.desks()).register(routes, auth);
        new EventRoutes(services.store(), services.states()).register(routes, auth);
        new OperationsRoutes(
                        services.store(),
                        services.desks(),
                        services.live(),
                        services.counters(),
                        services.furtherMetrics())
                .register(routes);
    }
}
