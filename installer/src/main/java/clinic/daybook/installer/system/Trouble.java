package clinic.daybook.installer.system;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What goes wrong, drawn at random: lines, processes, power. */
final class Trouble {

    /** The kinds of it, as they are counted. */
    enum Kind {
        CUT,
        TORN,
        SLOW,
        REFUSED,
        HALF_OPEN,
        DESK_KILLED,
        POWER_LOST,
        SERVER_KILLED
    }

    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 700;
    private static final int DOWN_MILLIS = 3_000;

    private final ServerProcess server;
    private final List<DeskProcess> desks;
    private final Path scratch;
    private final RandomGenerator random;
    private final Consumer<String> progress;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<DeskProcess, Long> deskBack = new HashMap<>();
    private long serverBack;

    /** {@code progress} hears of each thing that was done. */
    Trouble(
            ServerProcess server,
            List<DeskProcess> desks,
            Path scratch,
            RandomGenerator random,
            Consumer<String> progress) {
        this.server = server;
        this.desks = desks;
        this.scratch = scratch;
        this.random = random;
        this.progress = progress;
    }

    /** How often each kind was made. */
    Map<Kind, Integer> counts() {
        return Map.copyOf(counts);
    }

    /**
     * Makes trouble for so long, then leaves good lines and all processes running. Lines that are
     * half-open stay so until their ends find out.
     *
     * @throws SystemFailure when a process ended that nobody had killed
     */
    void make(Duration duration) throws IOException, InterruptedException, SQLException {
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
            requireAlive();
            restart(System.nanoTime());
            strike();
        }
        desks.forEach(desk -> desk.line().heal());
        serverBack = System.nanoTime();
        deskBack.clear();
        restart(System.nanoTime());
        requireAlive();
    }

    private void requireAlive() {
        if (!server.asExpected()) {
            throw new SystemFailure("the server ended by itself");
        }
        for (DeskProcess desk : desks) {
            if (!desk.asExpected()) {
                throw new SystemFailure("desk " + desk.name() + " ended by itself");
            }
        }
    }

    /** Starts again what was killed and is due. */
    private void restart(long now) throws IOException, InterruptedException {
        if (!server.running() && now - serverBack >= 0) {
            server.start();
            server.awaitListening();
        }
        for (DeskProcess desk : desks) {
            if (!desk.running() && now - deskBack.getOrDefault(desk, now) >= 0) {
                desk.start();
                desk.begin();
            }
        }
    }

    private void strike() throws IOException, InterruptedException, SQLException {
        DeskProcess desk = desks.get(random.nextInt(desks.size()));
        CuttingProxy line = desk.line();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                line.cut();
                note(Kind.CUT, desk.name());
            }
            case 4, 5, 6 -> {
                line.tearAfter(random.nextInt(3_000));
                note(Kind.TORN, desk.name());
            }
            case 7, 8 -> {
                line.delay(random.nextInt(300));
                note(Kind.SLOW, desk.name());
            }
            case 9 -> {
                line.refuse(true);
                line.cut();
                note(Kind.REFUSED, desk.name());
            }
            case 10 -> {
                line.swallow(true);
                note(Kind.HALF_OPEN, desk.name());
            }
            case 11, 12, 13, 14 -> kill(desk);
            case 15 -> killServer();
            default -> line.heal();
        }
    }

    private void kill(DeskProcess desk) throws IOException, InterruptedException, SQLException {
        if (!desk.running()) {
            return;
        }
        desk.kill();
        deskBack.put(desk, System.nanoTime() + downTime());
        note(Kind.DESK_KILLED, desk.name());
        if (random.nextBoolean()) {
            note(Kind.POWER_LOST, desk.name() + ": " + desk.losePower(scratch));
        }
    }

    private void killServer() throws InterruptedException {
        if (server.running()) {
            server.kill();
            serverBack = System.nanoTime() + downTime();
            note(Kind.SERVER_KILLED, "");
        }
    }

    private long downTime() {
        return TimeUnit.MILLISECONDS.toNanos(random.nextInt(DOWN_MILLIS));
    }

    private void note(Kind kind, String where) {
        counts.merge(kind, 1, Integer::sum);
        progress.accept(kind + " " + where);
    }
}
