package clinic.daybook.bench;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * PouchDB, measured beside Daybook: replicas on disk (LevelDB) that replicate with a server over
 * HTTP. Fetched with npm on demand; where there is no Node, it is left out and said so.
 */
final class PouchPeer {

    /** About an event with its envelope. */
    private static final int DOCUMENT_BYTES = 700;

    private static final List<String> FILES = List.of("package.json", "server.js", "bench.js");
    private static final int INSTALL_MINUTES = 10;
    private static final int MEASURE_MINUTES = 30;

    /** Milliseconds from a put at one replica to the other's change feed. */
    record Change(double p50, double p99) {}

    private final @Nullable Path sources;
    private final Path installed;
    private final Consumer<String> say;
    private boolean absent;

    private PouchPeer(@Nullable Path sources, Path installed, Consumer<String> say) {
        this.sources = sources;
        this.installed = installed;
        this.say = say;
    }

    /**
     * The peer.
     *
     * @param checkout where {@code benchmarks/peers/pouchdb} is
     * @param say is told when it is left out
     */
    static PouchPeer of(Path checkout, Consumer<String> say) {
        return new PouchPeer(
                checkout.resolve("benchmarks/peers/pouchdb"),
                checkout.resolve("benchmarks/target/peers/pouchdb"),
                say);
    }

    /** Not measured. */
    static PouchPeer none() {
        return new PouchPeer(null, Path.of(""), line -> {});
    }

    /** How long a change takes to the other side; empty when left out. */
    Optional<Change> change(Path directory, int count) throws IOException, InterruptedException {
        return measure("change", directory, count)
                .map(node ->
                        new Change(node.get("p50").doubleValue(), node.get("p99").doubleValue()));
    }

    /** How many seconds a new replica takes to read so many documents; empty when left out. */
    Optional<Double> catchUp(Path directory, int count) throws IOException, InterruptedException {
        return measure("catch-up", directory, count).map(node -> node.get("seconds").doubleValue());
    }

    private Optional<JsonNode> measure(String what, Path directory, int count)
            throws IOException, InterruptedException {
        if (!ready()) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        List<String> command =
                List.of(
                        "node",
                        "bench.js",
                        what,
                        directory.toAbsolutePath().toString(),
                        Integer.toString(count),
                        Integer.toString(DOCUMENT_BYTES));
        Path out = directory.resolve("out.json");
        Path errors = directory.resolve("errors.log");
        if (!run(command, out, errors, MEASURE_MINUTES)) {
            say.accept("PouchDB could not be measured; it said so in " + errors);
            return Optional.empty();
        }
        return Optional.of(Json.mapper().readTree(Files.readString(out)));
    }

    private boolean ready() throws IOException, InterruptedException {
        if (sources == null || absent) {
            return false;
        }
        Files.createDirectories(installed);
        for (String file : FILES) {
            Files.copy(
                    sources.resolve(file),
                    installed.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = installed.resolve("npm.log");
        boolean there =
                Files.exists(installed.resolve("node_modules/pouchdb/package.json"))
                        || run(
                                List.of(
                                        "npm",
                                        "install",
                                        "--no-audit",
                                        "--no-fund",
                                        "--ignore-scripts"),
                                log,
                                log,
                                INSTALL_MINUTES);
        if (!there) {
            absent = true;
            say.accept("PouchDB is left out: it wants node and npm, and its packages to be had");
        }
        return there;
    }

    /** False when the program is missing, takes too long or fails. */
    private boolean run(List<String> command, Path out, Path errors, int minutes)
            throws InterruptedException, IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(new ArrayList<>(command))
                            .directory(installed.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                            .start();
        } catch (IOException e) {
            Files.writeString(errors, e.getMessage() + "\n", StandardCharsets.UTF_8);
            return false;
        }
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
