package clinic.daybook.installer.packaging;

import java.util.List;

/** What is packaged. Each has a module of the build, whose jar and libraries go into its image. */
public enum Product {
    /** The desk, with JavaFX linked into its runtime. */
    DESK(
            "daybook",
            "Daybook",
            "client",
            "clinic.daybook.desk.Main",
            "Front desk of a clinic",
            List.of(
                    "javafx.controls",
                    "javafx.fxml",
                    "java.instrument",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.sql",
                    "java.xml",
                    "jdk.localedata",
                    "jdk.management",
                    "jdk.unsupported",
                    "jdk.zipfs"),
            "ALL-UNNAMED,javafx.graphics"),

    /**
     * The sync server. Without java.desktop: only classes that it never loads refer to that, and
     * its libraries would have the package depend on those of a screen.
     */
    SERVER(
            "daybook-server",
            "Daybook server",
            "sync-server",
            "clinic.daybook.server.Main",
            "Sync server of the front desks",
            Runtimes.WITHOUT_A_SCREEN,
            "ALL-UNNAMED"),

    /** The statistics worker, which the server neither needs nor has on its class path. */
    WORKER(
            "daybook-worker",
            "Daybook worker",
            "sync-server/worker",
            "clinic.daybook.server.worker.WorkerMain",
            "Statistics of the clinic from the events in Kinesis",
            Runtimes.WITHOUT_A_SCREEN,
            "ALL-UNNAMED");

    /** An enum's constants can name no constant of its own. */
    private static final class Runtimes {
        static final List<String> WITHOUT_A_SCREEN =
                List.of(
                        "java.instrument",
                        "java.logging",
                        "java.management",
                        "java.naming",
                        "java.net.http",
                        "java.rmi",
                        "java.security.jgss",
                        "java.sql",
                        "java.xml",
                        "jdk.localedata",
                        "jdk.management",
                        "jdk.unsupported",
                        "jdk.zipfs");
    }

    /**
     * For a machine that does other things as well: a heap that grows when it must and gives back
     * what it does not need. The collector sizes the young generation by what it costs to clear it:
     * small while little comes, and large enough for what hundreds of requests at a time leave
     * behind. {@code ./daybook} gives them to the server too.
     */
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseParallelGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms24m",
                    "-XX:NewSize=8m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    "-XX:TrimNativeHeapInterval=10000");

    private final String launcher;
    private final String title;
    private final String module;
    private final String mainClass;
    private final String description;
    private final List<String> runtimeModules;
    private final String nativeAccess;

    Product(
            String launcher,
            String title,
            String module,
            String mainClass,
            String description,
            List<String> runtimeModules,
            String nativeAccess) {
        this.launcher = launcher;
        this.title = title;
        this.module = module;
        this.mainClass = mainClass;
        this.description = description;
        this.runtimeModules = runtimeModules;
        this.nativeAccess = nativeAccess;
    }

    /** The name of the program, of its image and of its package. */
    public String launcher() {
        return launcher;
    }

    /** The name that people read. */
    String title() {
        return title;
    }

    /** The directory of the module in the checkout. */
    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }

    String description() {
        return description;
    }

    /** The modules that jlink puts into the runtime, besides those that they need themselves. */
    List<String> runtimeModules() {
        return runtimeModules;
    }

    /** Who may call native code, as in {@code --enable-native-access}. */
    String nativeAccess() {
        return nativeAccess;
    }

    /** What the Java machine is told beside that. */
    public List<String> javaOptions() {
        return this == DESK ? List.of() : SMALL;
    }

    /** Whether somebody waits for it to start, so that it is trained to start faster. */
    public boolean trained() {
        return this != WORKER;
    }

    /** Whether people start it from a menu. */
    boolean hasWindows() {
        return this == DESK;
    }
}
