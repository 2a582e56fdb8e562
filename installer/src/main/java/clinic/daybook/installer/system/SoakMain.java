package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.installer.packaging.Trees;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A server process under load, killed every minute, on demand. Prints one JSON line; exit status 0
 * when everything held, 1 when something did not, 2 on bad options.
 */
@Command(
        name = "simulate --soak",
        description = "A server process under load, killed every minute.",
        sortOptions = false)
public final class SoakMain implements Callable<Integer> {

    private static final Duration BETWEEN_KILLS = Duration.ofMinutes(1);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "how long there is load, 1 to 600 (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--writers",
            paramLabel = "N",
            defaultValue = "32",
            description = "how many send commits, 1 to 100 (default: ${DEFAULT-VALUE})")
    private int writers;

    @Option(
            names = "--desks",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many live desks listen, 1 to 900 (default: ${DEFAULT-VALUE})")
    private int desks;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "an empty PostgreSQL database for the store (default: SQLite)")
    private @Nullable String database;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "the seed of what is written when (default: a new one)")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "keeps the database and logs in this empty directory")
    private @Nullable Path out;

    // Says to the script what is meant; here it is always so.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--soak", description = "one server under load")
    private boolean soak;

    // Picocli reads it and answers by itself.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    private SoakMain() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1
                || minutes > 600
                || writers < 1
                || writers > 100
                || desks < 1
                || desks > 900) {
            System.err.println(
                    "simulate: --minutes wants 1 to 600, --writers 1 to 100, --desks 1 to 900");
            return CommandLine.ExitCode.USAGE;
        }
        Path directory = out == null ? Files.createTempDirectory("daybook-soak") : out;
        Files.createDirectories(directory);
        long chosen = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        System.err.println("simulate: seed " + chosen + ", all of it in " + directory);
        boolean held = run(directory, chosen);
        if (held && out == null) {
            Trees.delete(directory);
        }
        return held ? 0 : 1;
    }

    private boolean run(Path directory, long chosen) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Soak.Size size = new Soak.Size(writers, desks, Duration.ofMinutes(minutes), BETWEEN_KILLS);
        try (Soak running = new Soak(directory, database, chosen, line -> tell(began, line))) {
            Soak.Outcome outcome = running.run(size);
            System.out.println(line(chosen, outcome));
            outcome.violations().forEach(v -> System.err.println("simulate: VIOLATION " + v));
            return outcome.violations().isEmpty();
        } catch (IllegalArgumentException badDatabase) {
            System.err.println("simulate: " + badDatabase.getMessage());
            return false;
        } catch (SystemFailure e) {
            System.err.println("simulate: seed " + chosen + ": " + e.getMessage());
            return false;
        }
    }

    private static void tell(long began, String line) {
        System.err.printf(
                "simulate: %5d s  %s%n", (System.nanoTime() - began) / 1_000_000_000, line);
    }

    private String line(long chosen, Soak.Outcome outcome) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("seed", chosen);
        node.put("minutes", minutes);
        node.put("writers", writers);
        node.put("desks", desks);
        node.put("store", database == null ? "sqlite" : "postgresql");
        node.put("kills", outcome.kills());
        node.put("commits", outcome.commits());
        node.put("events", outcome.events());
        node.put("conflicts", outcome.conflicts());
        node.put("unknown", outcome.unknown());
        node.put("repeated", outcome.repeated());
        node.put("lines", outcome.lines());
        node.put("violations", outcome.violations().size());
        return node.toString();
    }
}
