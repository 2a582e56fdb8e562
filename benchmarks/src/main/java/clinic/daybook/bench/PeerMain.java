package clinic.daybook.bench;

import io.javalin.Javalin;
import io.javalin.websocket.WsContext;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * What the server is held against: Javalin with a POST that does nothing, and Javalin and
 * Java-WebSocket passing on to all what one of their lines says. Prints its port.
 */
public final class PeerMain {

    /** Stands before the port. */
    static final String PORT = "peer at port ";

    /** Javalin. */
    static final String JAVALIN = "javalin";

    /** Java-WebSocket. */
    static final String JAVA_WEBSOCKET = "java-websocket";

    /** The path of the POST that does nothing. */
    static final String EMPTY = "/empty";

    /** The path of live lines. */
    static final String LIVE = "/live";

    private static final int MOST_CONNECTIONS = 2_000;

    private PeerMain() {}

    /** {@code arguments}: which of them. */
    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case JAVALIN -> javalin();
            case JAVA_WEBSOCKET -> new Broadcaster().start();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void javalin() {
        Set<WsContext> lines = ConcurrentHashMap.newKeySet();
        Javalin javalin =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post(EMPTY, ctx -> {});
                    config.routes.ws(
                            LIVE,
                            ws -> {
                                ws.onConnect(lines::add);
                                ws.onClose(lines::remove);
                                ws.onMessage(
                                        said -> lines.forEach(line -> line.send(said.message())));
                            });
                });
        javalin.start("127.0.0.1", 0);
        System.out.println(PORT + javalin.port());
    }

    private static final class Broadcaster extends WebSocketServer {

        Broadcaster() {
            super(new InetSocketAddress("127.0.0.1", 0));
            setConnectionLostTimeout(0);
            setMaxPendingConnections(MOST_CONNECTIONS);
            setTcpNoDelay(true);
        }

        @Override
        public void onOpen(WebSocket line, ClientHandshake handshake) {
            // Known to the library, which passes on to all that are.
        }

        @Override
        public void onClose(WebSocket line, int code, String reason, boolean remote) {
            // As above.
        }

        @Override
        public void onMessage(WebSocket line, String message) {
            broadcast(message);
        }

        @Override
        public void onError(WebSocket line, Exception e) {
            System.err.println("java-websocket: " + e);
        }

        @Override
        public void onStart() {
            System.out.println(PORT + getPort());
        }
    }
}
