package clinic.daybook.installer.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The line between one desk and the server, which can be made as bad as lines are: cut, torn in the
 * middle of a message, slow, not to be had, or half-open, where both ends believe in a connection
 * and nothing that they send arrives. Bytes are never changed, and what arrives is in order.
 */
final class CuttingProxy implements AutoCloseable {

    /** More lines at once than one desk ever needs; further ones are refused. */
    private static final int MAX_LINES = 256;

    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket door;
    private final int server;
    private final RandomGenerator random;
    private final Set<ProxyLine> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean swallowing;
    private volatile int delayMillis;

    private CuttingProxy(ServerSocket door, int server, RandomGenerator random) {
        this.door = door;
        this.server = server;
        this.random = random;
    }

    /** Listens on a free port of the loopback and passes everything on to the given one. */
    static CuttingProxy start(int serverPort, RandomGenerator random) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CuttingProxy proxy = new CuttingProxy(door, serverPort, random);
        Thread.ofPlatform().daemon().name("proxy-" + door.getLocalPort()).start(proxy::accept);
        return proxy;
    }

    /** Where a desk reaches the server through this proxy. */
    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** How many lines stand now. */
    int lines() {
        return lines.size();
    }

    /** Resets every line at once; new ones may come. */
    void cut() {
        lines.forEach(ProxyLine::reset);
    }

    /** Each line breaks after so many more bytes in one direction, in the middle of a message. */
    void tearAfter(int bytes) {
        lines.forEach(line -> line.tearAfter(bytes));
    }

    /** Whether new lines are turned away. */
    void refuse(boolean yes) {
        refusing = yes;
    }

    /** What is sent arrives up to so many milliseconds later; 0: at once. */
    void delay(int upToMillis) {
        delayMillis = upToMillis;
    }

    /**
     * Makes the lines that stand half-open, for as long as they live, and new ones too until this
     * is ended: the lines that were swallowed stay dead, their ends have to find out.
     */
    void swallow(boolean yes) {
        swallowing = yes;
        if (yes) {
            lines.forEach(ProxyLine::swallow);
        }
    }

    /** A good line again for whoever connects from now on. */
    void heal() {
        refusing = false;
        swallowing = false;
        delayMillis = 0;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException e) {
                // The door was closed, or somebody went away while coming in.
            }
        }
    }

    private void connect(Socket desk) throws IOException {
        if (refusing || lines.size() >= MAX_LINES) {
            ProxyLine.reset(desk);
            return;
        }
        Socket to = new Socket();
        try {
            to.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server),
                    CONNECT_MILLIS);
            desk.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
        } catch (IOException e) {
            ProxyLine.reset(desk);
            ProxyLine.reset(to);
            return;
        }
        ProxyLine line = new ProxyLine(desk, to, this::holdUp, lines::remove);
        lines.add(line);
        if (swallowing) {
            line.swallow();
        }
        line.start();
    }

    private int holdUp() {
        int most = delayMillis;
        return most == 0 ? 0 : random.nextInt(most);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
