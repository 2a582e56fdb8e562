package clinic.daybook.server.fuzz;

import java.nio.charset.StandardCharsets;

/** What a server said over a live line, frame by frame as RFC 6455 has them. */
final class LineAnswer {

    private static final int PONG = 0xA;
    private static final int SHORT = 125;

    private LineAnswer() {}

    /**
     * The head of the answer and the contents of its frames; a pong gives back what it was sent.
     */
    static String said(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 101") || end < 0) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        StringBuilder said = new StringBuilder(text.substring(0, end));
        int at = end + 4;
        while (at + 1 < bytes.length) {
            int opcode = bytes[at] & 0xf;
            long length = bytes[at + 1] & 0x7f;
            int more = length <= SHORT ? 0 : length == SHORT + 1 ? 2 : 8;
            at += 2;
            if (more > 0) {
                length = 0;
                for (int i = 0; i < more && at + i < bytes.length; i++) {
                    length = (length << 8) | (bytes[at + i] & 0xff);
                }
                at += more;
            }
            int there = (int) Math.clamp(length, 0, Math.max(0, bytes.length - at));
            if (opcode != PONG) {
                said.append('\n').append(new String(bytes, at, there, StandardCharsets.UTF_8));
            }
            at += there;
        }
        return said.toString();
    }
}
