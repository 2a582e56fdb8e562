package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.system.ServerProcess;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A server process with a filled store, and desks in this process. */
final class BenchClinic implements AutoCloseable {

    /** Puts events into a store before the server starts. */
    interface Fill {
        void into(EventStore store, StreamId staff);
    }

    private final Path directory;
    private final StreamId staff;
    private final ServerProcess server;

    private BenchClinic(Path directory, StreamId staff, ServerProcess server) {
        this.directory = directory;
        this.staff = staff;
        this.server = server;
    }

    /** Fills a new store in the directory and starts a server process on it. */
    static BenchClinic start(Path directory, Fill fill) throws IOException, InterruptedException {
        StreamId staff = fill(directory, fill);
        ServerProcess server = new ServerProcess(directory, freePort(), List.of());
        server.start();
        server.awaitListening();
        return new BenchClinic(directory, staff, server);
    }

    private static StreamId fill(Path directory, Fill fill) {
        Config config = Config.local(directory.resolve("server"), 0);
        try (ServerRuntime runtime = ServerRuntime.start(config, InstantSource.system())) {
            StreamId staff = runtime.addStaff("배소윤", Role.MANAGER, "123456");
            fill.into(runtime.context().store(), staff);
            return staff;
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
        String code = server.command("enrol", "--name", name);
        BenchDesk desk = BenchDesk.open(directory.resolve(name));
        desk.enrol(server.url(), code, name);
        return desk;
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
