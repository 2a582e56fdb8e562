package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections that only read, each borrowed for one short transaction, so that a reader sees
 * one moment and never holds up the writer's checkpoints for long.
 */
final class SqliteReaders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
    private static final int CONNECTIONS = 6;
    private static final long WAIT_SECONDS = 10;

    private final SqliteFiles files;
    private final BlockingQueue<Sql> free = new ArrayBlockingQueue<>(CONNECTIONS);
    private volatile boolean closed;

    SqliteReaders(SqliteFiles files) throws SQLException {
        this.files = files;
        for (int i = 0; i < CONNECTIONS; i++) {
            free.add(files.openReader());
        }
    }

    /** Runs the work on one moment of the database. */
    <T> T read(SqlWork<T> work) {
        Sql sql = borrow();
        try {
            sql.edge("BEGIN");
            T result;
            try {
                result = work.run(sql);
            } finally {
                sql.edge("ROLLBACK");
            }
            return result;
        } catch (SQLException e) {
            sql = instead(sql);
            throw new StorageException("reading the database failed", e);
        } finally {
            free.add(sql);
        }
    }

    /** Whatever state a failure left a connection in, nobody else is to meet it. */
    private Sql instead(Sql broken) {
        try {
            broken.close();
            return files.openReader();
        } catch (SQLException e) {
            LOG.warn("DB-0007 a reader's connection could not be replaced", e);
            return broken;
        }
    }

    private Sql borrow() {
        if (closed) {
            throw new StorageException("the store is closed");
        }
        try {
            Sql sql = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (sql == null) {
                throw new OverloadedException("all readers are busy");
            }
            return sql;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting to read", e);
        }
    }

    /** Waits a little for readers at work, then closes their connections. */
    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < CONNECTIONS; i++) {
            try {
                Sql sql = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (sql == null) {
                    return;
                }
                sql.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException e) {
                throw new StorageException("closing the database failed", e);
            }
        }
    }
}
