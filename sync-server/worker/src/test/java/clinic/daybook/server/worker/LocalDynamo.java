package clinic.daybook.server.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A DynamoDB in a process of its own, for the leases of the Kinesis Client Library. */
final class LocalDynamo implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final Process process;

    private LocalDynamo(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static LocalDynamo start() {
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Path log = Files.createTempFile("local-dynamo", ".log");
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-Dsqlite4java.library.path="
                                            + Path.of("target", "native").toAbsolutePath(),
                                    "-Dlogback.configurationFile=logback.xml",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                                    "-inMemory",
                                    "-disableTelemetry",
                                    "-port",
                                    Integer.toString(port))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            LocalDynamo dynamo = new LocalDynamo(port, process);
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .until(() -> dynamo.listens() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("DynamoDB ended: " + Files.readString(log));
            }
            Files.delete(log);
            return dynamo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
