package clinic.daybook.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** On what was measured, in a line. */
final class Machine {

    private Machine() {}

    /** {@code directory}: where the databases are. */
    static String line(Path directory) throws IOException {
        return "%s, %d cores, %d GiB memory, %s %s, %s on %s, Java %s, load %.1f"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        memoryGiB(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Files.getFileStore(directory).type(),
                        directory,
                        System.getProperty("java.version"),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static long memoryGiB() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 30
                : 0;
    }
}
