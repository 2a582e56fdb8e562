package clinic.daybook.simulation;

import clinic.daybook.desk.local.DeskFailure;
import clinic.daybook.desk.local.DeskPlatform;
import clinic.daybook.desk.local.LocalDesk;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.sync.SyncDriver;
import clinic.daybook.sync.InvariantBroken;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A real desk on its real database: its lives, and the machine that it stands on. */
final class Desk {

    /** All that a desk has in memory. */
    private record Running(Life life, Disk disk, LocalDesk local, SyncDriver sync) {}

    private final int number;
    private final String name;
    private final Path directory;
    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Bug bug;
    private final Network network;
    private final long boardFirstBeyond;
    private final Consumer<Desk> onDeath;
    private long clockAheadNanos;
    private @Nullable Running running;
    private @Nullable SyncStatus status;
    private RestoredServer restored = RestoredServer.NONE;

    /**
     * A desk that is not started yet.
     *
     * @param boardFirstBeyond with more events at the server it begins with today's board
     * @param onDeath told when it has died and its database stands as it will be found
     */
    Desk(
            int number,
            Path directory,
            World world,
            Chance chance,
            Faults faults,
            Bug bug,
            Network network,
            long boardFirstBeyond,
            Consumer<Desk> onDeath) {
        this.number = number;
        this.name = "desk " + number;
        this.directory = directory;
        this.world = world;
        this.chance = chance;
        this.faults = faults;
        this.bug = bug;
        this.network = network;
        this.boardFirstBeyond = boardFirstBeyond;
        this.onDeath = onDeath;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    Path directory() {
        return directory;
    }

    Network network() {
        return network;
    }

    /** What it lives now; {@code null}: it is down. */
    @Nullable Life life() {
        return running == null || running.life().over() ? null : running.life();
    }

    /** The desk as its screens see it; only while it is up. */
    LocalDesk local() {
        if (running == null) {
            throw new IllegalStateException(name + " is down");
        }
        return running.local();
    }

    /** How it says it stands to the server. */
    @Nullable SyncStatus status() {
        return status;
    }

    /** Somebody has looked at what a restored server lacks, and lets it be sent. */
    void sendWhatIsLacking() {
        Running at = running;
        if (at != null && !at.life().over() && restored.stage() == RestoredServer.Stage.WAITING) {
            world.say(name, "sends " + restored.changes() + " changes that the server lacks");
            var _ = at.local().sync().sendLacking();
        }
    }

    /** What its clock shows. */
    Instant clock() {
        return world.instant().plusNanos(clockAheadNanos);
    }

    void setClock(Duration ahead) {
        clockAheadNanos = ahead.toNanos();
    }

    /** Starts; false when its disk did not let it. */
    boolean start() {
        Life life = new Life(name);
        Disk disk = new Disk(world, chance.split(), faults, life, this::die, bug::desk);
        DeskPlatform platform = new Platform(life, disk);
        LocalDesk local;
        try {
            local = LocalDesk.open(directory, this::clock, platform);
        } catch (DeskFailure e) {
            world.say(name, "cannot start: " + e.getMessage());
            life.end();
            disk.release();
            return false;
        }
        disk.mayDie();
        SyncDriver sync =
                new SyncDriver(
                        local.sync(),
                        this::clock,
                        "simulated",
                        platform,
                        network.of(life),
                        bug.machine());
        running = new Running(life, disk, local, sync);
        status = null;
        restored = RestoredServer.NONE;
        local.onSync(now -> status = now);
        local.onRestored(now -> restored = now);
        sync.start();
        world.say(name, "starts");
        return true;
    }

    /** Makes itself known to the server. */
    CompletableFuture<Void> enrol(String code) {
        Running at = running;
        if (at == null) {
            throw new IllegalStateException(name + " is down");
        }
        return at.sync().enrol("http://server", code, name).toCompletableFuture();
    }

    /** Is shut down in an orderly way. */
    void stop() {
        Running at = running;
        if (at != null && !at.life().over()) {
            at.sync().close();
            at.local().close();
            at.life().end();
            network.ended(at.life());
            at.disk().release();
            running = null;
            world.say(name, "is shut down");
            onDeath.accept(this);
        }
    }

    /** Dies at once, in the middle of whatever it does. */
    void die() {
        Running dead = running;
        if (dead != null && !dead.life().over()) {
            dead.life().end();
            network.ended(dead.life());
            world.after(
                    0,
                    name + " is gone",
                    () -> {
                        // Its threads are gone: what this closes is files, and nothing is written.
                        dead.local().close();
                        dead.disk().release();
                        running = null;
                        onDeath.accept(this);
                    });
            world.after(
                    chance.until(Duration.ofSeconds(25)).toNanos() + 1,
                    name + " is started",
                    this::ensureUp);
        }
    }

    /** Starts now if it is down, and goes on trying. */
    void ensureUp() {
        if (running == null && !start()) {
            world.after(1_000_000_000L, name + " tries again", this::ensureUp);
        }
    }

    private final class Platform implements DeskPlatform {
        private final Life life;
        private final Disk disk;
        private final Chance random = chance.split();
        private final Chance delays = chance.split();

        Platform(Life life, Disk disk) {
            this.life = life;
            this.disk = disk;
        }

        @Override
        public ExecutorService serial(String thread) {
            boolean store = thread.equals("desk-store");
            return new SerialQueue(
                    world,
                    life,
                    thread,
                    () -> store ? delays.nanos(500, 40_000) : delays.nanos(5, 2_000));
        }

        @Override
        public ExecutorService listeners() {
            return new LooseTasks(world, life, "listener", delays);
        }

        @Override
        public ScheduledExecutorService timers() {
            return new LooseTasks(world, life, "timer", delays);
        }

        @Override
        public <T> T await(CompletableFuture<T> result) {
            return world.await(life, result);
        }

        @Override
        public long boardFirstBeyond() {
            return boardFirstBeyond;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void broken(InvariantBroken what) {
            // By itself, so that nothing of the desk's takes it for a mishap of its own.
            world.after(
                    1,
                    name + " is not as it must be",
                    () -> {
                        throw new Violation(String.valueOf(what.getMessage()));
                    });
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
