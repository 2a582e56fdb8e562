package clinic.daybook.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back over a socket.
 *
 * @param head the status line and headers, as text; lower case
 * @param body as it came, chunks not put together
 */
record RawAnswer(int status, String head, String body) {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: ([0-9]{1,9})");
    private static final int SILENCE_MILLIS = 400;
    private static final int MAX_BYTES = 2_000_000;

    /** Sends bytes and takes what comes until the other end closes or is silent. */
    static Optional<RawAnswer> exchange(int port, byte[] request) throws IOException {
        return parse(bytes(port, request));
    }

    /** The same, unread. */
    static byte[] bytes(int port, byte[] request) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.setTcpNoDelay(true);
            try {
                socket.getOutputStream().write(request);
                // Who waits for more of it need not wait.
                socket.shutdownOutput();
                byte[] buffer = new byte[64 * 1024];
                while (all.size() < MAX_BYTES) {
                    int read = socket.getInputStream().read(buffer);
                    if (read < 0) {
                        break;
                    }
                    all.write(buffer, 0, read);
                }
            } catch (SocketTimeoutException silent) {
                return all.toByteArray();
            } catch (IOException cut) {
                // Whoever sends nonsense may be cut off.
                return all.toByteArray();
            }
        }
        return all.toByteArray();
    }

    /** The first answer: what stood behind the request may have been taken for another one. */
    static Optional<RawAnswer> parse(byte[] bytes) {
        // Each byte is one character, so that places in the text are places in the bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return Optional.empty();
        }
        int status = Integer.parseInt(text.substring(9, 12));
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        int from = end + 4;
        int rest = bytes.length - from;
        // An answer to HEAD tells a length and has none.
        int bodyBytes = length.find() ? Math.min(rest, Integer.parseInt(length.group(1))) : rest;
        return Optional.of(
                new RawAnswer(
                        status, head, new String(bytes, from, bodyBytes, StandardCharsets.UTF_8)));
    }
}
