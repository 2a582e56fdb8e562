package clinic.daybook.server.worker;

import clinic.daybook.server.Main;
import clinic.daybook.server.StoreOption;
import clinic.daybook.server.store.PostgresAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The statistics' database and the server whose events are counted. */
final class StatisticsOptions {

    /** Holds the credential where no file does. */
    private static final String CREDENTIAL = "DAYBOOK_READER";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Option(
            names = "--database",
            paramLabel = "URL",
            converter = StoreOption.Address.class,
            description =
                    "The statistics' PostgreSQL database: jdbc:postgresql://HOST/NAME?user=NAME."
                            + " They are in its schema `statistics`.")
    private @Nullable PostgresAddress database;

    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description = "The sync server; of several with one store all, apart by commas.")
    private List<URI> servers = List.of();

    @Option(
            names = "--reader-file",
            paramLabel = "FILE",
            description =
                    "Holds what `reader add` printed at the server. Without it, the environment's "
                            + CREDENTIAL
                            + " does.")
    private @Nullable Path readerFile;

    @Option(
            names = "--insecure",
            description = "Speak to a server elsewhere without encryption as well.")
    private boolean insecure;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties that stand for options, as in server=https://…")
    @Nullable Path config;

    /** Opens the database; a usage error when there is no address. */
    StatisticsDatabase open(@Nullable CommandSpec spec) {
        PostgresAddress address = database;
        if (address == null) {
            throw Main.badValue(spec, "--database says where the statistics are kept");
        }
        return StatisticsDatabase.open(address, InstantSource.system());
    }

    /** A client of the server; a usage error when what is given cannot be meant. */
    StoreClient client(@Nullable CommandSpec spec) {
        if (servers.isEmpty()) {
            throw Main.badValue(
                    spec, "--server is the sync server's address, like https://server:7410");
        }
        for (URI server : servers) {
            boolean http = "http".equals(server.getScheme());
            if (server.getHost() == null || !(http || "https".equals(server.getScheme()))) {
                throw Main.badValue(spec, "--server is an address like https://server:7410");
            }
            if (http && !insecure && !THIS_MACHINE.contains(server.getHost())) {
                throw Main.badValue(
                        spec,
                        "the line to that --server is not encrypted; take https, or add --insecure");
            }
        }
        try {
            return new StoreClient(servers, credential(spec));
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }

    private String credential(@Nullable CommandSpec spec) {
        Path file = readerFile;
        if (file == null) {
            String given = System.getenv(CREDENTIAL);
            if (given == null) {
                throw Main.badValue(
                        spec,
                        "--reader-file holds the credential that `reader add` prints at the server");
            }
            return given;
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Main.badValue(
                    spec, "--reader-file cannot be read; check its name and permissions");
        }
    }
}
