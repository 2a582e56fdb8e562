package clinic.daybook.server.http;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.insight.Metrics;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.live.LiveSocket;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StorageException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;

/**
 * Opens live lines. A filter before Javalin: its own upgrade gives a refused desk no document, and
 * keeps an HTTP session for each accepted one.
 */
final class LiveUpgrade implements Filter {

    private static final String PATH = "/v1/live";
    private static final int MAX_MESSAGE = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(90);

    /** Makes a live line of a request. */
    @FunctionalInterface
    interface Upgrade {

        /** False when the request is no handshake. */
        boolean upgrade(LiveSocket socket) throws IOException;
    }

    private final DeskAuth auth;
    private final Gate gate;
    private final EventStore store;
    private final DeskRegistry desks;
    private final LiveFanOut fanOut;
    private final Metrics metrics;

    LiveUpgrade(
            DeskAuth auth,
            Gate gate,
            EventStore store,
            DeskRegistry desks,
            LiveFanOut fanOut,
            Metrics metrics) {
        this.auth = auth;
        this.gate = gate;
        this.store = store;
        this.desks = desks;
        this.fanOut = fanOut;
        this.metrics = metrics;
    }

    void install(ServletContextHandler context) {
        context.addFilter(new FilterHolder(this), PATH, EnumSet.of(DispatcherType.REQUEST));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        open(
                http,
                answer,
                socket -> {
                    JettyWebSocketServerContainer container =
                            JettyWebSocketServerContainer.getContainer(http.getServletContext());
                    container.setMaxTextMessageSize(MAX_MESSAGE);
                    container.setMaxBinaryMessageSize(MAX_MESSAGE);
                    container.setMaxFrameSize(MAX_MESSAGE);
                    container.setIdleTimeout(IDLE);
                    try {
                        return container.upgrade((_, _) -> socket, http, answer);
                    } catch (IllegalArgumentException noAddress) {
                        // Jetty asks more of a handshake's address than of any other.
                        throw HttpProblem.malformed("the address has characters that it must not");
                    }
                });
    }

    /** Opens a line, or answers why not. */
    void open(HttpServletRequest request, HttpServletResponse answer, Upgrade upgrade)
            throws IOException {
        answer.setHeader(Protocol.STORE_HEADER, store.storeId());
        try {
            LiveSocket.Opening opening = opening(request);
            boolean upgraded = upgrade.upgrade(new LiveSocket(store, desks, fanOut, opening));
            if (!upgraded && !answer.isCommitted()) {
                throw HttpProblem.malformed("this is no WebSocket handshake of version 13");
            }
        } catch (HttpProblem | StorageException e) {
            Problems.write(answer, Problems.of(e, "GET " + PATH));
        } finally {
            metrics.answered(PATH, answer.getStatus());
        }
    }

    private LiveSocket.Opening opening(HttpServletRequest request) {
        gate.check();
        StreamId deskId = auth.deskOf(request.getHeader("Authorization"));
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw HttpProblem.of(426, "upgrade-required", "this route is a WebSocket");
        }
        if (!fanOut.hasRoom()) {
            throw HttpProblem.later(
                    503,
                    Problem.Codes.OVERLOADED,
                    "too many live lines; try again",
                    Duration.ofSeconds(5));
        }
        long after = Numbers.number(request.getParameter("after"), "after", 0, 0, Long.MAX_VALUE);
        return new LiveSocket.Opening(deskId, request.getParameter("store"), after);
    }
}
