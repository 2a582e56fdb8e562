package clinic.daybook.desk.sync;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Failure;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the messages of one live connection. Its end is reported once. */
final class LiveLine extends WebSocketListener {

    /** Who is told; called on a thread of OkHttp's. */
    interface Listener {
        void hello(LiveMessage.Hello hello);

        void events(FeedPage page, long head);

        void heartbeat(LiveMessage.Heartbeat heartbeat);

        void desk(LiveMessage.Desk desk);

        void writeLevel(LiveMessage.WriteLevel level);

        void closed(Failure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveLine.class);
    private static final int NORMAL = 1000;

    private final Listener listener;

    LiveLine(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        boolean understood;
        try {
            understood = read(text);
        } catch (IOException e) {
            understood = false;
        }
        if (!understood) {
            LOG.error("SY-3004: a live message is not what the protocol says");
            socket.cancel();
            listener.closed(Failure.UNREACHABLE);
        }
    }

    /** False when it is garbled. A type that this version does not know is left alone. */
    private boolean read(String message) throws IOException {
        LiveText text = LiveText.of(message);
        return switch (text.type()) {
            case "hello" -> hand(message, LiveMessage.Hello.class, listener::hello);
            case "events" -> {
                List<String> events = text.events();
                Long head = text.head();
                if (events == null || head == null) {
                    yield false;
                }
                listener.events(FeedPage.parse(events), head);
                yield true;
            }
            case "heartbeat" -> hand(message, LiveMessage.Heartbeat.class, listener::heartbeat);
            case "desk" -> hand(message, LiveMessage.Desk.class, listener::desk);
            case "write-level" -> hand(message, LiveMessage.WriteLevel.class, listener::writeLevel);
            case "" -> false;
            default -> {
                LOG.debug("a live message of an unknown type");
                yield true;
            }
        };
    }

    private static <T> boolean hand(String message, Class<T> type, Consumer<T> to)
            throws IOException {
        T value = RecordReader.read(Json.mapper().readTree(message), type).value();
        if (value == null) {
            return false;
        }
        to.accept(value);
        return true;
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        socket.close(NORMAL, null);
        listener.closed(
                switch (code) {
                    case Protocol.CLOSE_REVOKED -> Failure.UNAUTHORISED;
                    case Protocol.CLOSE_STORE_CHANGED -> Failure.STORE_CHANGED;
                    case Protocol.CLOSE_TOO_FAR_BEHIND -> Failure.TOO_FAR_BEHIND;
                    default -> Failure.UNREACHABLE;
                });
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        int status = response == null ? 0 : response.code();
        boolean otherStore =
                response != null
                        && ServerClient.failure(response)
                                .code()
                                .equals(Problem.Codes.STORE_CHANGED);
        listener.closed(
                status == 401
                        ? Failure.UNAUTHORISED
                        : otherStore ? Failure.STORE_CHANGED : Failure.UNREACHABLE);
    }
}
