package clinic.daybook.desk.sync;

import clinic.daybook.protocol.PinnedKeys;
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

    /** Lines to the servers that have one of these keys. */
    private record Pinned(PinnedKeys keys, OkHttpClient http) {}

    private final OkHttpClient http;
    // The last ones asked for: others come with an enrolment or a live line, which are rare.
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
     * Shares threads and connections with the others; a line that was opened for some keys is never
     * used for others.
     */
    private OkHttpClient client(Request request) {
        PinnedKeys keys = request.tag(PinnedKeys.class);
        if (keys == null) {
            return http;
        }
        Pinned known = pinned;
        if (known == null || known.keys() != keys) {
            known =
                    new Pinned(
                            keys,
                            http.newBuilder()
                                    .sslSocketFactory(keys.sockets(), keys)
                                    .hostnameVerifier(keys)
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
