package clinic.daybook.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Very many live lines in one thread, which looks at no more of a message than its beginning: who
 * measures a server's fan-out must not spend more on it than the server does.
 */
final class Crowd implements AutoCloseable {

    private static final byte[] WANTED = "{\"type\":\"events\"".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 8 * 1024;

    /** One line, and where in its bytes it is. */
    private static final class Line {
        private final SocketChannel channel;
        private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
        private boolean open;
        private long skip;

        Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final Thread reader = new Thread(this::run, "crowd");
    private volatile boolean closed;

    // Guarded by this.
    private int left;
    private CompletableFuture<Long> all = new CompletableFuture<>();

    private Crowd() throws IOException {}

    /**
     * Opens lines, and waits until the server has taken all of them.
     *
     * @param request the path and headers of each, by its number
     */
    static Crowd open(int port, int lines, IntFunction<String> request)
            throws IOException, InterruptedException {
        Crowd crowd = new Crowd();
        crowd.left = lines;
        CompletableFuture<Long> opened = crowd.all;
        for (int i = 0; i < lines; i++) {
            crowd.connect(port, request.apply(i));
        }
        crowd.reader.start();
        var _ = Watch.get("all lines open", opened);
        return crowd;
    }

    private void connect(int port, String request) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String handshake =
                "GET "
                        + request
                        + "Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        channel.write(ByteBuffer.wrap(handshake.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        Line line = new Line(channel);
        lines.add(line);
        channel.register(selector, SelectionKey.OP_READ, line);
    }

    /** When the last of all lines has its next message with events, by {@link System#nanoTime}. */
    synchronized CompletableFuture<Long> next() {
        left = lines.size();
        all = new CompletableFuture<>();
        return all;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    read((Line) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            synchronized (this) {
                all.completeExceptionally(e);
            }
        }
    }

    private void read(Line line) throws IOException {
        int read = line.channel.read(line.bytes);
        if (read < 0) {
            throw new IOException("the server closed a line");
        }
        line.bytes.flip();
        boolean more = true;
        while (more) {
            more = line.open ? frame(line) : handshake(line);
        }
        line.bytes.compact();
    }

    /** False when more bytes are wanted. */
    private boolean handshake(Line line) throws IOException {
        ByteBuffer bytes = line.bytes;
        for (int i = bytes.position(); i + 3 < bytes.limit(); i++) {
            if (bytes.get(i) == '\r' && bytes.get(i + 2) == '\r') {
                if (bytes.get(bytes.position() + 9) != '1') {
                    throw new IOException("the server refused a line");
                }
                bytes.position(i + 4);
                line.open = true;
                tell();
                return true;
            }
        }
        return false;
    }

    private boolean frame(Line line) {
        ByteBuffer bytes = line.bytes;
        int skipped = (int) Math.min(line.skip, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        line.skip -= skipped;
        if (line.skip > 0 || bytes.remaining() < 2) {
            return false;
        }
        int at = bytes.position();
        int length = bytes.get(at + 1) & 0x7F;
        int head = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (bytes.remaining() < head) {
            return false;
        }
        long payload =
                switch (head) {
                    case 4 -> bytes.getShort(at + 2) & 0xFFFF;
                    case 10 -> bytes.getLong(at + 2);
                    default -> length;
                };
        int looked = (int) Math.min(payload, WANTED.length);
        if (bytes.remaining() < head + looked) {
            return false;
        }
        if (looked == WANTED.length && begins(bytes, at + head)) {
            tell();
        }
        bytes.position(at + head);
        line.skip = payload;
        return true;
    }

    private static boolean begins(ByteBuffer bytes, int at) {
        for (int i = 0; i < WANTED.length; i++) {
            if (bytes.get(at + i) != WANTED[i]) {
                return false;
            }
        }
        return true;
    }

    private synchronized void tell() {
        left--;
        if (left == 0) {
            all.complete(System.nanoTime());
        }
    }

    /** Sends a text over the first line, as WebSocket frames want it from a client. */
    void say(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) payload.length);
        // A mask of zeros leaves the text as it is.
        frame.putInt(0).put(payload).flip();
        while (frame.hasRemaining()) {
            lines.getFirst().channel.write(frame);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Line line : lines) {
            line.channel.close();
        }
        selector.close();
    }
}
