package clinic.daybook.installer.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the app images and starts the programs in them, as people do who have installed them. It
 * runs when all modules are packaged; an image whose inputs have not changed is taken as it is.
 */
class PackagingTest {

    /** Java then refuses to start with an AOT cache that it cannot use, instead of going on. */
    private static final String ONLY_WITH_CACHE = "-XX:AOTMode=on";

    private static final String HEADLESS_WITH_CACHE = TrialRun.HEADLESS + " " + ONLY_WITH_CACHE;

    private static AppImage desk;
    private static AppImage server;
    private static AppImage worker;

    @TempDir private Path directory;

    @BeforeAll
    static void buildImages() {
        ImageBuilder builder = new ImageBuilder(checkout(), line -> {});
        desk = builder.build(Product.DESK);
        server = builder.build(Product.SERVER);
        worker = builder.build(Product.WORKER);
    }

    @Test
    void deskShowsItsWindowWithItsCacheAndExits() {
        TrialRun.run(desk, HEADLESS_WITH_CACHE, directory);
    }

    @Test
    void deskRunsWhereverItsImageIsPut() throws IOException {
        AppImage moved = new AppImage(Product.DESK, directory.resolve("another place"));
        Trees.copy(desk.directory(), moved.directory());

        TrialRun.run(moved, HEADLESS_WITH_CACHE, directory.resolve("data"));
    }

    @Test
    void deskStartsWithoutACache() throws IOException {
        try (CacheAside _ = new CacheAside(desk)) {
            TrialRun.run(desk, TrialRun.HEADLESS, directory);
        }
    }

    @Test
    void deskStartsWithACacheThatJavaCannotRead() throws IOException {
        try (CacheAside _ = new CacheAside(desk)) {
            Files.writeString(desk.aotCache(), "of no Java");
            TrialRun.run(desk, TrialRun.HEADLESS, directory);
        }
    }

    @Test
    void deskThatCannotOpenItsRecordsEndsWithACode() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> TrialRun.run(desk, HEADLESS_WITH_CACHE, inTheWay))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining("DB-1001");
    }

    @Test
    void serverListensAnswersAndEndsWhenTold() {
        TrialRun.run(server, ONLY_WITH_CACHE, directory);
    }

    @Test
    void serverStartsWithoutACache() throws IOException {
        try (CacheAside _ = new CacheAside(server)) {
            TrialRun.run(server, "-Dfile.encoding=UTF-8", directory);
        }
    }

    @Test
    void javaSaysNothingAmongWhatTheServerPrints() throws IOException, InterruptedException {
        try (CacheAside _ = new CacheAside(server)) {
            Process enrol =
                    new ProcessBuilder(
                                    server.launcher().toString(),
                                    "enrol",
                                    "--data",
                                    directory.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed = new String(enrol.getInputStream().readAllBytes(), UTF_8);

            assertThat(enrol.waitFor()).isZero();
            assertThat(printed.strip().lines()).hasSize(1);
        }
    }

    @Test
    void serverThatCannotKeepItsDataDoesNotStart() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> TrialRun.run(server, ONLY_WITH_CACHE, inTheWay))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining("ended too early");
    }

    @Test
    void deskHasJavaFxInItsRuntimeAndTheServerNothingOfAScreen() throws IOException {
        assertThat(modules(desk)).contains("javafx.controls", "javafx.fxml");
        assertThat(names(desk.jars())).noneMatch(name -> name.startsWith("javafx"));
        assertThat(modules(server)).doesNotContain("java.desktop", "javafx.graphics");
        assertThat(names(server.jars())).noneMatch(name -> name.startsWith("javafx"));
    }

    @Test
    void workerStartsAndItsLibrariesAreItsOwn() throws IOException {
        TrialRun.run(worker, "-Dfile.encoding=UTF-8", directory);
        assertThat(names(worker.jars()))
                .anyMatch(name -> name.startsWith("amazon-kinesis-client-"))
                .anyMatch(name -> name.startsWith("worker-"));
        for (AppImage other : List.of(server, desk)) {
            assertThat(names(other.jars()))
                    .noneMatch(name ->
                            name.matches("(amazon-kinesis-client|worker|dynamodb|netty|guava)-.*"));
        }
        assertThat(names(worker.jars()))
                .noneMatch(name -> name.matches("(DynamoDBLocal|junit|assertj).*"));
    }

    @Test
    void serverSendsWhoAsksForTheWorkerToItsPackage() throws IOException, InterruptedException {
        Process beside =
                new ProcessBuilder(server.launcher().toString(), "worker", "--help")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(beside.getInputStream().readAllBytes(), UTF_8);
        assertThat(beside.waitFor()).isZero();
        assertThat(said).contains("--kinesis-stream");

        AppImage alone = new AppImage(Product.SERVER, directory.resolve("alone"));
        Trees.copy(server.directory(), alone.directory());
        Process without =
                new ProcessBuilder(alone.launcher().toString(), "worker", "--help")
                        .redirectErrorStream(true)
                        .start();
        said = new String(without.getInputStream().readAllBytes(), UTF_8);
        assertThat(without.waitFor()).isEqualTo(2);
        assertThat(said.strip().lines()).hasSize(1);
        assertThat(said).contains("daybook-worker");
    }

    @Test
    void imageOfTheSameInputsIsNotBuiltAgain() {
        List<String> steps = new ArrayList<>();

        new ImageBuilder(checkout(), steps::add).build(Product.DESK);

        assertThat(steps).isEmpty();
    }

    @Test
    void whatIsNotBuiltYetIsSaid() {
        Checkout empty = new Checkout(directory, "0");

        assertThatThrownBy(() -> new ImageBuilder(empty, line -> {}).build(Product.DESK))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining("client is not built yet");
    }

    private static Checkout checkout() {
        return new Checkout(
                Path.of(System.getProperty("daybook.checkout")),
                System.getProperty("daybook.version"));
    }

    private static List<String> modules(AppImage image) throws IOException {
        String line =
                Files.readAllLines(image.runtime().resolve("release")).stream()
                        .filter(entry -> entry.startsWith("MODULES="))
                        .findFirst()
                        .orElseThrow();
        return List.of(line.replace("MODULES=", "").replace("\"", "").split(" "));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Takes an image's cache away, and puts it back when closed. */
    private static final class CacheAside implements AutoCloseable {

        private final Path cache;
        private final Path aside;

        CacheAside(AppImage image) throws IOException {
            cache = image.aotCache();
            aside = cache.resolveSibling("app.aot.aside");
            Files.move(cache, aside);
        }

        @Override
        public void close() throws IOException {
            Files.move(aside, cache, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
