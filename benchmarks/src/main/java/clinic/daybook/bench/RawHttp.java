package clinic.daybook.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server of this machine, kept open, one request at a time. Does as little as a
 * client can: what it takes of the processors is not the server's.
 */
final class RawHttp implements AutoCloseable {

    /** What was answered. */
    record Answer(int status, byte[] body) {

        /** As text. */
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final String headers;

    // What was read and not yet taken.
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    /** {@code token}: of an enrolled desk, or empty. */
    RawHttp(int port, String token) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        headers =
                " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    /** Posts JSON. */
    Answer post(String path, String body) throws IOException {
        return send(request(path, body));
    }

    /** The bytes of a POST of JSON. */
    byte[] request(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + headers
                        + "Content-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + bytes.length);
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(bytes);
        return request.toByteArray();
    }

    /** Gets. */
    Answer get(String path) throws IOException {
        return send(("GET " + path + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a whole request and waits for its answer. */
    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String head = until("\r\n\r\n");
        int status = Integer.parseInt(head, 9, 12, 10);
        String length = header(head, "Content-Length");
        if (length != null) {
            return new Answer(status, bytes(Integer.parseInt(length)));
        }
        boolean chunked = header(head, "Transfer-Encoding") != null;
        return new Answer(status, chunked ? chunks() : new byte[0]);
    }

    private static @Nullable String header(String head, String name) {
        for (int line = head.indexOf('\n') + 1; line > 0; line = head.indexOf('\n', line) + 1) {
            if (head.regionMatches(true, line, name, 0, name.length())
                    && head.charAt(line + name.length()) == ':') {
                return head.substring(line + name.length() + 1, head.indexOf('\r', line)).strip();
            }
        }
        return null;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(until("\r\n").strip(), 16);
            body.writeBytes(bytes(length));
            var _ = until("\r\n");
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int taken = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, 0, taken);
        from += taken;
        if (in.readNBytes(bytes, taken, length - taken) < length - taken) {
            throw gone();
        }
        return bytes;
    }

    /** What comes until this, and this. */
    private String until(String end) throws IOException {
        int looked = from;
        while (true) {
            for (; looked <= to - end.length(); looked++) {
                if (ends(looked, end)) {
                    int start = from;
                    from = looked + end.length();
                    return new String(buffer, start, from - start, StandardCharsets.ISO_8859_1);
                }
            }
            looked -= read();
        }
    }

    private boolean ends(int at, String end) {
        for (int i = 0; i < end.length(); i++) {
            if (buffer[at + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads on; returns by how much what was read before has been moved to the front. */
    private int read() throws IOException {
        int moved = from;
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int read = in.read(buffer, to, buffer.length - to);
        if (read <= 0) {
            throw gone();
        }
        to += read;
        return moved;
    }

    private static EOFException gone() {
        return new EOFException("the server closed the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
