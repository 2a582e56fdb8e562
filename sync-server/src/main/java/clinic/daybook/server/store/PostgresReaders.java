package clinic.daybook.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A few connections that only read, each borrowed for one short transaction that sees one moment.
 */
final class PostgresReaders implements AutoCloseable {

    private static final int CONNECTIONS = 6;
    private static final long WAIT_MILLIS = 10_000;
    private static final long STATEMENT_MILLIS = 20_000;

    /** Rows that are fetched at a time: a page may be cut off long before its last row. */
    private static final int FETCH = 200;

    private final HikariDataSource pool;
    private final ServerPlatform platform;

    PostgresReaders(PostgresAddress address, ServerPlatform platform) {
        this.platform = platform;
        PGSimpleDataSource source = address.source();
        source.setDefaultRowFetchSize(FETCH);
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionInitSql(
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET statement_timeout = "
                        + STATEMENT_MILLIS);
        this.pool = new HikariDataSource(config);
    }

    /** Runs the work on one moment of the database. */
    <T> T read(SqlWork<T> work) {
        if (pool.isClosed()) {
            throw new StorageException("the store is closed");
        }
        try (Connection connection = platform.connection(pool.getConnection(), false)) {
            try {
                // The driver keeps prepared statements, by connection.
                return work.run(new Sql(connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLTransientConnectionException e) {
            throw new StorageException("no connection to read was free or could be made", e);
        } catch (SQLException e) {
            throw new StorageException("reading the database failed", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
