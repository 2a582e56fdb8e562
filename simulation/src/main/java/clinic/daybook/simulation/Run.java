package clinic.daybook.simulation;

import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.FirstSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run: a seed, some hours of a clinic in which much goes wrong, and what must hold at its end.
 */
final class Run {

    /**
     * What came of a run.
     *
     * @param violation what did not hold; {@code null}: everything held
     * @param trace the last few hundred lines
     */
    record Result(
            long seed,
            @Nullable String violation,
            long hash,
            long steps,
            Duration simulated,
            int recorded,
            Map<Fault, Integer> faults,
            List<String> trace) {}

    private static final Duration UNTIL_QUIET = Duration.ofMinutes(15);

    private static final int RUNS_PER_RESTORE = 4;
    private static final int RUNS_PER_BOARD = 4;

    /** Where a desk begins with a board, there are other days of which it has nothing then. */
    private static final int DAYS = 3;

    private final long seed;
    private final Duration length;
    private final Path directory;
    private final World world = new World();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private final Chance chance;
    // Apart, so that what it decides leaves all else of a seed as it is.
    private final Chance beginnings;
    private final boolean boardFirst;
    private final long boardFirstBeyond;
    private final Bug bug;
    private final Server server;
    private final Checks checks;
    private final List<Network> networks = new ArrayList<>();
    private final List<Desk> desks = new ArrayList<>();
    private final List<Clerk> clerks = new ArrayList<>();
    private boolean over;

    private Run(long seed, Duration length, Bug bug, Path directory) {
        this.seed = seed;
        this.length = length;
        this.directory = directory;
        this.chance = new Chance(seed);
        this.beginnings = new Chance(~seed);
        this.boardFirst = beginnings.oneIn(RUNS_PER_BOARD);
        this.boardFirstBeyond =
                boardFirst
                        ? beginnings.between(1, 2 * (int) Template.LAST_POSITION)
                        : FirstSync.USUALLY_BEYOND;
        this.bug = bug;
        this.server =
                new Server(
                        world,
                        chance.split(),
                        faults,
                        bug,
                        directory.resolve("server"),
                        life -> networks.forEach(n -> n.ended(life)));
        this.checks = new Checks(ledger, server);
    }

    /**
     * Runs a seed.
     *
     * @param length how long people work and things go wrong
     * @param directory empty; is removed afterwards
     */
    static Result of(long seed, Duration length, Bug bug, Template template, Path directory) {
        Run run = new Run(seed, length, bug, directory);
        String violation = null;
        try {
            template.copyTo(directory.resolve("server"));
            run.play();
        } catch (Violation e) {
            violation = e.getMessage();
        } catch (CompletionException | IllegalStateException e) {
            violation = "unexpected: " + e;
            run.world.say("world", Stream.of(e.getStackTrace()).limit(12).toList().toString());
        } finally {
            String late = run.release();
            violation = violation == null ? late : violation;
        }
        return new Result(
                seed,
                violation,
                run.world.trace().hash(),
                run.world.trace().steps(),
                Duration.ofNanos(run.world.now()),
                run.ledger.size(),
                run.faults.counts(),
                run.world.trace().lines());
    }

    private void play() {
        server.start();
        int many = chance.between(2, 4);
        for (int i = 1; i <= many; i++) {
            Desk desk = desk(i);
            desks.add(desk);
            enrol(desk);
            clerks.add(clerk(desk, chance));
        }
        clerks.forEach(Clerk::work);
        faults.begin();
        Mischief mischief = new Mischief(world, chance.split(), faults, server, desks);
        mischief.begin();
        if (chance.oneIn(RUNS_PER_RESTORE)) {
            mischief.restoreFrom(directory.resolve("backup.daybook"), length);
        }
        if (boardFirst) {
            world.after(
                    beginnings.nanos(30_000_000, length.toNanos() / 1_500),
                    "somebody brings another desk",
                    this::newcomer);
        }
        world.run(length);
        heal();
        beQuiet();
        check();
    }

    private Clerk clerk(Desk desk, Chance of) {
        return new Clerk(
                world, of.split(), desk, ledger, of.pick(Template.STAFF), boardFirst ? DAYS : 1);
    }

    /** A desk that comes while everybody works. */
    private void newcomer() {
        Desk desk = desk(desks.size() + 1);
        desks.add(desk);
        desk.ensureUp();
        new Newcomer(world, server, desk).begin();
        Clerk clerk = clerk(desk, beginnings);
        clerks.add(clerk);
        clerk.work();
    }

    private Desk desk(int number) {
        Network network = new Network(world, chance.split(), faults, bug, server);
        networks.add(network);
        return new Desk(
                number,
                directory.resolve("desk-" + number),
                world,
                chance.split(),
                faults,
                bug,
                network,
                boardFirstBeyond,
                dead -> {
                    if (!over) {
                        checks.afterDeath(dead);
                    }
                });
    }

    private void enrol(Desk desk) {
        desk.start();
        String code = server.core().context().enrolments().newCode(desk.name());
        world.say("server", "gives a code to " + desk.name());
        wait(desk.enrol(code));
    }

    private <T> T wait(CompletableFuture<T> result) {
        long until = world.now() + UNTIL_QUIET.toNanos();
        while (!result.isDone()) {
            if (!world.step() || world.now() > until) {
                throw new Violation("what was asked for never ends");
            }
        }
        return result.join();
    }

    /** From here on everything works, and everybody goes home. */
    private void heal() {
        world.say("world", "heals");
        faults.heal();
        clerks.forEach(Clerk::stop);
        networks.forEach(Network::heal);
        world.run(Duration.ofSeconds(12));
        server.ensureUp();
        desks.forEach(Desk::ensureUp);
    }

    private void beQuiet() {
        Duration waited = Duration.ZERO;
        while (!quiet()) {
            if (waited.compareTo(UNTIL_QUIET) > 0) {
                throw new Violation("I3: not all desks come to the end of the log: " + standings());
            }
            desks.forEach(Desk::sendWhatIsLacking);
            world.run(Duration.ofSeconds(5));
            waited = waited.plusSeconds(5);
        }
    }

    private boolean quiet() {
        return server.up() && desks.stream().allMatch(this::quiet);
    }

    private boolean quiet(Desk desk) {
        SyncStatus status = desk.status();
        return desk.life() != null
                && status != null
                && status.connection() == SyncStatus.Connection.LIVE
                && status.unsent() == 0
                && status.position() == server.core().context().store().head()
                && waitsFor(desk) == 0;
    }

    /** Changes to be sent, and older events to be read. */
    private static long waitsFor(Desk desk) {
        try (Inspection at = Inspection.ofDesk(desk.directory())) {
            return at.number("SELECT count(*) FROM pending")
                    + at.number("SELECT count(*) FROM meta WHERE key = 'olderDone'");
        }
    }

    private static String pending(Desk desk) {
        try (Inspection at = Inspection.ofDesk(desk.directory())) {
            List<String> rows =
                    at.texts(
                            "SELECT substr(commit_id, -6) || ' ' || json_extract(body,"
                                    + " '$.command.type') || ' on ' || stream || coalesce('"
                                    + " acknowledged at ' || acknowledged, '') FROM pending ORDER"
                                    + " BY ord");
            return rows.isEmpty() ? "" : " " + rows;
        }
    }

    private String standings() {
        List<String> all = new ArrayList<>();
        for (Desk desk : desks) {
            SyncStatus s = desk.status();
            all.add(
                    desk.name()
                            + (s == null
                                    ? " is down"
                                    : " is "
                                            + s.connection()
                                            + " at "
                                            + s.position()
                                            + " with "
                                            + waitsFor(desk)
                                            + " to come"
                                            + pending(desk)));
        }
        return (server.up()
                        ? "the server is at " + server.core().context().store().head()
                        : "the server is down")
                + ", "
                + String.join(", ", all);
    }

    private void check() {
        List<RecordedEvent> log = server.core().context().store().readAfter(0, Integer.MAX_VALUE);
        checks.logHolds(log);
        checks.everythingIsAccountedFor(desks, log);
        String digest = digest(desks.getFirst());
        for (Desk desk : desks) {
            Checks.require(
                    digest.equals(digest(desk)),
                    "I4: %s shows something else than %s",
                    desk.name(),
                    desks.getFirst().name());
            wait(desk.local().rebuild().toCompletableFuture());
            Checks.require(
                    digest.equals(digest(desk)),
                    "I7: %s, built from scratch, shows something else",
                    desk.name());
        }
        Desk fresh = desk(desks.size() + 1);
        desks.add(fresh);
        enrol(fresh);
        beQuiet();
        Checks.require(
                digest.equals(digest(fresh)),
                "I4: a new desk shows something else than the others");
    }

    private String digest(Desk desk) {
        return wait(desk.local().digest().toCompletableFuture());
    }

    /** Lets go of everything and removes the files; says what did not hold up to the very end. */
    private @Nullable String release() {
        over = true;
        faults.heal();
        desks.forEach(Desk::die);
        server.die();
        String late = null;
        boolean left = true;
        while (left) {
            try {
                world.run(Duration.ZERO);
                left = false;
            } catch (Violation e) {
                late = late == null ? e.getMessage() : late;
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a run's files cannot be removed", e);
        }
        return late;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
