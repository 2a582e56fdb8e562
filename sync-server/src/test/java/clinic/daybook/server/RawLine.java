package clinic.daybook.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A socket to a server, byte by byte. */
final class RawLine implements AutoCloseable {

    private static final int SILENCE_MILLIS = 30_000;

    final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawLine(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(SILENCE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static RawLine to(TestServer server) throws IOException {
        return new RawLine(new Socket("127.0.0.1", server.runtime().port()));
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A line of an answer, without its end; the empty string also where there is no more. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            if (read != '\r') {
                line.append((char) read);
            }
            read = in.read();
        }
        return line.toString();
    }

    /** What comes until the other end closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * Sends the same text over and over, with a pause in between, until the other end has cut the
     * line; false when it has not within the time.
     */
    boolean isCutWhileTrickling(String text, Duration pause, Duration within)
            throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        try {
            while (System.nanoTime() < end) {
                send(text);
                Thread.sleep(pause.toMillis());
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
