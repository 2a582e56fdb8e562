package clinic.daybook.simulation;

import clinic.daybook.simulation.Jdbc.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one life of a process. Its database is a real one; what may fail on the way to it
 * does so now and then. Disk syncs are left out: a crash here is that nothing of the process goes
 * on, and what it had not committed is rolled back.
 */
final class Disk {

    private static final int IO_ERROR = 10;
    private static final int FULL = 13;
    private static final int STATEMENTS_PER_FAULT = 1_500;
    private static final int COMMITS_PER_FAULT = 120;

    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Life life;
    private final Runnable dies;
    private final UnaryOperator<Connection> tampering;
    private final List<Connection> open = new ArrayList<>();
    private boolean mayDie;
    private long fullUntil;

    /**
     * {@code dies}: called where the process dies in the middle of something.
     *
     * @param tampering what is wrong with the program between this and its database, in self-checks
     */
    Disk(
            World world,
            Chance chance,
            Faults faults,
            Life life,
            Runnable dies,
            UnaryOperator<Connection> tampering) {
        this.world = world;
        this.chance = chance;
        this.faults = faults;
        this.life = life;
        this.dies = dies;
        this.tampering = tampering;
    }

    /** From now on it may be a statement at which the process dies. */
    void mayDie() {
        mayDie = true;
    }

    Connection connection(Connection opened, boolean writes) {
        open.add(opened);
        try (Statement statement = opened.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
        } catch (SQLException e) {
            throw new IllegalStateException("a database cannot be set up", e);
        }
        return Jdbc.around(
                tampering.apply(opened),
                new Jdbc.Between() {
                    @Override
                    public @Nullable Object run(Kind kind, String sql, Jdbc.Real real)
                            throws SQLException {
                        return Disk.this.run(writes, kind, sql, real);
                    }
                });
    }

    private @Nullable Object run(boolean writes, Kind kind, String sql, Jdbc.Real real)
            throws SQLException {
        if (life.over()) {
            throw new Crash("it is dead");
        }
        if (faults.healed() || sql.startsWith("ROLLBACK")) {
            return real.run();
        }
        if (writes && kind == Kind.UPDATE) {
            full();
        }
        int often = kind == Kind.COMMIT ? COMMITS_PER_FAULT : STATEMENTS_PER_FAULT;
        if (!chance.oneIn(often)) {
            return real.run();
        }
        boolean commits = kind == Kind.COMMIT;
        return switch (chance.between(0, 3)) {
            case 0 ->
                    throw fail(
                            commits ? Fault.COMMIT_FAILED : Fault.ERROR_BEFORE_STATEMENT,
                            IO_ERROR,
                            sql);
            case 1 -> {
                real.run();
                throw fail(
                        commits ? Fault.COMMIT_UNKNOWN : Fault.ERROR_AFTER_STATEMENT,
                        IO_ERROR,
                        sql);
            }
            case 2 -> {
                if (mayDie && writes) {
                    throw die(sql);
                }
                yield real.run();
            }
            default -> {
                Object result = real.run();
                if (mayDie && writes) {
                    throw die("after " + sql);
                }
                yield result;
            }
        };
    }

    private void full() throws SQLException {
        if (fullUntil == 0 && chance.oneIn(STATEMENTS_PER_FAULT * 2)) {
            faults.count(Fault.DISK_FULL);
            fullUntil = world.now() + chance.until(Duration.ofSeconds(20)).toNanos();
            world.say(life.name(), "the disk is full");
        }
        if (fullUntil > world.now()) {
            throw new SQLException("the disk is full", "", FULL);
        }
        fullUntil = 0;
    }

    private SQLException fail(Fault fault, int code, String sql) {
        faults.count(fault);
        world.say(life.name(), fault.words() + ": " + shortened(sql));
        return new SQLException("the disk failed", "", code);
    }

    private Crash die(String where) {
        faults.count(Fault.CRASH_IN_TRANSACTION);
        dies.run();
        return new Crash(shortened(where));
    }

    private static String shortened(String sql) {
        return sql.length() > 60 ? sql.substring(0, 60) + "…" : sql;
    }

    /** Lets go of the files, nothing committed. */
    void release() {
        for (Connection connection : open) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("a database cannot be closed", e);
            }
        }
        open.clear();
    }
}
