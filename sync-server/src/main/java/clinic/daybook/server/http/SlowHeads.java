package clinic.daybook.server.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lines on which the head of a request, or the handshake before it, trickles: the idle timeout
 * begins anew with every byte, and would let a few thousand of them use up all connections for
 * ever. A line between two requests may be silent until the idle timeout.
 */
final class SlowHeads extends AbstractLifeCycle {

    private static final long LOOKS = 4;

    /** A line that works at no request: since when, and what had come by then. */
    private record Waiting(long sinceNanos, long requests, long bytes) {}

    private final ServerConnector connector;
    private final long patienceNanos;
    // Touched by one look at a time.
    private final Map<EndPoint, Waiting> waiting = new HashMap<>();
    private volatile Scheduler.@Nullable Task next;

    SlowHeads(ServerConnector connector, Duration patience) {
        this.connector = connector;
        this.patienceNanos = patience.toNanos();
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void lookLater() {
        next =
                connector
                        .getScheduler()
                        .schedule(this::look, patienceNanos / LOOKS, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        Set<EndPoint> open = new HashSet<>(connector.getConnectedEndPoints());
        waiting.keySet().retainAll(open);
        for (EndPoint line : open) {
            HttpConnection http = http(line.getConnection());
            // A live line is no HTTP connection any more; its slowness is the fan-out's business.
            if (http == null || http.getHttpChannel().getRequest() != null) {
                waiting.remove(line);
            } else if (tooSlow(line, http, now)) {
                waiting.remove(line);
                line.close();
            }
        }
        if (isRunning()) {
            lookLater();
        }
    }

    private boolean tooSlow(EndPoint line, HttpConnection http, long now) {
        Waiting here = new Waiting(now, http.getMessagesIn(), http.getBytesIn());
        Waiting before = waiting.putIfAbsent(line, here);
        if (before == null) {
            return false;
        }
        boolean silent = here.requests() > 0 && here.bytes() == before.bytes();
        if (silent || here.requests() > before.requests()) {
            waiting.put(line, here);
            return false;
        }
        return now - before.sinceNanos() > patienceNanos;
    }

    private static @Nullable HttpConnection http(@Nullable Connection connection) {
        return switch (connection) {
            case HttpConnection http -> http;
            case SslConnection ssl -> http(ssl.getSslEndPoint().getConnection());
            case null, default -> null;
        };
    }
}
