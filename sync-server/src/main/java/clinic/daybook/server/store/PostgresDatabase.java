package clinic.daybook.server.store;

import clinic.daybook.event.Uuid7;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A PostgreSQL database, the store of one server or of several. All writes of all servers go
 * through one lock, so that positions become visible in order, see ADR 17.
 */
public final class PostgresDatabase extends SqlDatabase {

    /** In {@code meta}: which database the store is at home in. A copy is at home elsewhere. */
    private static final String HOME = "home";

    private static final int OPEN_TRIES = 3;

    private PostgresDatabase(
            PostgresEngine engine,
            Prepared prepared,
            InstantSource clock,
            ServerPlatform platform) {
        super(engine, prepared, clock, platform);
    }

    /**
     * Opens the store of this database; makes its tables where they are missing.
     *
     * @throws StorageException when that is not possible
     */
    public static PostgresDatabase open(PostgresAddress address, InstantSource clock) {
        return open(address, clock, ServerPlatform.installed());
    }

    /**
     * Opens it on a platform of one's own.
     *
     * @throws StorageException when that is not possible
     */
    public static PostgresDatabase open(
            PostgresAddress address, InstantSource clock, ServerPlatform platform) {
        PostgresConnections connections = new PostgresConnections(address, platform);
        Prepared prepared = prepared(connections, clock, platform);
        connections.belongTo(prepared.identity().storeId());
        PostgresReaders readers = new PostgresReaders(address, platform);
        PostgresDatabase opened = null;
        try {
            opened =
                    new PostgresDatabase(
                            new PostgresEngine(connections, readers), prepared, clock, platform);
            return opened;
        } finally {
            if (opened == null) {
                readers.close();
            }
        }
    }

    private static Prepared prepared(
            PostgresConnections connections, InstantSource clock, ServerPlatform platform) {
        for (int tries = 1; ; tries++) {
            try (Sql sql = connections.openWriter()) {
                checkSettings(sql);
                connections.begin(sql);
                Prepared prepared = prepare(sql, Migrations.POSTGRES, clock, platform.random());
                checkHome(sql);
                sql.execute("COMMIT");
                return prepared;
            } catch (SQLException e) {
                // A server at work has its tables open while it waits for its turn to write; a step
                // that changes one of them, in its own turn, waits for that server.
                if (tries == OPEN_TRIES || !connections.waitedInVain(e)) {
                    throw new StorageException("the database cannot be opened", e);
                }
            }
        }
    }

    /**
     * What was done with a restored database.
     *
     * @param head the newest position that it holds
     */
    public record Restored(String storeId, String oldStoreId, long head) {}

    /**
     * Makes the database, into which a backup was put, a store of its own: with an id by which
     * desks notice that what was recorded after the backup is missing, and bring it again.
     *
     * @throws BackupRefused when somebody works with it, or there is no store in it
     * @throws StorageException when it cannot be done; the store is as before
     */
    public static Restored becomeStore(PostgresAddress address, InstantSource clock) {
        PostgresConnections connections =
                new PostgresConnections(address, ServerPlatform.installed());
        try (Sql sql = connections.openAlone()) {
            connections.begin(sql);
            if (sql.number("SELECT count(*) WHERE to_regclass('meta') IS NOT NULL") == 0
                    || Lineage.value(sql, "store-id").isEmpty()) {
                throw new BackupRefused(
                        "there is no store in this database; put the backup into it first");
            }
            Instant now = clock.instant();
            SecureRandom random = new SecureRandom();
            Prepared old = prepare(sql, Migrations.POSTGRES, clock, random);
            String storeId = Uuid7.of(now, random).toString();
            Lineage.becomeStore(sql, storeId, now);
            Lineage.put(sql, HOME, home(sql));
            long head = sql.number("SELECT coalesce(max(position), 0) FROM event");
            sql.execute("COMMIT");
            return new Restored(storeId, old.identity().storeId(), head);
        } catch (SQLException e) {
            throw new StorageException("the database cannot be made a store of its own", e);
        }
    }

    private static void checkSettings(Sql sql) throws SQLException {
        String encoding =
                sql.one("SHOW server_encoding", row -> row.getString(1)).orElse("unknown");
        if (!encoding.equals("UTF8")) {
            throw new StorageException(
                    "the database's encoding is " + encoding + "; make it anew with UTF8");
        }
    }

    /**
     * A backup that was put into another database has the same store id, and servers that went on
     * with it would give out its positions a second time.
     */
    private static void checkHome(Sql sql) throws SQLException {
        String here = home(sql);
        Optional<String> known = Lineage.value(sql, HOME);
        if (known.isEmpty()) {
            Lineage.put(sql, HOME, here);
        } else if (!known.get().equals(here)) {
            throw new StorageException(
                    "this database is a copy of the store's; if it takes its place, run the"
                            + " restore command with this --database");
        }
    }

    private static String home(Sql sql) throws SQLException {
        return sql.one(
                        "SELECT system_identifier || '/' || oid FROM pg_control_system(),"
                                + " pg_database WHERE datname = current_database()",
                        row -> row.getString(1))
                .orElseThrow();
    }
}
