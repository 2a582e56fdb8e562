package clinic.daybook.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to a PostgreSQL database, and begins what writes it. */
final class PostgresConnections implements WriterConnections {

    /** Under this number, of this database alone, one transaction writes at a time. */
    private static final long WRITE_LOCK = 0x6461_7962_6F6F_6B01L;

    /** Has it until the transaction's end, for as often as it is asked for. */
    static final String LOCK = "pg_advisory_xact_lock(" + WRITE_LOCK + ")";

    /** Under this one, all work with the store; who makes it another store wants it alone. */
    private static final long USE_LOCK = 0x6461_7962_6F6F_6B02L;

    /** How long to wait while another server writes: many times what a group of commits takes. */
    static final int LOCK_MILLIS = 5_000;

    private static final int STATEMENT_MILLIS = 20_000;

    /** A server that stands still in the midst of a transaction must not stop the others. */
    private static final int IDLE_MILLIS = 10_000;

    /** The wait was too long, or one of two who waited for each other had to give up. */
    private static final Set<String> LOCKED = Set.of("55P03", "40P01");

    /** Classes of states: the connection is lost, or PostgreSQL is being stopped. */
    private static final Set<String> GONE = Set.of("08", "57");

    private final PGSimpleDataSource source;
    private final ServerPlatform platform;
    private volatile @Nullable String storeId;

    PostgresConnections(PostgresAddress address, ServerPlatform platform) {
        this.source = address.source();
        this.platform = platform;
    }

    /** From now on connections are to this store alone. */
    void belongTo(String store) {
        storeId = store;
    }

    /**
     * A connection with nothing set. While it is open, nobody can make the database another store.
     *
     * @throws StorageException when somebody does, or has done so since this server began
     */
    Connection openShared() throws SQLException {
        return shared(source.getConnection());
    }

    /** A connection that may write; while it is open, the same. */
    @Override
    public Sql openWriter() throws SQLException {
        return transactional(shared(writer()));
    }

    private Connection shared(Connection connection) throws SQLException {
        Sql sql = new Sql(connection);
        boolean usable = false;
        try {
            if (!locked(sql, "SELECT pg_try_advisory_lock_shared(?)")) {
                throw new StorageException(
                        "the restore command is at work; wait until it has ended");
            }
            String ours = storeId;
            if (ours != null && !Lineage.value(sql, "store-id").filter(ours::equals).isPresent()) {
                throw new StorageException(
                        "the database is another store now; start the server anew");
            }
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    /**
     * A connection that may write, while nobody else works with the store.
     *
     * @throws BackupRefused when somebody does
     */
    Sql openAlone() throws SQLException {
        Connection connection = writer();
        boolean free = false;
        try {
            free = locked(new Sql(connection), "SELECT pg_try_advisory_lock(?)");
        } finally {
            if (!free) {
                connection.close();
            }
        }
        if (!free) {
            throw new BackupRefused(
                    "the store is in use; stop all servers and what else works with it first");
        }
        return transactional(connection);
    }

    @Override
    public void begin(Sql sql) throws SQLException {
        // The driver sends BEGIN along with it: the way to the database is longer than what it
        // does.
        sql.edge("SELECT " + LOCK);
    }

    @Override
    public boolean waitedInVain(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return LOCKED.contains(state)
                || GONE.contains(state.substring(0, Math.min(2, state.length())));
    }

    /** From now on a transaction begins with the first statement after the end of the last. */
    private static Sql transactional(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new Sql(connection);
    }

    private Connection writer() throws SQLException {
        Connection connection = platform.connection(source.getConnection(), true);
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + LOCK_MILLIS);
            statement.execute("SET statement_timeout = " + STATEMENT_MILLIS);
            statement.execute("SET idle_in_transaction_session_timeout = " + IDLE_MILLIS);
            // Everything is looked up by its key. A plan that was made while the tables were empty
            // would read them whole for as long as the connection lives.
            statement.execute("SET enable_seqscan = off");
            // An answer must not be given before the disk has what it tells of. What waits for
            // other machines as well is left as it is set.
            statement.execute(
                    "SELECT set_config('synchronous_commit', 'on', false)"
                            + " WHERE current_setting('synchronous_commit') = 'off'");
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static boolean locked(Sql sql, String text) throws SQLException {
        return sql.one(text, row -> row.getBoolean(1), USE_LOCK).orElse(false);
    }
}
