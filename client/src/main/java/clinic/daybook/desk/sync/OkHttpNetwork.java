package clinic.daybook.desk.sync;

import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.PinnedKey;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * The real network. Its dispatcher has a queue without an end of its own; what bounds it is who
 * asks. Of each kind of request there is one at a time: a page of the feed or a board, a page of
 * older events, a push, the verifiers, the store; and of things wanted out of turn a few, as many
 * as the sync's machine asks for at once. A request's timeout is shorter than the time after which
 * it is given up and asked again. An enrolment is a person's.
 */
final class OkHttpNetwork implements DeskNetwork {

    /** Lines to the server that has a key. */
    private record Pinned(KeyPin pin, OkHttpClient http) {}

    private final OkHttpClient http;
    // The last one asked for: a desk has one server, and another only once it is enrolled there.
    private volatile @Nullable Pinned pinned;

    /** Timeouts for connecting, for silence, and for a request as a whole. */
    OkHttpNetwork(Duration connect, Duration silence, Duration call) {
        http =
                new OkHttpClient.Builder()
                        .connectTimeout(connect)
                        .readTimeout(silence)
                        .writeTimeout(silence)
                        .callTimeout(call)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .build();
    }

    @Override
    public Call newCall(Request request) {
        return client(request).newCall(request);
    }

    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return client(request).newWebSocket(request, listener);
    }

    /**
     * Shares threads and connections with the others; a line to one key is never used for another.
     */
    private OkHttpClient client(Request request) {
        KeyPin pin = request.tag(KeyPin.class);
        if (pin == null) {
            return http;
        }
        Pinned known = pinned;
        if (known == null || !known.pin().equals(pin)) {
            PinnedKey key = new PinnedKey(pin);
            known =
                    new Pinned(
                            pin,
                            http.newBuilder()
                                    .sslSocketFactory(key.sockets(), key)
                                    .hostnameVerifier(key)
                                    .build());
            pinned = known;
        }
        return known.http();
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
