package clinic.daybook.simulation;

import clinic.daybook.server.Config;
import clinic.daybook.server.ServerCore;
import clinic.daybook.server.http.HttpServer;
import clinic.daybook.server.live.LiveSocket;
import clinic.daybook.server.store.ServerPlatform;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.server.store.StoreBackup;
import clinic.daybook.server.store.StoreRestore;
import clinic.daybook.simulation.Message.Answered;
import clinic.daybook.simulation.Message.Asked;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The real server on its real database, without a port and without threads of its own. */
final class Server {

    private static final Duration TURN = Duration.ofSeconds(2);

    /** All that a server has in memory. */
    private record Running(
            Life life, Disk disk, ServerCore core, HttpServer http, Servlet routes) {}

    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Bug bug;
    private final Path directory;
    private final Consumer<Life> onEnd;
    private @Nullable Running running;
    private boolean dying;
    private boolean restoring;
    private @Nullable Path backup;

    /** {@code onEnd}: told when a life of the server is over, for its lines. */
    Server(
            World world,
            Chance chance,
            Faults faults,
            Bug bug,
            Path directory,
            Consumer<Life> onEnd) {
        this.world = world;
        this.chance = chance;
        this.faults = faults;
        this.bug = bug;
        this.directory = directory;
        this.onEnd = onEnd;
    }

    Path directory() {
        return directory;
    }

    boolean up() {
        return running != null && !dying;
    }

    /** The life that answers now. */
    @Nullable Life life() {
        return running == null || dying ? null : running.life();
    }

    /** What it is made of, for enrolling a desk; only while it is up. */
    ServerCore core() {
        if (running == null) {
            throw new IllegalStateException("the server is down");
        }
        return running.core();
    }

    /** Starts; false when its disk did not let it. */
    boolean start() {
        Life life = new Life("server");
        Disk disk = new Disk(world, chance.split(), faults, life, this::die, bug::server);
        Running now;
        try {
            ServerCore core =
                    ServerCore.open(
                            Config.local(directory, 0), this::now, new Platform(life, disk));
            HttpServer http = core.http(List.of());
            now = new Running(life, disk, core, http, http.routes());
        } catch (StorageException e) {
            world.say("server", "cannot start: " + e.getMessage());
            life.end();
            disk.release();
            return false;
        }
        running = now;
        disk.mayDie();
        dying = false;
        world.say("server", "starts");
        turnRegularly(now);
        return true;
    }

    private Instant now() {
        return world.instant();
    }

    /** Dies at once, in the middle of whatever it does. */
    void die() {
        Running dead = running;
        if (dead != null && !dying) {
            dying = true;
            dead.life().end();
            onEnd.accept(dead.life());
            world.after(
                    0,
                    "server is gone",
                    () -> {
                        // Its memory is gone: what this closes is files, and nothing is written.
                        dead.core().close();
                        dead.disk().release();
                        running = null;
                    });
            world.after(
                    chance.until(Duration.ofSeconds(20)).toNanos() + 1, "server", this::startAgain);
        }
    }

    private void startAgain() {
        if (running == null && !restoring && !start()) {
            world.after(1_000_000_000L, "server", this::startAgain);
        }
    }

    /** Takes a backup, as the administrator does while it runs. */
    void backUp(Path file) {
        if (!up()) {
            return;
        }
        new StoreBackup(directory, this::now).to(file);
        world.say("server", "is backed up");
        backup = file;
    }

    /** Is stopped, put back to its last backup, and started. */
    void restore() {
        Path file = backup;
        if (file == null || restoring) {
            return;
        }
        restoring = true;
        die();
        world.after(
                1_000_000_000L,
                "restore",
                () -> {
                    restoring = false;
                    if (running == null) {
                        faults.count(Fault.RESTORE);
                        new StoreRestore(directory, this::now).from(file);
                        world.say("server", "is restored from its backup");
                        startAgain();
                    }
                });
    }

    /** Starts now if it is down. */
    void ensureUp() {
        if (running == null) {
            startAgain();
        }
    }

    /** Answers a request; {@code null}: it is down, or died over it. */
    @Nullable Answered answer(Asked asked) {
        Running at = running;
        if (at == null || dying) {
            return null;
        }
        Servlets.Answer answer = new Servlets.Answer();
        try {
            at.routes().service(Servlets.request(asked), answer.response());
        } catch (Crash crash) {
            return null;
        } catch (ServletException | IOException e) {
            throw new Violation("the server's routes failed at " + asked.path(), e);
        }
        turnSoon(at);
        return at.life().over() ? null : answer.written();
    }

    /** Opens a live line, or answers why not; {@code null}: nothing came of it. */
    @Nullable Answered open(Asked asked, Consumer<LiveSocket> opened) {
        Running at = running;
        if (at == null || dying) {
            return null;
        }
        Servlets.Answer answer = new Servlets.Answer();
        try {
            at.http().live(Servlets.request(asked), answer.response(), opened);
        } catch (Crash crash) {
            return null;
        } catch (IOException e) {
            throw new Violation("the server's live route failed", e);
        }
        turnSoon(at);
        return at.life().over() ? null : answer.written();
    }

    /** What the thread of the live lines does: now and then, and when something is new. */
    private void turnRegularly(Running at) {
        world.after(
                TURN.toNanos(),
                at.life(),
                "turn",
                () -> {
                    turn(at);
                    turnRegularly(at);
                });
    }

    private void turnSoon(Running at) {
        world.after(chance.nanos(100, 5_000), at.life(), "turn", () -> turn(at));
    }

    private void turn(Running at) {
        try {
            at.core().live().turn();
        } catch (StorageException e) {
            world.say("server", "cannot read its tail");
        }
    }

    private final class Platform implements ServerPlatform {
        private final Life life;
        private final Disk disk;
        private final Chance random = chance.split();

        Platform(Life life, Disk disk) {
            this.life = life;
            this.disk = disk;
        }

        @Override
        public ExecutorService writer() {
            return new CallingThread();
        }

        @Override
        public Thread watch(String name, Runnable loop) {
            // Nobody else writes here, and what is written is written when the call returns.
            return Thread.ofVirtual().name(life.name()).unstarted(loop);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public long nanoTime() {
            return world.now();
        }

        @Override
        public Connection connection(Connection opened, boolean writes) {
            return disk.connection(opened, writes);
        }
    }
}
