package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.packaging.Product;
import clinic.daybook.installer.sample.BusyDay;
import clinic.daybook.installer.system.ServerProcess;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A server process with a filled store, and desks in this process. */
final class BenchClinic implements AutoCloseable {

    /** Puts events into a store before the server starts. */
    interface Fill {
        void into(EventStore store, StreamId staff);
    }

    /** A filled store: where, who works there, and its newest position. */
    record Filled(Path directory, StreamId staff, long head) {}

    private final Path directory;
    private final StreamId staff;
    private final ServerProcess server;
    private long head;

    private BenchClinic(Filled filled, ServerProcess server) {
        this.directory = filled.directory();
        this.staff = filled.staff();
        this.head = filled.head();
        this.server = server;
    }

    /** Fills a new store in the directory and starts a server process on it. */
    static BenchClinic start(Path directory, Fill fill) throws IOException, InterruptedException {
        return on(fill(directory, fill));
    }

    /** Starts a server process on a store that was filled before. */
    static BenchClinic on(Filled filled) throws IOException, InterruptedException {
        return new BenchClinic(filled, started(filled.directory()));
    }

    /**
     * A server process with its store in the directory, made where there is none, and with the
     * options of the package.
     */
    static ServerProcess started(Path directory) throws IOException, InterruptedException {
        ServerProcess server =
                new ServerProcess(directory, freePort(), Product.SERVER.javaOptions());
        server.start();
        server.awaitListening();
        return server;
    }

    /** Fills a new store. */
    static Filled fill(Path directory, Fill fill) {
        Config config = Config.local(directory.resolve("server"), 0);
        try (ServerRuntime runtime = ServerRuntime.start(config, InstantSource.system())) {
            StreamId staff = runtime.addStaff("배소윤", Role.MANAGER, "123456");
            EventStore store = runtime.context().store();
            fill.into(store, staff);
            return new Filled(directory, staff, store.head());
        }
    }

    /** The person at all desks. */
    StreamId staff() {
        return staff;
    }

    ServerProcess server() {
        return server;
    }

    /** A new desk, enrolled; it has begun to read. */
    BenchDesk desk(String name) throws IOException, InterruptedException {
        String code = code(name);
        BenchDesk desk = BenchDesk.open(directory.resolve(name), BusyDay.DAY);
        desk.enrol(server.url(), code, name);
        return desk;
    }

    /** Opens a desk again that was here before. */
    BenchDesk again(String name) {
        return BenchDesk.open(directory.resolve(name), BusyDay.DAY);
    }

    /** The newest position, as of before the server last started. */
    long head() {
        return head;
    }

    /** Lets a new desk in. */
    String code(String name) throws IOException, InterruptedException {
        return server.command("enrol", "--name", name);
    }

    /** Puts more into the store of a server that is down, and starts it again. */
    void whileDown(Consumer<EventStore> more) throws IOException, InterruptedException {
        try (SqliteDatabase database =
                SqliteDatabase.open(directory.resolve("server"), InstantSource.system())) {
            more.accept(database.events());
            head = database.events().currentHead();
        }
        server.start();
        server.awaitListening();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
