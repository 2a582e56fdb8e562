package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A few connections that only read, each borrowed for one short transaction, so that a reader sees
 * one moment and never holds up the writer's checkpoints for long.
 */
final class SqliteReaders implements AutoCloseable {

    private static final int CONNECTIONS = 6;
    private static final long WAIT_SECONDS = 10;

    private final BlockingQueue<Sql> free = new ArrayBlockingQueue<>(CONNECTIONS);
    private final List<Sql> all = new ArrayList<>();
    private volatile boolean closed;

    SqliteReaders(SqliteFiles files) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Sql sql = files.openReader();
            all.add(sql);
            free.add(sql);
        }
    }

    /** Runs the work on one moment of the database. */
    <T> T read(SqlWork<T> work) {
        Sql sql = borrow();
        try {
            sql.execute("BEGIN");
            try {
                return work.run(sql);
            } finally {
                sql.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            throw new StorageException("reading the database failed", e);
        } finally {
            free.add(sql);
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
        for (int i = 0; i < all.size(); i++) {
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
