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
    private static final int LONGEST_MILLIS = 1_200;

    /**
     * A process is down, and a line is bad, for at most so long: in between there is work to lose.
     */
    private static final int DOWN_MILLIS = 3_000;

    private final ServerProcess server;
    private final List<DeskProcess> desks;
    private final Path scratch;
    private final RandomGenerator random;
    private final Consumer<String> progress;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<DeskProcess, Long> deskBack = new HashMap<>();
    private final Map<DeskProcess, Long> lineBack = new HashMap<>();
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

    /** Starts again what was killed, and heals lines, when they are due. */
    private void restart(long now) throws IOException, InterruptedException {
        lineBack.entrySet()
                .removeIf(line -> {
                    boolean due = now - line.getValue() >= 0;
                    if (due) {
                        line.getKey().line().heal();
                    }
                    return due;
                });
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
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> {
                line.cut();
                note(Kind.CUT, desk.name());
            }
            case 4, 5, 6 -> {
                line.tearAfter(random.nextInt(3_000));
                note(Kind.TORN, desk.name());
            }
            case 7, 8, 9 -> {
                line.delay(random.nextInt(300));
                badFor(desk);
                note(Kind.SLOW, desk.name());
            }
            case 10, 11 -> {
                line.refuse(true);
                line.cut();
                badFor(desk);
                note(Kind.REFUSED, desk.name());
            }
            case 12 -> {
                line.swallow(true);
                badFor(desk);
                note(Kind.HALF_OPEN, desk.name());
            }
            case 13, 14, 15, 16 -> kill(desk);
            default -> killServer();
        }
    }

    private void badFor(DeskProcess desk) {
        lineBack.put(desk, System.nanoTime() + downTime());
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
