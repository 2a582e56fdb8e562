package clinic.daybook.installer.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** One connection through the proxy: two sockets and what passes between them. */
final class ProxyLine {

    private static final int BUFFER = 16 * 1024;
    private static final int WHOLE = Integer.MAX_VALUE;

    private final Socket desk;
    private final Socket server;
    private final IntSupplier delayMillis;
    private final Consumer<ProxyLine> onEnd;
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean swallowing;
    private volatile int left = WHOLE;

    ProxyLine(Socket desk, Socket server, IntSupplier delayMillis, Consumer<ProxyLine> onEnd) {
        this.desk = desk;
        this.server = server;
        this.delayMillis = delayMillis;
        this.onEnd = onEnd;
    }

    void start() {
        Thread.ofVirtual().start(() -> pump(desk, server));
        Thread.ofVirtual().start(() -> pump(server, desk));
    }

    /** From now on nothing arrives any more, and nobody is told. */
    void swallow() {
        swallowing = true;
    }

    void tearAfter(int bytes) {
        left = bytes;
    }

    void reset() {
        reset(desk);
        reset(server);
    }

    /** Ends a connection the hard way: the other end sees a reset. */
    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It was closed already.
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            pass(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // One of the ends is gone: what follows is the same as after a clean end.
        } finally {
            end(from, to);
        }
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int hold = delayMillis.getAsInt();
            if (hold > 0) {
                LockSupport.parkNanos(Duration.ofMillis(hold).toNanos());
            }
            if (swallowing) {
                continue;
            }
            int rest = left;
            if (rest != WHOLE && read >= rest) {
                out.write(buffer, 0, rest);
                throw new IOException("torn");
            }
            if (rest != WHOLE) {
                left = rest - read;
            }
            out.write(buffer, 0, read);
        }
    }

    /** On a half-open line one end's going tells the other nothing. */
    private void end(Socket from, Socket to) {
        reset(from);
        if (!swallowing) {
            reset(to);
        }
        if (ends.incrementAndGet() == 2) {
            onEnd.accept(this);
        }
    }
}
