package clinic.daybook.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code simulate}: runs seeds and says what came of them. Exit status 1: something did not hold.
 */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs desks and a server on one thread, under a virtual clock, on networks and disks"
                        + " that fail, and checks that nothing recorded is lost.")
public final class SimulateMain implements Callable<Integer> {

    private static final int MANY = 100;
    private static final int MOST = 10_000_000;
    private static final int SHOWN = 3;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds; 100 by default.")
    private @Nullable Integer seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "This seed alone, with its trace; with --seeds the first of them. By default a"
                            + " new one.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long people work in a run; 8 by default.")
    private int minutes = (int) Simulation.LENGTH.toMinutes();

    @Option(
            names = "--self-check",
            description = "Plants bugs, one at a time, and shows that each of them is found.")
    private boolean selfCheck;

    private SimulateMain() {}

    /** Starts it. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new SimulateMain());
        line.setParameterExceptionHandler((e, given) -> {
            System.err.println(e.getMessage());
            return line.getCommandSpec().exitCodeOnInvalidInput();
        });
        System.exit(line.execute(args));
    }

    /** What the programs log of the faults that are injected would be in nobody's interest. */
    static void logNothing() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        loggers.getLoggerList().forEach(logger -> logger.setLevel(Level.OFF));
    }

    @Override
    public Integer call() {
        logNothing();
        if (minutes < 1 || minutes > 24 * 60) {
            throw bad("--minutes is 1 to 1440");
        }
        if (seeds != null && (seeds < 1 || seeds > MOST)) {
            throw bad("--seeds is 1 to " + MOST);
        }
        try (Simulation simulation = new Simulation()) {
            if (selfCheck) {
                return selfCheck(simulation);
            }
            Long first = seed;
            return first != null && seeds == null ? one(simulation, first) : many(simulation);
        }
    }

    private ParameterException bad(String what) {
        CommandSpec of = spec;
        if (of == null) {
            throw new IllegalStateException(what);
        }
        return new ParameterException(of.commandLine(), what);
    }

    private int one(Simulation simulation, long only) {
        Run.Result result = simulation.run(only, Duration.ofMinutes(minutes), Bug.none());
        result.trace().forEach(System.out::println);
        Simulation.Totals totals = new Simulation.Totals();
        totals.add(result);
        System.out.print(totals);
        System.out.printf("trace %016x%n", result.hash());
        if (result.violation() != null) {
            System.out.println("seed " + only + ": " + result.violation());
        }
        return result.violation() == null ? 0 : 1;
    }

    private int many(Simulation simulation) {
        int count = seeds == null ? MANY : seeds;
        long first = seed == null ? RandomGenerator.getDefault().nextLong(1L << 40) : seed;
        System.out.printf("seeds %d to %d%n", first, first + count - 1);
        int[] shown = new int[1];
        Simulation.Totals totals =
                simulation.run(
                        first,
                        count,
                        Duration.ofMinutes(minutes),
                        Runtime.getRuntime().availableProcessors(),
                        result -> {
                            if (result.violation() != null && shown[0]++ < SHOWN) {
                                result.trace().forEach(System.out::println);
                            }
                            if (result.violation() != null) {
                                System.out.println(
                                        "seed " + result.seed() + ": " + result.violation());
                            }
                        });
        System.out.print(totals);
        return totals.violations() == 0 ? 0 : 1;
    }

    private int selfCheck(Simulation simulation) {
        int missed = SelfCheck.run(simulation, seed == null ? 1 : seed, System.out::println);
        System.out.println(
                missed == 0 ? "every planted bug was found" : missed + " bugs were not found");
        return missed == 0 ? 0 : 1;
    }
}
