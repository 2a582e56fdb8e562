package clinic.daybook.server.live;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.LiveMessage.Ack;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.EventStore;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import org.jspecify.annotations.Nullable;

/** The WebSocket's end at the server: who came is known already when it opens. */
public final class LiveRoute {

    private static final String CONNECTION = "daybook.live";
    private static final int MAX_VERSION_TEXT = 64;

    private final EventStore store;
    private final DeskRegistry desks;
    private final LiveFanOut fanOut;

    /** What a request to open a line asks for. */
    public record Opening(StreamId deskId, @Nullable String storeId, long after) {}

    /** Finds what the upgrade request asked for. */
    @FunctionalInterface
    public interface Openings {
        /** Of the request that led to this line. */
        Opening of(WsContext ctx);
    }

    /** Lines are handed to the fan-out. */
    public LiveRoute(EventStore store, DeskRegistry desks, LiveFanOut fanOut) {
        this.store = store;
        this.desks = desks;
        this.fanOut = fanOut;
    }

    /** Sets up the handlers of a line. */
    public void configure(WsConfig ws, Openings openings) {
        ws.onConnect(ctx -> open(ctx, openings.of(ctx)));
        ws.onMessage(
                ctx -> {
                    LiveConnection connection = ctx.attribute(CONNECTION);
                    if (connection != null) {
                        message(connection.deskId(), ctx.message());
                    }
                });
        ws.onClose(LiveRoute.this::end);
        ws.onError(LiveRoute.this::end);
    }

    private void open(WsContext ctx, Opening opening) {
        LiveConnection connection =
                new LiveConnection(
                        ctx.session, opening.deskId(), opening.after(), fanOut::wake);
        String asked = opening.storeId();
        if (asked != null && !asked.equals(store.storeId())) {
            connection.close(Protocol.CLOSE_STORE_CHANGED, "store-changed");
            return;
        }
        ctx.attribute(CONNECTION, connection);
        fanOut.add(connection);
    }

    private void end(WsContext ctx) {
        LiveConnection connection = ctx.attribute(CONNECTION);
        if (connection != null) {
            fanOut.remove(connection);
        }
    }

    /** Takes what a desk tells of itself; what is not understood is a newer desk's and ignored. */
    private void message(StreamId deskId, String text) {
        try {
            JsonNode json = Json.mapper().readTree(text);
            if (!json.path("type").asText().equals("ack")) {
                return;
            }
            Ack ack = RecordReader.read(json, Ack.class).value();
            if (ack != null && plausible(ack)) {
                desks.acknowledged(deskId, ack);
            }
        } catch (JacksonException notJson) {
            return;
        }
    }

    private boolean plausible(Ack ack) {
        return ack.position() >= 0
                && ack.position() <= store.head()
                && ack.pending() >= 0
                && ack.needsYou() >= 0
                && ack.appVersion().length() <= MAX_VERSION_TEXT;
    }
}
