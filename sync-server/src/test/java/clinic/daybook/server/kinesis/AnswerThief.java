package clinic.daybook.server.kinesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and loses some of its answers: the request has been done, and whoever sent
 * it learns of a broken line.
 */
final class AnswerThief implements AutoCloseable {

    private final URI behind;
    private final int every;
    private final ServerSocket door;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger stolen = new AtomicInteger();

    private AnswerThief(URI behind, int every, ServerSocket door) {
        this.behind = behind;
        this.every = every;
        this.door = door;
    }

    /** Loses the last of so many answers, again and again. */
    static AnswerThief before(URI behind, int every) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AnswerThief thief = new AnswerThief(behind, every, door);
        Thread.ofVirtual().start(thief::accept);
        return thief;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    int stolen() {
        return stolen.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket here = door.accept();
                Socket there = new Socket(behind.getHost(), behind.getPort());
                sockets.add(here);
                sockets.add(there);
                Thread.ofVirtual().start(() -> pass(here, there, false));
                Thread.ofVirtual().start(() -> pass(there, here, true));
            }
        } catch (IOException closed) {
            close();
        }
    }

    /** An answer of the emulator is short, and comes in one piece. */
    private void pass(Socket from, Socket to, boolean answering) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answering && answers.incrementAndGet() % every == 0) {
                    stolen.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // The other direction ends with it.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
