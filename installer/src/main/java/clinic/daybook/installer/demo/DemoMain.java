package clinic.daybook.installer.demo;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.SampleClinic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.application.Platform;

/**
 * A server and two desks on the sample clinic's day. With a display: two windows to play with.
 * Without: plays the visits by itself, writes screenshots and a timeline, and ends with 0 only if
 * everything held.
 */
public final class DemoMain {

    private static final int BAD_USAGE = 2;

    private DemoMain() {}

    /** Exit status: 0 all held, 1 something did not, 2 bad options. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(DemoOptions.USAGE);
            return;
        }
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(arguments));
        } catch (DemoOptions.BadOption e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        System.exit(run(options));
    }

    private static int run(DemoOptions options) throws IOException, InterruptedException {
        Files.createDirectories(options.out());
        removeEarlierResults(options.out());
        Path data =
                options.keep()
                        ? emptied(options.out().resolve("data"))
                        : Files.createTempDirectory("daybook-demo");
        boolean headless = "Headless".equals(System.getProperty("glass.platform"));
        startFx();
        try (DemoStage stage = new DemoStage(data, LocalDate.now(DemoStage.ZONE), DemoMain::say)) {
            Reference clinic = reference(stage);
            DemoWindows windows = new DemoWindows(stage, clinic, data, options.out(), headless);
            if (headless) {
                play(stage, windows, clinic, options.out());
            } else {
                greet(stage);
                windows.awaitClosed();
            }
            windows.close();
            return 0;
        } catch (DemoFailure e) {
            System.err.println("demo: " + e.getMessage());
            return 1;
        } finally {
            Platform.exit();
            if (!options.keep()) {
                delete(data);
            }
        }
    }

    private static void play(DemoStage stage, DemoWindows windows, Reference clinic, Path out)
            throws IOException {
        say("playing the visits");
        List<StreamId> played = new DemoScript(stage, windows, clinic).play();
        DemoTimeline.write(out.resolve("timeline.json"), stage, played);
        requireSameDigests(stage);
        say("all held; screenshots and timeline.json are in " + out);
    }

    /** I4: desks at the same position with nothing pending show the same. */
    private static void requireSameDigests(DemoStage stage) {
        Set<String> digests =
                Set.copyOf(
                        stage.desks().stream()
                                .map(desk -> DemoDesk.get(desk.model().digest(), "the digest"))
                                .toList());
        if (digests.size() != 1) {
            throw new DemoFailure("the desks are at the same position and show different things");
        }
    }

    private static void greet(DemoStage stage) {
        System.out.println("Two desks are open, served by " + stage.serverUrl() + ".");
        System.out.println("Sign in as somebody else with these PINs:");
        for (SampleClinic.Employee employee : SampleClinic.staff()) {
            System.out.println(
                    "  " + employee.pin() + "  " + employee.name() + " (" + employee.role() + ")");
        }
        System.out.println("Close both windows to end.");
    }

    private static Reference reference(DemoStage stage) {
        try (Watched<Reference> reference = new Watched<>(stage.deskA().model()::onReference)) {
            int staff = SampleClinic.staff().size();
            return reference.await("the clinic's settings", known -> known.staff().size() == staff);
        }
    }

    private static void startFx() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(started::countDown);
        started.await();
    }

    private static void removeEarlierResults(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9]{2}-.*\\.png") || name.equals("timeline.json")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            delete(directory);
        }
        return Files.createDirectories(directory);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String what) {
        System.err.println("demo: " + what);
    }
}
