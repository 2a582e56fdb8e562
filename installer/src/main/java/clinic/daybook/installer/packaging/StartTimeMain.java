package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what the AOT cache is worth: the time from the start of the program until its window is
 * shown or it accepts requests, with the cache and without, in turn.
 *
 * <p>Without the cache the image has the archive of JDK classes that any JDK comes with, made here,
 * so that the cache is compared with what Java does by default.
 */
@Command(name = "start-time", description = "Time to start with and without the AOT cache")
public final class StartTimeMain implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration ARCHIVE = Duration.ofSeconds(120);

    @Option(names = "--checkout", required = true, description = "the built checkout")
    private Path checkout = Path.of("");

    @Option(names = "--app-version", required = true, description = "the version that was built")
    private String version = "";

    @Option(names = "--runs", description = "of each kind; default ${DEFAULT-VALUE}")
    private int runs = 10;

    @Option(names = "--java-options", description = "default ${DEFAULT-VALUE}")
    private String javaOptions = TrialRun.HEADLESS;

    /** Prints a table; ends with status 0 if every run went well. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new StartTimeMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        ImageBuilder images = new ImageBuilder(new Checkout(checkout, version), StartTimeMain::say);
        Path work = Files.createTempDirectory("daybook-start-time");
        try {
            System.out.printf(
                    "Time to start in ms, %d runs of each kind in turn, Java %s, %d processors%n",
                    runs, Runtime.version(), Runtime.getRuntime().availableProcessors());
            System.out.printf(
                    "%-15s %-13s %7s %7s %7s%n", "program", "start", "least", "median", "most");
            for (Product product : Product.values()) {
                if (product.trained()) {
                    measure(images.build(product), work.resolve(product.launcher()));
                }
            }
            return 0;
        } catch (PackagingException e) {
            say(String.valueOf(e.getMessage()));
            return FAILED;
        } finally {
            Trees.delete(work);
        }
    }

    private void measure(AppImage image, Path work) throws IOException {
        AppImage plain = withoutCache(image, work.resolve("image"));
        // One run of each kind first: the files of both are then in the machine's memory.
        timed(image, work.resolve("warm-up"));
        timed(plain, work.resolve("warm-up"));
        long[] with = new long[runs];
        long[] without = new long[runs];
        for (int run = 0; run < runs; run++) {
            with[run] = timed(image, work.resolve("with-" + run));
            without[run] = timed(plain, work.resolve("without-" + run));
        }
        row(image.product(), "AOT cache", with);
        row(image.product(), "JDK archive", without);
        System.out.printf(
                Locale.ROOT,
                "%-15s %-13s %15.2f%n",
                image.product().launcher(),
                "times faster",
                (double) median(without) / median(with));
    }

    private long timed(AppImage image, Path data) throws IOException {
        return TrialRun.run(image, javaOptions, Files.createDirectories(data)).toMillis();
    }

    private static AppImage withoutCache(AppImage image, Path directory) throws IOException {
        Trees.copy(image.directory(), directory);
        AppImage plain = new AppImage(image.product(), directory);
        Files.delete(plain.aotCache());
        List<String> lines = new ArrayList<>(Files.readAllLines(plain.configuration()));
        lines.removeIf(AotTraining.USE::equals);
        Files.write(plain.configuration(), lines);
        // Java writes the archive and then has nothing to run: its exit status says nothing.
        try (ProgramRun dump = ProgramRun.start(plain, "-Xshare:dump", List.of())) {
            dump.awaitExit(ARCHIVE);
            try (Stream<Path> runtime = Files.walk(plain.runtime())) {
                if (runtime.noneMatch(file -> file.endsWith("classes.jsa"))) {
                    throw new PackagingException("no archive of JDK classes:\n" + dump.output());
                }
            }
        }
        return plain;
    }

    private static void row(Product product, String kind, long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-15s %-13s %7d %7d %7d%n",
                product.launcher(), kind, sorted[0], median(times), sorted[sorted.length - 1]);
    }

    private static long median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void say(String line) {
        System.err.println("start-time: " + line);
    }
}
