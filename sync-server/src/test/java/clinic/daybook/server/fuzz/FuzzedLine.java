package clinic.daybook.server.fuzz;

import clinic.daybook.codec.Json;
import clinic.daybook.server.TestServer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A live line with frames that are nearly right. */
final class FuzzedLine {

    private static final int TEXT = 1;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final List<Integer> OPCODES = List.of(0, 1, 2, 3, 8, 9, 10, 15);

    /** Closes with 1000. */
    private static final byte[] GOODBYE = {
        (byte) (FINAL | 8), (byte) (MASKED | 2), 0, 0, 0, 0, 0x03, (byte) 0xE8
    };

    private final TestServer.Desk desk;

    FuzzedLine(TestServer.Desk desk) {
        this.desk = desk;
    }

    /** Handshake and frames. */
    byte[] next(Choices choices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String handshake =
                "GET /v1/live?store="
                        + desk.storeId()
                        + "&after=0 HTTP/1.1\r\n"
                        + "Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + "Authorization: Bearer "
                        + desk.token()
                        + "\r\n\r\n";
        byte[] head = handshake.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(choices.oneIn(10) ? Mutations.bytes(head, choices) : head);
        int frames = 1 + choices.below(4);
        for (int i = 0; i < frames; i++) {
            out.writeBytes(frame(choices));
        }
        out.writeBytes(GOODBYE);
        return out.toByteArray();
    }

    private byte[] frame(Choices choices) {
        byte[] text = choices.oneIn(8) ? choices.bytes(200) : Mutations.json(ack(choices), choices);
        int opcode = choices.below(3) > 0 ? TEXT : choices.of(OPCODES);
        int first = (choices.oneIn(8) ? 0 : FINAL) | opcode | (choices.oneIn(20) ? 0x70 : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int mask = choices.oneIn(20) ? 0 : MASKED;
        if (text.length < 126) {
            out.write(mask | text.length);
        } else if (text.length < 65_536) {
            out.write(mask | 126);
            out.write(text.length >> 8);
            out.write(text.length);
        } else {
            out.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) text.length >> shift));
            }
        }
        // A mask of zeros leaves the text as it is.
        out.writeBytes(new byte[mask == 0 ? 0 : 4]);
        out.writeBytes(text);
        byte[] frame = out.toByteArray();
        return choices.oneIn(10) ? Mutations.bytes(frame, choices) : frame;
    }

    private static ObjectNode ack(Choices choices) {
        return Json.mapper()
                .createObjectNode()
                .put("type", "ack")
                .put("position", choices.below(5))
                .put("pending", 0)
                .put("needsYou", 0)
                .put("appVersion", "fuzz")
                .put("clockOffsetMs", 12)
                .put("level", 1);
    }
}
