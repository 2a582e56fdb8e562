package clinic.daybook.simulation;

import clinic.daybook.server.live.LiveSocket;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * A live line between a desk and a server. What goes through comes in order and without a gap, or
 * the line is dead from there on; whether an end learns of that is another matter.
 */
final class Line implements WebSocket {

    private final World world;
    private final Chance chance;
    private final Life desk;
    private final Request request;
    private final WebSocketListener listener;
    private final Runnable gone;
    private final LiveTampering tampering;
    private @Nullable LiveSocket server;
    private @Nullable Life serverLife;
    private boolean dead;
    private boolean deskEnded;
    private boolean serverEnded;
    private long toDeskAt;
    private long toServerAt;

    /** {@code gone}: called once when nothing goes through any more. */
    Line(
            World world,
            Chance chance,
            Life desk,
            Request request,
            WebSocketListener listener,
            LiveTampering tampering,
            Runnable gone) {
        this.world = world;
        this.chance = chance;
        this.desk = desk;
        this.request = request;
        this.listener = listener;
        this.tampering = tampering;
        this.gone = gone;
    }

    boolean isOf(Life life) {
        return desk == life || serverLife == life;
    }

    /** The server took the line: its end is this socket. */
    void opened(LiveSocket socket, Life life) {
        server = socket;
        serverLife = life;
        socket.onWebSocketOpen(session());
    }

    private Session session() {
        return new StandIn()
                .on(
                        "sendText",
                        a -> {
                            toDesk((String) a[0]);
                            ((Callback) a[1]).succeed();
                            return null;
                        })
                .on(
                        "close",
                        a -> {
                            deskHears(
                                    () -> listener.onClosing(this, (Integer) a[0], (String) a[1]));
                            endServer();
                            return null;
                        })
                .on(
                        "disconnect",
                        a -> {
                            deskHears(
                                    () -> listener.onFailure(this, new IOException("reset"), null));
                            endServer();
                            return null;
                        })
                .as(Session.class);
    }

    private void toDesk(String text) {
        for (String message : tampering.toDesk(text)) {
            deskHears(() -> listener.onMessage(this, message));
        }
    }

    /** In order, a little later. */
    private void deskHears(Runnable hears) {
        if (dead || deskEnded) {
            return;
        }
        toDeskAt = Math.max(toDeskAt, world.now() + chance.nanos(200, 60_000));
        world.after(
                toDeskAt - world.now(),
                desk,
                "hears",
                () -> {
                    if (!dead && !deskEnded) {
                        hears.run();
                    }
                });
    }

    private void endServer() {
        LiveSocket socket = server;
        Life life = serverLife;
        if (!serverEnded && socket != null && life != null) {
            serverEnded = true;
            world.after(
                    chance.nanos(100, 5_000),
                    life,
                    "line ends",
                    () -> socket.onWebSocketClose(1000, null, Callback.NOOP));
        }
    }

    /** Nothing goes through any more, and nobody is told. */
    void breakSilently() {
        if (!dead) {
            dead = true;
            gone.run();
            // The server's container gives up a line that is silent for so long.
            world.after(90_000_000_000L, "idle line", this::endServer);
        }
    }

    /** Nothing goes through any more, and those who live are told soon. */
    void cut() {
        if (!deskEnded && !dead) {
            world.after(
                    chance.nanos(100, 2_000_000),
                    desk,
                    "line cut",
                    () -> {
                        if (!deskEnded) {
                            deskEnded = true;
                            listener.onFailure(this, new IOException("reset"), null);
                        }
                    });
        }
        if (!dead) {
            dead = true;
            gone.run();
        }
        endServer();
    }

    @Override
    public boolean send(String text) {
        LiveSocket socket = server;
        Life life = serverLife;
        if (dead || deskEnded || socket == null || life == null) {
            return !deskEnded;
        }
        toServerAt = Math.max(toServerAt, world.now() + chance.nanos(200, 60_000));
        world.after(
                toServerAt - world.now(),
                life,
                "is told",
                () -> {
                    if (!dead && !serverEnded) {
                        socket.onWebSocketText(text);
                    }
                });
        return true;
    }

    @Override
    public void cancel() {
        deskEnded = true;
        if (!dead) {
            dead = true;
            gone.run();
        }
        endServer();
    }

    @Override
    public boolean close(int code, @Nullable String reason) {
        cancel();
        return true;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public long queueSize() {
        return 0;
    }

    @Override
    public boolean send(ByteString bytes) {
        throw new UnsupportedOperationException("the protocol knows texts only");
    }
}
