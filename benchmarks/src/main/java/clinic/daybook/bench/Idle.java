package clinic.daybook.bench;

import clinic.daybook.installer.system.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The memory of a server process that nobody asks anything. Linux tells. */
final class Idle implements Benchmark {

    private static final double KIB_PER_MB = 1_000_000 / 1_024.0;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        try (ServerProcess server = BenchClinic.started(directory)) {
            TimeUnit.NANOSECONDS.sleep(effort.idle().toNanos());
            return List.of(Metric.of(name(), "resident", residentKib(server) / KIB_PER_MB, "MB"));
        }
    }

    private static long residentKib(ServerProcess server) throws IOException {
        Path status = Path.of("/proc", Long.toString(server.pid()), "status");
        if (!Files.exists(status)) {
            throw new BenchFailure("the memory of a process is read on Linux only");
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new BenchFailure("the process has ended"));
    }
}
