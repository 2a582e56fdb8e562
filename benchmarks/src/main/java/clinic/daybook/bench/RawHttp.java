package clinic.daybook.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

    /** {@code token}: of an enrolled desk, or empty. */
    RawHttp(int port, String token) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        headers =
                " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    /** Posts JSON. */
    Answer post(String path, String body) throws IOException {
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
        socket.getOutputStream().write(request.toByteArray());
        return answer();
    }

    /** Gets. */
    Answer get(String path) throws IOException {
        String head = "GET " + path + headers + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return answer();
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        return new Answer(status, chunked ? chunks() : bytes(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.writeBytes(bytes(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
