package clinic.daybook.server.live;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.LiveMessage.Ack;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.Utf8;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a live line: hands the line to the fan-out and takes what the desk tells of
 * itself. Public because Jetty calls it.
 */
public final class LiveSocket implements Session.Listener.AutoDemanding {

    private static final int MAX_VERSION_TEXT = 64;

    /** Of WebSocket's own close codes: the other end does what it must not. */
    private static final int AGAINST_THE_RULES = 1008;

    /** Several times what a desk tells of itself while thousands of events come. */
    private static final int MOST_MESSAGES = 10_000;

    private static final long MOST_WITHIN_NANOS = 10_000_000_000L;

    /**
     * What the request that opened the line asked for.
     *
     * @param storeId the store that the desk knows; {@code null}: none yet
     * @param after the position up to which the desk has everything
     */
    public record Opening(StreamId deskId, @Nullable String storeId, long after) {}

    private final EventStore store;
    private final DeskRegistry desks;
    private final LiveFanOut fanOut;
    private final Opening opening;
    private volatile @Nullable LiveConnection connection;
    // Of whoever reads the line, which is one thread at a time.
    private long windowNanos;
    private int messages;

    /** One line, as it was asked for. */
    public LiveSocket(EventStore store, DeskRegistry desks, LiveFanOut fanOut, Opening opening) {
        this.store = store;
        this.desks = desks;
        this.fanOut = fanOut;
        this.opening = opening;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        LiveConnection opened =
                new LiveConnection(
                        session, opening.deskId(), opening.after(), fanOut::wake, fanOut.nanos());
        String asked = opening.storeId();
        if (asked != null && !asked.equals(store.storeId())) {
            opened.close(Protocol.CLOSE_STORE_CHANGED, "store-changed");
            return;
        }
        connection = opened;
        fanOut.add(opened);
    }

    /** What is not understood is a newer desk's, and ignored. */
    @Override
    public void onWebSocketText(String text) {
        LiveConnection open = connection;
        if (open != null && tooMany()) {
            open.close(AGAINST_THE_RULES, "too many messages");
            return;
        }
        try {
            JsonNode json = Json.mapper().readTree(text);
            if (!json.path("type").asText().equals("ack")) {
                return;
            }
            Ack ack = RecordReader.read(json, Ack.class).value();
            if (ack != null && plausible(ack)) {
                desks.acknowledged(opening.deskId(), ack);
            }
        } catch (JacksonException notJson) {
            return;
        }
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        end();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        end();
    }

    private void end() {
        LiveConnection ended = connection;
        if (ended != null) {
            fanOut.remove(ended);
        }
    }

    private boolean tooMany() {
        long now = fanOut.nanos().getAsLong();
        if (messages == 0 || now - windowNanos > MOST_WITHIN_NANOS) {
            windowNanos = now;
            messages = 0;
        }
        return ++messages > MOST_MESSAGES;
    }

    private boolean plausible(Ack ack) {
        return ack.position() >= 0
                && reached(ack.position())
                && ack.pending() >= 0
                && ack.needsYou() >= 0
                && (ack.level() == null || ack.level() >= 1)
                && ack.appVersion().length() <= MAX_VERSION_TEXT
                && ack.appVersion().chars().noneMatch(Character::isISOControl)
                && Utf8.wellFormed(ack.appVersion());
    }

    /** A desk may have read from another server what this one has not heard of yet. */
    private boolean reached(long position) {
        return position <= store.head() || position <= store.currentHead();
    }
}
