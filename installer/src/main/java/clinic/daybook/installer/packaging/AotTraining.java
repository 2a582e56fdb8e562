package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Makes a program start faster: runs it once, lets the Java machine write down what it loaded and
 * linked, and ships that beside the jars. Where the cache does not fit the machine, Java goes on
 * without it.
 */
final class AotTraining {

    /** The option that has the launcher use the cache; $APPDIR is where the jars are. */
    static final String USE = "java-options=-XX:AOTCache=$APPDIR/app.aot";

    private static final Duration ASSEMBLY = Duration.ofSeconds(180);

    private final AppImage image;
    private final Path work;

    /**
     * The training of one image.
     *
     * @param work an existing directory for what is in between
     */
    AotTraining(AppImage image, Path work) {
        this.image = image;
        this.work = work;
    }

    /** What a training run consists of, for telling whether a cache is still the right one. */
    static List<String> description(Product product) {
        return List.of(USE, product.name());
    }

    /**
     * Trains, and has the launcher use the result.
     *
     * @throws PackagingException if the program does not run as it should
     */
    void run() throws IOException {
        // In two steps: the one that does both starts bin/java, which an image does not have.
        Path recorded = work.resolve("app.aotconf");
        TrialRun.run(
                image,
                TrialRun.HEADLESS + " -XX:AOTMode=record -XX:AOTConfiguration=" + quoted(recorded),
                Files.createTempDirectory(work, "training"));
        if (!Files.exists(recorded)) {
            throw new PackagingException(
                    "the training run of " + image.product() + " left nothing");
        }
        try (ProgramRun assembly =
                ProgramRun.start(
                        image,
                        "-XX:AOTMode=create -XX:AOTConfiguration="
                                + quoted(recorded)
                                + " -XX:AOTCache="
                                + quoted(image.aotCache()),
                        List.of())) {
            int status = assembly.awaitExit(ASSEMBLY);
            if (status != 0 || !Files.exists(image.aotCache())) {
                throw new PackagingException(
                        "no AOT cache came out (status " + status + "):\n" + assembly.output());
            }
        }
        Files.writeString(
                image.configuration(),
                Files.readString(image.configuration()).stripTrailing() + "\n" + USE + "\n");
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }
}
