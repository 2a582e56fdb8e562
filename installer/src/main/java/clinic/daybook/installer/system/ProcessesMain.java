package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.installer.packaging.Trees;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Real processes on a bad day, on demand: desks and a server over real sockets through lines that
 * are cut, with processes that are killed. Prints one JSON line; exit status 0 when everything
 * held, 1 when something did not, 2 on bad options.
 */
@Command(
        name = "simulate --processes",
        description = "Desk and server processes over bad lines, killed at random.",
        sortOptions = false)
public final class ProcessesMain implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "how long there is trouble, 1 to 600 (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--desks",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many desks, 2 to 9 (default: ${DEFAULT-VALUE})")
    private int desks;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "the seed of the trouble (default: a new one)")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "keeps databases and logs in this empty directory")
    private @Nullable Path out;

    // Says to the script what is meant; here it is always so.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--processes", description = "real processes; the simulation has none")
    private boolean processes;

    // Picocli reads it and answers by itself.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    private ProcessesMain() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProcessesMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (minutes < 1 || minutes > 600 || desks < 2 || desks > 9) {
            System.err.println("simulate: --minutes wants 1 to 600, --desks 2 to 9");
            return CommandLine.ExitCode.USAGE;
        }
        Path directory = out == null ? Files.createTempDirectory("daybook-processes") : out;
        Files.createDirectories(directory);
        long chosen = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        System.err.println("simulate: seed " + chosen + ", all of it in " + directory);
        long began = System.nanoTime();
        boolean held = false;
        try (BadDay day = new BadDay(directory, chosen, line -> tell(began, line))) {
            BadDay.Outcome outcome = day.live(desks, Duration.ofMinutes(minutes));
            System.out.println(line(chosen, outcome));
            outcome.violations().forEach(v -> System.err.println("simulate: VIOLATION " + v));
            held = outcome.violations().isEmpty();
        } catch (SystemFailure e) {
            System.err.println("simulate: seed " + chosen + ": " + e.getMessage());
        }
        if (held && out == null) {
            Trees.delete(directory);
        }
        return held ? 0 : 1;
    }

    private static void tell(long began, String line) {
        System.err.printf(
                "simulate: %5d s  %s%n", (System.nanoTime() - began) / 1_000_000_000, line);
    }

    private String line(long chosen, BadDay.Outcome outcome) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("seed", chosen);
        node.put("minutes", minutes);
        node.put("desks", desks);
        node.put("saved", outcome.saved());
        node.put("events", outcome.events());
        node.put("alreadySo", outcome.alreadySo());
        node.put("needsYou", outcome.waiting());
        node.put("answered", outcome.answered());
        ObjectNode trouble = node.putObject("trouble");
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            trouble.put(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    outcome.trouble().getOrDefault(kind, 0));
        }
        node.put("violations", outcome.violations().size());
        return node.toString();
    }
}
