package clinic.daybook.bench;

import clinic.daybook.installer.packaging.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs benchmarks: one JSON line per metric on standard output, on which machine and how far it is
 * on standard error. Exit status 0 when all ran, 1 when one failed, 2 on bad options.
 */
@Command(
        name = "bench",
        description = "Runs the named benchmarks, all without a name.",
        sortOptions = false)
public final class BenchMain implements Callable<Integer> {

    private static final List<Benchmark> ALL =
            List.of(
                    new OptimisticCommit(),
                    new ClickToOtherDesk(),
                    new CatchUp(),
                    new Redecide(),
                    new Append(),
                    new Post(),
                    new ReadAll(),
                    new Rehydrate(),
                    new FanOut(),
                    new Forward(),
                    new Count(),
                    new Idle());

    @Parameters(
            paramLabel = "NAME",
            description =
                    "optimistic-commit, click-to-other-desk, catch-up, redecide, append, post,"
                            + " read, rehydrate, fan-out, forward, count, idle")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often; the median is printed, 1 to 20 (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--quick", description = "only to see that everything runs")
    private boolean quick;

    @Option(names = "--no-peers", description = "measures no other program beside")
    private boolean noPeers;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "on the disk to measure (default: a temporary directory)")
    private @Nullable Path directory;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "a PostgreSQL database to measure on as well, in schemas that are removed"
                            + " again")
    private @Nullable String database;

    @Option(names = "--checkout", hidden = true, defaultValue = ".")
    private Path checkout = Path.of(".");

    // Picocli reads it and answers by itself.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    private BenchMain() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        // Standard output is for figures alone, not for what the logging says of itself.
        System.setProperty(
                "logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Benchmark> chosen =
                ALL.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
        if (runs < 1 || runs > 20 || !known(names)) {
            System.err.println(
                    "bench: --runs wants 1 to 20; there are "
                            + String.join(", ", ALL.stream().map(Benchmark::name).toList()));
            return CommandLine.ExitCode.USAGE;
        }
        Path parent = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, "daybook-bench");
        say(Machine.line(work) + "; " + runs + " runs, medians");
        try {
            return runAll(chosen, work) ? 0 : 1;
        } finally {
            Trees.delete(work);
        }
    }

    private static boolean known(List<String> names) {
        return ALL.stream().map(Benchmark::name).toList().containsAll(names);
    }

    private boolean runAll(List<Benchmark> chosen, Path work)
            throws IOException, InterruptedException {
        PouchPeer peer =
                noPeers
                        ? PouchPeer.none()
                        : PouchPeer.of(checkout.toAbsolutePath(), BenchMain::say);
        Path prepared = Files.createDirectory(work.resolve("prepared"));
        Effort effort =
                quick
                        ? Effort.quick(prepared, peer, database)
                        : Effort.full(prepared, peer, database);
        boolean allRan = true;
        for (Benchmark benchmark : chosen) {
            List<List<Metric>> measured = new ArrayList<>();
            try {
                for (int run = 1; run <= runs; run++) {
                    say(benchmark.name() + ", run " + run + " of " + runs);
                    Path own = Files.createDirectory(work.resolve(benchmark.name()));
                    measured.add(benchmark.run(own, effort));
                    Trees.delete(own);
                }
                Metric.median(measured).forEach(metric -> System.out.println(metric.line()));
            } catch (BenchFailure | SQLException e) {
                say(benchmark.name() + " failed: " + e.getMessage());
                allRan = false;
            }
        }
        return allRan;
    }

    private static void say(String line) {
        System.err.println("bench: " + line);
    }
}
