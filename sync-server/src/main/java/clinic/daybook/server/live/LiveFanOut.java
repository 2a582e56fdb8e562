package clinic.daybook.server.live;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.server.store.WireEvent;
import clinic.daybook.server.tls.ServerPins;
import com.fasterxml.jackson.core.JacksonException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all live connections what is new. One thread reads the tail and hands out; it never waits
 * for a socket. Connections at the same position share what was read for the first of them.
 */
public final class LiveFanOut implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFanOut.class);

    /** Of WebSocket's own close codes: come back later. */
    private static final int TRY_AGAIN_LATER = 1013;

    private static final long TURN_MILLIS = 250;
    private static final long STOP_MILLIS = 5_000;
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DESK_NEWS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long HEARTBEAT_NANOS =
            TimeUnit.SECONDS.toNanos(Protocol.HEARTBEAT_SECONDS);

    // Room for the message's own braces and names beside its events.
    private static final int EVENT_BYTES = Protocol.MAX_LIVE_BYTES - 256;

    private record Batch(String message, long last) {}

    private final EventStore store;
    private final DeskRegistry desks;
    private final ServerPins pins;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final int most;
    // Served in the order in which they came.
    private final Set<LiveConnection> connections = new CopyOnWriteArraySet<>();
    private final Thread fanOut = new Thread(this::run, "live-fan-out");
    private final Object signal = new Object();
    private boolean signalled;
    private volatile boolean stopped;

    // Touched by the fan-out's thread alone.
    private long lastHeartbeat;
    private long lastDeskNews;
    private long lastLevelLook;
    private long lastShutOutLook;
    private int writeLevel;
    private @Nullable List<String> serverPins;

    /**
     * Reads from the store; {@link #start} begins.
     *
     * @param nanos a time that nobody sets
     * @param most so many lines are served at a time
     */
    public LiveFanOut(
            EventStore store,
            DeskRegistry desks,
            ServerPins pins,
            InstantSource clock,
            LongSupplier nanos,
            int most) {
        this.store = store;
        this.desks = desks;
        this.pins = pins;
        this.clock = clock;
        this.nanos = nanos;
        this.most = most;
        this.lastHeartbeat = nanos.getAsLong();
        this.lastDeskNews = lastHeartbeat;
        this.lastShutOutLook = lastHeartbeat;
    }

    /** Starts its thread. */
    public void start() {
        fanOut.start();
        store.onHead(this::wakeForLines);
    }

    /** Whether one more connection may come. */
    public boolean hasRoom() {
        return !stopped && connections.size() < most;
    }

    /** How many there are. */
    public int size() {
        return connections.size();
    }

    /** Closes the connections of a desk that was shut out. */
    public void revoked(StreamId deskId) {
        for (LiveConnection connection : connections) {
            if (connection.deskId().equals(deskId)) {
                connection.close(Protocol.CLOSE_REVOKED, "revoked");
            }
        }
    }

    /** Several may have been told at once that there is room. */
    synchronized void add(LiveConnection connection) {
        if (!hasRoom()) {
            connection.close(TRY_AGAIN_LATER, "too many live lines");
            return;
        }
        connections.add(connection);
        desks.connected(connection.deskId());
        wake();
    }

    void remove(LiveConnection connection) {
        connection.ended();
        if (connections.remove(connection)) {
            desks.disconnected(connection.deskId());
            wake();
        }
    }

    /** The time by which lines count as slow. */
    LongSupplier nanos() {
        return nanos;
    }

    void wake() {
        synchronized (signal) {
            signalled = true;
            signal.notifyAll();
        }
    }

    /** Says goodbye to all and ends the thread. */
    @Override
    public void close() {
        stopped = true;
        wake();
        try {
            fanOut.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (LiveConnection connection : connections) {
            connection.close(StatusCode.SHUTDOWN, "the server stops");
        }
        awaitGoodbyes();
        saveDesks();
    }

    /** Until the other ends have heard it: who closes the port first cuts them off. */
    private void awaitGoodbyes() {
        long end = System.nanoTime() + GOODBYE_NANOS;
        synchronized (signal) {
            try {
                for (long left = GOODBYE_NANOS; left > 0 && !connections.isEmpty(); ) {
                    TimeUnit.NANOSECONDS.timedWait(signal, left);
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A line that comes now wakes it by itself, and what is new stands in the store before. */
    private void wakeForLines() {
        if (!connections.isEmpty()) {
            wake();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                awaitSignal();
                try {
                    turn();
                } catch (StorageException e) {
                    // Nobody's cursor has moved; the next turn reads again.
                    LOG.error("LV-0002 reading events for live connections failed", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.error("LV-0003 the live fan-out was interrupted");
        } catch (RuntimeException | Error e) {
            LOG.error("LV-0004 the live fan-out ended; desks fall back to asking", e);
            connections.forEach(c -> c.close(1011, "LV-0004"));
            throw e;
        }
    }

    private void awaitSignal() throws InterruptedException {
        synchronized (signal) {
            if (!signalled) {
                signal.wait(TURN_MILLIS);
            }
            signalled = false;
        }
    }

    /**
     * Tells everybody what they do not know yet. What its own thread does over and over; called
     * where that was not started.
     *
     * @throws StorageException when the tail cannot be read; nobody's cursor has moved then
     */
    public void turn() {
        long now = nanos.getAsLong();
        long head = store.head();
        tellDesks(now);
        tellWriteLevel(now);
        tellServerPins();
        closeShutOut(now);
        boolean heartbeat = now - lastHeartbeat >= HEARTBEAT_NANOS;
        String beat = heartbeat ? json(new LiveMessage.Heartbeat(head, now())) : "";
        Map<Long, Batch> read = new HashMap<>();
        for (LiveConnection connection : connections) {
            if (connection.lingering(now)) {
                connection.tearDown();
            } else if (connection.tooSlow(now)) {
                connection.close(Protocol.CLOSE_TOO_SLOW, "too slow");
            } else {
                serve(connection, head, read);
                if (heartbeat && connection.greeted()) {
                    connection.send(beat);
                }
            }
        }
        if (heartbeat) {
            lastHeartbeat = now;
            saveDesks();
        }
    }

    private void serve(LiveConnection connection, long head, Map<Long, Batch> read) {
        if (!connection.greeted() && !greet(connection, head)) {
            return;
        }
        while (connection.cursor() < head && connection.ready()) {
            if (LiveConnection.tooFarBehind(connection.cursor(), head)) {
                connection.close(Protocol.CLOSE_TOO_FAR_BEHIND, "too far behind");
                return;
            }
            Batch batch = read.computeIfAbsent(connection.cursor(), c -> batch(c, head));
            connection.send(batch.message());
            connection.movedTo(batch.last());
            if (connection.tooSlow(nanos.getAsLong())) {
                connection.close(Protocol.CLOSE_TOO_SLOW, "too slow");
                return;
            }
        }
        if (connection.cursor() >= head) {
            connection.caughtUp();
        }
    }

    private boolean greet(LiveConnection connection, long head) {
        // A desk may have read from another server what this one has not heard of yet.
        long now = connection.cursor() > head ? store.currentHead() : head;
        if (connection.cursor() > now) {
            connection.close(Protocol.CLOSE_STORE_CHANGED, "store-changed");
            return false;
        }
        if (LiveConnection.tooFarBehind(connection.cursor(), now)) {
            connection.close(Protocol.CLOSE_TOO_FAR_BEHIND, "too far behind");
            return false;
        }
        connection.send(json(new LiveMessage.Hello(store.storeId(), now, writeLevel, serverPins)));
        for (DeskRegistry.DeskState desk : desks.list()) {
            connection.send(json(desk.message()));
        }
        connection.greet();
        return true;
    }

    /** Comings and goings at once; how far desks have read at most once a second. */
    private void tellDesks(long now) {
        if (!desks.urgent() && now - lastDeskNews < DESK_NEWS_NANOS) {
            return;
        }
        lastDeskNews = now;
        List<String> news = new ArrayList<>();
        for (DeskRegistry.DeskState desk : desks.takeChanged()) {
            news.add(json(desk.message()));
        }
        for (LiveConnection connection : connections) {
            if (connection.greeted()) {
                news.forEach(connection::send);
            }
        }
    }

    /**
     * The level may have been raised in the console or, by another process, on the command line.
     */
    private void tellWriteLevel(long now) {
        if (writeLevel != 0 && now - lastLevelLook < DESK_NEWS_NANOS) {
            return;
        }
        lastLevelLook = now;
        int before = writeLevel;
        writeLevel = store.writeLevel();
        if (before == 0 || before == writeLevel) {
            return;
        }
        LOG.info("the write level is {} now; it was {}", writeLevel, before);
        tell(new LiveMessage.WriteLevel(writeLevel));
    }

    /** A server with a key of its own has come, or one has been gone for long. */
    private void tellServerPins() {
        List<String> now = pins.texts();
        if (Objects.equals(now, serverPins)) {
            return;
        }
        serverPins = now;
        if (now != null) {
            tell(new LiveMessage.ServerPins(now));
        }
    }

    private void tell(LiveMessage news) {
        String message = json(news);
        for (LiveConnection connection : connections) {
            if (connection.greeted()) {
                connection.send(message);
            }
        }
    }

    /** A desk may have been shut out by another process; whoever does it here tells by itself. */
    private void closeShutOut(long now) {
        if (now - lastShutOutLook < DESK_NEWS_NANOS) {
            return;
        }
        lastShutOutLook = now;
        for (StreamId deskId : desks.shutOutElsewhere()) {
            desks.revoked(deskId);
            revoked(deskId);
        }
    }

    private Batch batch(long after, long head) {
        List<WireEvent> events = store.page(after, head, Protocol.MAX_LIVE_EVENTS, EVENT_BYTES);
        if (events.isEmpty()) {
            throw new StorageException("no event after a position below the head");
        }
        StringBuilder message = new StringBuilder("{\"type\":\"events\",\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                message.append(',');
            }
            message.append(events.get(i).json());
        }
        message.append("],\"head\":").append(head).append('}');
        return new Batch(message.toString(), events.getLast().position());
    }

    private void saveDesks() {
        try {
            desks.save();
        } catch (StorageException e) {
            LOG.warn("LV-0005 what desks said of themselves could not be kept", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String json(LiveMessage message) {
        try {
            return Json.mapper().writeValueAsString(message);
        } catch (JacksonException e) {
            throw new IllegalStateException("a live message is JSON", e);
        }
    }
}
