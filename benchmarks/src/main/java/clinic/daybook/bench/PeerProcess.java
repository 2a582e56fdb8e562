package clinic.daybook.bench;

import clinic.daybook.installer.system.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A peer of the server, in a process of its own as the server is. */
final class PeerProcess implements AutoCloseable {

    private final JavaProcess process;
    private final int port;

    private PeerProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one of those that {@link PeerMain} knows. */
    static PeerProcess start(Path directory, String peer) throws IOException, InterruptedException {
        JavaProcess process =
                JavaProcess.start(
                        peer,
                        directory.resolve(peer + ".log"),
                        line -> {},
                        List.of(),
                        PeerMain.class.getName(),
                        peer);
        String line = process.await("port", said -> said.startsWith(PeerMain.PORT));
        return new PeerProcess(process, Integer.parseInt(line.substring(PeerMain.PORT.length())));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
