package clinic.daybook.installer.system;

import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server process under load that is killed again and again and started on the same port and data,
 * with writers that send until they know and desks that listen: nothing accepted is lost, nothing
 * doubled, versions have no gap, and every desk hears every event once and in order.
 */
final class Soak implements AutoCloseable {

    private static final int COMMON_STREAMS = 3;
    private static final int DESK_THREADS = 4;
    private static final int MAX_SHOWN = 20;
    private static final int LOOK_MILLIS = 100;
    private static final long STANDSTILL_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long WRITERS_END_MINUTES = 6;

    /**
     * How much of it.
     *
     * @param between the time from one kill to the next, give or take a fifth
     */
    record Size(int writers, int desks, Duration duration, Duration between) {}

    /**
     * What came of it.
     *
     * @param commits that were accepted
     * @param events in the log at the end
     * @param unknown requests that had no answer and were sent again
     * @param repeated commits that were sent once more although their outcome was known
     * @param lines live lines that the desks had, one after the other, together
     * @param violations empty when everything held
     */
    record Outcome(
            int kills,
            int commits,
            int events,
            int conflicts,
            int unknown,
            int repeated,
            int lines,
            List<String> violations) {
        Outcome {
            violations = List.copyOf(violations);
        }
    }

    /** What all writers and desks share. */
    record Scene(
            SoakClient client,
            String staffId,
            SoakWriter.Told told,
            Set<String> violations,
            long until) {

        /** Whether writers are to end. */
        boolean over() {
            return System.nanoTime() - until >= 0 || !violations.isEmpty();
        }

        void violated(String what) {
            synchronized (violations) {
                if (violations.size() < MAX_SHOWN) {
                    violations.add(what);
                }
            }
        }
    }

    private final Path directory;
    private final SplittableRandom random;
    private final @Nullable PostgresAddress database;
    private final Consumer<String> progress;
    private final ServerProcess server;
    private final SoakClient client;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    DESK_THREADS, Thread.ofPlatform().daemon().name("soak-desks-", 0).factory());
    private final List<SoakDesk> desks = new ArrayList<>();

    /**
     * In an empty directory.
     *
     * @param url of an empty PostgreSQL database for the store; {@code null}: SQLite
     */
    Soak(Path directory, @Nullable String url, long seed, Consumer<String> progress)
            throws IOException {
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.database = url == null ? null : PostgresAddress.parse(url, System.getenv());
        this.progress = progress;
        this.server = new ServerProcess(directory, freePort(), JavaProcess.SHORT_LIVED, url);
        this.client = new SoakClient(server.port());
    }

    /** Runs it. */
    Outcome run(Size size) throws IOException, InterruptedException {
        String staffId;
        List<String> codes = new ArrayList<>();
        try (ServerRuntime runtime =
                ServerRuntime.start(
                        new Config(
                                directory.resolve("server"),
                                database,
                                Config.DEFAULT_BIND,
                                0,
                                null,
                                new Tls.Off(),
                                Limits.STANDARD),
                        InstantSource.system())) {
            staffId = runtime.addStaff("배소윤", Role.FRONT_DESK, "123456").toString();
            for (int i = 0; i <= size.writers() + size.desks(); i++) {
                codes.add(runtime.enrolmentCode("soak " + i));
            }
        }
        server.start();
        server.awaitListening();
        List<SoakClient.Enrolled> enrolled = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            enrolled.add(client.enrol(codes.get(i), "soak " + i));
        }
        progress.accept(enrolled.size() + " desks are enrolled");
        Scene scene =
                new Scene(
                        client,
                        staffId,
                        new SoakWriter.Told(),
                        new LinkedHashSet<>(),
                        System.nanoTime() + size.duration().toNanos());
        SoakClient.Enrolled auditor = enrolled.getLast();
        listen(scene, enrolled.subList(size.writers(), size.writers() + size.desks()));
        int kills = write(scene, size, enrolled.subList(0, size.writers()));
        return reckon(scene, kills, auditor);
    }

    private void listen(Scene scene, List<SoakClient.Enrolled> listeners) {
        SeenEvents.Reader reader = new SeenEvents.Reader();
        for (SoakClient.Enrolled listener : listeners) {
            SoakDesk desk = new SoakDesk(client, listener, reader, threads, scene::violated);
            desks.add(desk);
            desk.start();
        }
    }

    /** Writes and kills until it is over; returns how often it was killed. */
    private int write(Scene scene, Size size, List<SoakClient.Enrolled> writers)
            throws IOException, InterruptedException {
        List<String> common = new ArrayList<>();
        for (int i = 0; i < COMMON_STREAMS; i++) {
            common.add("reservation-" + UUID.randomUUID());
        }
        int kills = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers.size())) {
            for (SoakClient.Enrolled writer : writers) {
                pool.execute(new SoakWriter(scene, writer, common, random.split()));
            }
            pool.shutdown();
            while (sleptUntilKill(scene, size.between())) {
                server.kill();
                kills++;
                server.start();
                server.awaitListening();
                progress.accept(
                        "killed and started, "
                                + scene.told().accepted.size()
                                + " commits accepted so far");
            }
            if (!pool.awaitTermination(WRITERS_END_MINUTES, TimeUnit.MINUTES)) {
                scene.violated("writers do not come to an end");
                pool.shutdownNow();
            }
        }
        return kills;
    }

    /** False when it is over before the next kill. */
    private boolean sleptUntilKill(Scene scene, Duration between) throws InterruptedException {
        long millis = between.toMillis();
        long kill = System.nanoTime() + random.nextLong(millis * 4 / 5, millis * 6 / 5) * 1_000_000;
        while (System.nanoTime() - kill < 0) {
            if (scene.over()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return !scene.over();
    }

    private Outcome reckon(Scene scene, int kills, SoakClient.Enrolled auditor)
            throws IOException, InterruptedException {
        progress.accept("quiet");
        SoakLog log = SoakLog.read(client, auditor);
        log.compare(scene.told().accepted);
        log.violations().forEach(scene::violated);
        awaitDesks(log.head());
        int lines = 0;
        for (SoakDesk desk : desks) {
            desk.close();
            lines += desk.lines();
            if (!desk.summary().equals(log.summary())) {
                scene.violated(
                        desk.id() + " saw " + desk.summary() + "; there are " + log.summary());
            }
        }
        server.stop();
        String verdict = server.command("verify");
        if (!verdict.startsWith("sound")) {
            scene.violated("the server's store is not sound: " + verdict);
        }
        SoakWriter.Told told = scene.told();
        return new Outcome(
                kills,
                told.accepted.size(),
                log.events(),
                told.conflicts.get(),
                told.unknown.get(),
                told.repeated.get(),
                lines,
                List.copyOf(scene.violations()));
    }

    /**
     * Waits as long as one of them gets on: how long that takes depends on the machine, and they
     * have no further to go than the head. Who does not get there is told of by what they have
     * seen.
     */
    private void awaitDesks(long head) throws InterruptedException {
        long before = -1;
        long moved = System.nanoTime();
        long told = moved;
        while (true) {
            long behind = desks.stream().filter(desk -> desk.position() < head).count();
            long reached = desks.stream().mapToLong(SoakDesk::position).sum();
            long now = System.nanoTime();
            if (reached != before) {
                before = reached;
                moved = now;
            }
            if (behind == 0) {
                return;
            }
            if (now - moved >= STANDSTILL_NANOS) {
                progress.accept(behind + " desks get on no more");
                return;
            }
            if (now - told >= TELL_NANOS) {
                told = now;
                progress.accept(
                        behind
                                + " desks have still to read, each "
                                + (head * desks.size() - reached) / behind
                                + " events on average");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        desks.forEach(SoakDesk::close);
        threads.shutdownNow();
        client.close();
        server.close();
    }
}
