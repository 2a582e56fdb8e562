package clinic.daybook.installer.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A tool of the JDK that this runs on. */
final class JdkTool {

    /** Compressing a package takes minutes on a small machine that has other things to do. */
    private static final Duration AT_MOST = Duration.ofMinutes(20);

    private JdkTool() {}

    /**
     * Runs a tool to its end.
     *
     * @param name for instance {@code jpackage}
     * @param environment what it finds in its environment besides what this program has in its own
     * @throws PackagingException if this Java does not have it, or if it failed; with what it said
     */
    static void run(String name, Map<String, String> environment, List<String> arguments) {
        Path home = Path.of(System.getProperty("java.home", ""));
        Path tool = home.resolve("bin").resolve(name);
        if (!Files.exists(tool) && !Files.exists(tool.resolveSibling(name + ".exe"))) {
            throw new PackagingException(
                    name + " is missing: it belongs to a full JDK 25, and this is " + home);
        }
        try (ProgramRun run = ProgramRun.start(tool, environment, arguments)) {
            int status = run.awaitExit(AT_MOST);
            if (status != 0) {
                throw new PackagingException(
                        name + " failed (status " + status + "):\n" + run.output());
            }
        }
    }
}
