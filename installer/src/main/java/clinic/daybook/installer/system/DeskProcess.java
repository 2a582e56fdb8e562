package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A desk through all its lives as a process, with what it has said is saved. */
final class DeskProcess implements AutoCloseable {

    /** How far its clock is ahead, another one for every life: right, days off, hours behind. */
    private static final List<Duration> CLOCKS =
            List.of(Duration.ZERO, Duration.ofDays(2), Duration.ofHours(-3));

    private static final String SAVED = "saved ";
    private static final String BROKEN = "broken ";

    private final String name;
    private final Path directory;
    private final Path log;
    private final String staffId;
    private final CuttingProxy line;
    private final RandomGenerator random;
    private final Map<UUID, String> saved = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private @Nullable JavaProcess process;

    DeskProcess(String name, Path all, String staffId, CuttingProxy line, RandomGenerator random) {
        this.name = name;
        this.directory = all.resolve("desk-" + name);
        this.log = all.resolve("desk-" + name + ".log");
        this.staffId = staffId;
        this.line = line;
        this.random = random;
    }

    String name() {
        return name;
    }

    Path directory() {
        return directory;
    }

    /** Its line to the server. */
    CuttingProxy line() {
        return line;
    }

    /** What it has reported as durable: commit ids with the command's name. */
    Map<UUID, String> saved() {
        return Map.copyOf(saved);
    }

    /** What failed in it that must not. */
    Set<String> broken() {
        return new HashSet<>(broken);
    }

    boolean running() {
        return process != null;
    }

    /** Whether it is running as it should, or was stopped on purpose. */
    boolean asExpected() {
        return process == null || process.isAlive();
    }

    void start() throws IOException {
        process =
                JavaProcess.start(
                        "desk-" + name,
                        log,
                        this::hear,
                        JavaProcess.SHORT_LIVED,
                        DeskAgentMain.class.getName(),
                        directory.toString(),
                        staffId,
                        Long.toString(random.nextLong()),
                        Long.toString(CLOCKS.get(random.nextInt(CLOCKS.size())).toSeconds()));
    }

    private void hear(String said) {
        if (said.startsWith(SAVED)) {
            String[] words = said.substring(SAVED.length()).split(" ", 2);
            saved.put(UUID.fromString(words[0]), words[1]);
        } else if (said.startsWith(BROKEN)) {
            broken.add(name + ": " + said.substring(BROKEN.length()));
        }
    }

    void enrol(String code) throws InterruptedException {
        String answer = live().ask("enrol " + line.url() + " " + code + " " + name);
        if (!answer.equals("done")) {
            throw new SystemFailure(name + " is not enrolled: " + answer);
        }
    }

    /** Its person begins to work, as soon as it is ready. */
    void begin() {
        live().send("begin");
    }

    void pause() throws InterruptedException {
        live().ask("pause");
    }

    JsonNode status() throws InterruptedException, IOException {
        return Json.mapper().readTree(live().ask("status"));
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        live().kill();
        process = null;
    }

    /** Leaves its database as a power loss would have; of a killed desk. */
    String losePower(Path scratch) throws IOException, SQLException {
        return PowerLoss.strike(directory, saved.keySet(), scratch.resolve(name), random);
    }

    /** Ends it as an application ends. */
    void quit() throws InterruptedException {
        JavaProcess ending = live();
        ending.send("quit");
        ending.finish();
        process = null;
    }

    private JavaProcess live() {
        JavaProcess running = process;
        if (running == null) {
            throw new SystemFailure(name + " is not running");
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        line.close();
    }
}
