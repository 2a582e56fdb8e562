package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run of a program from its start until it is ready for people, and on to its ordinary end. */
public final class TrialRun {

    /** Java options with which the desk draws without a display. */
    public static final String HEADLESS = "-Dglass.platform=Headless -Dprism.order=sw";

    /** What the desk says once its window is there, if told to exit then. */
    private static final String WINDOW = "window shown";

    private static final String LISTENING = "listening on ";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(60);

    private TrialRun() {}

    /**
     * Runs a program once. The desk shows its first window and exits by itself; the server listens,
     * answers {@code /healthz} and is told to end; the worker, which needs others to work with,
     * says what it can do.
     *
     * @param javaOptions options for the Java machine inside it, separated by blanks
     * @param data the directory that it keeps its data in
     * @return the time from its start until its window was shown or it accepted requests
     * @throws PackagingException if it did not get there, or if its exit status is not 0
     */
    public static Duration run(AppImage image, String javaOptions, Path data) {
        List<String> arguments =
                switch (image.product()) {
                    case DESK -> List.of("--data", data.toString(), "--exit-after-start");
                    case SERVER -> List.of("server", "--data", data.toString(), "--port", "0");
                    case WORKER -> List.of("--help");
                };
        long start = System.nanoTime();
        try (ProgramRun run = ProgramRun.start(image, javaOptions, arguments)) {
            Duration took =
                    switch (image.product()) {
                        case DESK -> {
                            run.awaitLine(WINDOW::equals, START);
                            yield since(start);
                        }
                        case SERVER -> {
                            String line = run.awaitLine(said -> said.startsWith(LISTENING), START);
                            Duration ready = since(start);
                            requireHealthy(line.substring(LISTENING.length()).strip());
                            run.terminate();
                            yield ready;
                        }
                        case WORKER -> {
                            run.awaitLine(said -> said.startsWith("Usage:"), START);
                            yield since(start);
                        }
                    };
            int status = run.awaitExit(END);
            if (status != 0) {
                throw new PackagingException(
                        image.product().launcher()
                                + " ended with status "
                                + status
                                + "; it said:\n"
                                + run.output());
            }
            return took;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void requireHealthy(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/healthz")).timeout(START).build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(START).build()) {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new PackagingException("the server's /healthz answered " + status);
            }
        } catch (IOException e) {
            throw new PackagingException("the server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackagingException("interrupted while the server answered", e);
        }
    }
}
