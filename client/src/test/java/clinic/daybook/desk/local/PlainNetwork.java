package clinic.daybook.desk.local;

import clinic.daybook.desk.sync.DeskNetwork;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** The real network, and a place in it where nobody listens. */
final class PlainNetwork implements DeskNetwork {

    static final Enrolled NOWHERE = new Enrolled("http://localhost:1", "token", "store-1");

    private final OkHttpClient http = new OkHttpClient();

    @Override
    public Call newCall(Request request) {
        return http.newCall(request);
    }

    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener listener) {
        return http.newWebSocket(request, listener);
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
