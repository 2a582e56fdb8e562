package clinic.daybook.desk.sync;

import okhttp3.Call;
import okhttp3.WebSocket;

/**
 * The network as a desk uses it: requests and live lines, in OkHttp's own terms. A simulation puts
 * one in its place that loses, delays and cuts.
 */
public interface DeskNetwork extends Call.Factory, WebSocket.Factory, AutoCloseable {

    /** Ends all requests and connections. */
    @Override
    void close();
}
