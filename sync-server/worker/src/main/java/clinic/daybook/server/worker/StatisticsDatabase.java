package clinic.daybook.server.worker;

import clinic.daybook.server.store.Migrations;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.Sql;
import clinic.daybook.server.store.SqlWork;
import clinic.daybook.server.store.StorageException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL schema {@code statistics}, in a database that may hold other things. Every method
 * may throw {@link StorageException}; what was being written is then stored whole or not at all.
 */
public final class StatisticsDatabase implements AutoCloseable {

    static final String SCHEMA = "statistics";

    /** Seen by nobody but the transaction that makes it. */
    private static final String TRIAL = "statistics_trial";

    private static final Migrations STEPS =
            Migrations.inPostgres(StatisticsDatabase.class, "", List.of("V001__statistics.sql"));

    /** Under this number, of this database alone, counting anew keeps who counts on waiting. */
    private static final long LOCK = 0x6461_7962_6F6F_6B03L;

    /** Under this one, one worker at a time begins. */
    private static final long TURN = 0x6461_7962_6F6F_6B04L;

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsDatabase.class);

    private static final int CONNECTIONS = 8;
    private static final long WAIT_MILLIS = 10_000;

    /** Who waits longer tries again: somebody counts anew. */
    private static final int LOCK_MILLIS = 30_000;

    /** Comparing all rows takes long. */
    private static final int LONGEST_STATEMENT_SECONDS = 600;

    /** Rows that are fetched at a time by who reads all of them. */
    private static final int FETCH = 1_000;

    private final HikariDataSource pool;
    private final InstantSource clock;

    private StatisticsDatabase(HikariDataSource pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Opens the database, and makes the tables that it has not got. */
    public static StatisticsDatabase open(PostgresAddress address, InstantSource clock) {
        return open(address, SCHEMA, clock);
    }

    /** The same, in another schema. */
    public static StatisticsDatabase open(
            PostgresAddress address, String schema, InstantSource clock) {
        PGSimpleDataSource source = address.source();
        source.setDefaultRowFetchSize(FETCH);
        source.setApplicationName("daybook-worker");
        source.setSocketTimeout(LONGEST_STATEMENT_SECONDS);
        HikariConfig config = new HikariConfig();
        config.setPoolName("statistics");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setConnectionInitSql(
                "SET search_path TO " + schema + "; SET lock_timeout = " + LOCK_MILLIS);
        StatisticsDatabase database = new StatisticsDatabase(new HikariDataSource(config), clock);
        boolean ready = false;
        try {
            var _ =
                    database.alone(sql -> {
                        sql.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
                        STEPS.run(sql, clock.millis());
                        return true;
                    });
            ready = true;
            return database;
        } finally {
            if (!ready) {
                database.close();
            }
        }
    }

    /** A transaction beside others; none counts anew meanwhile. */
    <T> T beside(SqlWork<T> work) {
        return run("SELECT pg_advisory_xact_lock_shared(" + LOCK + ")", true, work);
    }

    /** A transaction while nobody else counts. */
    <T> T alone(SqlWork<T> work) {
        return run("SELECT pg_advisory_xact_lock(" + LOCK + ")", true, work);
    }

    /** A transaction that sees one moment, whatever others do. */
    <T> T snapshot(SqlWork<T> work) {
        return run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", true, work);
    }

    /** What is to be done by one worker at a time. */
    interface Turn extends AutoCloseable {
        /** Lets the next one begin; may be called again. */
        @Override
        void close();
    }

    /** Waits for one's turn; when this process ends, the next one's comes. */
    Turn turn() {
        try {
            Connection connection = pool.getConnection();
            boolean taken = false;
            try {
                new Sql(connection).execute("SELECT pg_advisory_lock(" + TURN + ")");
                connection.commit();
                taken = true;
                return new HeldTurn(connection);
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw new StorageException(
                    "another worker begins, or the statistics' database is away", e);
        }
    }

    private static final class HeldTurn implements Turn {
        private @Nullable Connection connection;

        HeldTurn(Connection connection) {
            this.connection = connection;
        }

        @Override
        public synchronized void close() {
            try (Connection held = connection) {
                connection = null;
                if (held != null) {
                    new Sql(held).execute("SELECT pg_advisory_unlock(" + TURN + ")");
                    held.commit();
                }
            } catch (SQLException e) {
                // A line that is broken holds nothing.
                LOG.info("the turn ended with its line", e);
            }
        }
    }

    /** A transaction in empty tables of its own, beside the statistics; nothing of it stays. */
    <T> T trial(SqlWork<T> work) {
        return run(
                "CREATE SCHEMA " + TRIAL + "; SET LOCAL search_path TO " + TRIAL,
                false,
                sql -> {
                    STEPS.run(sql, clock.millis());
                    return work.run(sql);
                });
    }

    /** {@code keep}: whether what is written stays. */
    private <T> T run(String first, boolean keep, SqlWork<T> work) {
        try (Connection connection = pool.getConnection()) {
            boolean done = false;
            try {
                // The driver keeps prepared statements, by connection.
                Sql sql = new Sql(connection);
                sql.execute(first);
                T result = work.run(sql);
                if (keep) {
                    connection.commit();
                    done = true;
                }
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new StorageException("the statistics' database did not do its work", e);
        }
    }

    /** What is kept under a name; empty when nothing is. */
    static String value(Sql sql, String key) throws SQLException {
        return sql.one("SELECT value FROM meta WHERE key = ?", row -> row.getString(1), key)
                .orElse("");
    }

    /** Keeps something under a name. */
    static void keep(Sql sql, String key, String value) throws SQLException {
        sql.update(
                "INSERT INTO meta (key, value) VALUES (?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value);
    }

    @Override
    public void close() {
        pool.close();
    }
}
