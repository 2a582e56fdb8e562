package clinic.daybook.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for what writers announce. A notification says only that it is worth looking: what was
 * missed while there was no connection is found by the look that follows every wait.
 */
final class PostgresNews implements HeadNews {

    /** What is announced here: the log has grown. */
    static final String CHANNEL = "daybook_log";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNews.class);
    private static final int WAIT_MILLIS = 500;
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int PROBE_SECONDS = 5;

    private final PostgresConnections connections;
    private final HeadNews pause = HeadNews.every(WAIT_MILLIS);
    private volatile @Nullable Connection listening;
    private long heardAt;
    private boolean complained;
    private volatile boolean closed;

    PostgresNews(PostgresConnections connections) {
        this.connections = connections;
    }

    @Override
    public void await() throws InterruptedException {
        if (closed) {
            disconnect();
            return;
        }
        Connection open = listening;
        try {
            if (open == null) {
                // Without a wait: what was announced until now went by.
                listening = listen();
                heardAt = System.nanoTime();
                complained = false;
            } else {
                hear(open);
            }
        } catch (SQLException | StorageException e) {
            if (!complained && !closed) {
                LOG.warn("DB-0008 nobody tells of what other servers write; looking for it", e);
            }
            complained = true;
            disconnect();
            pause.await();
        }
        if (closed) {
            disconnect();
        }
    }

    private Connection listen() throws SQLException {
        Connection connection = connections.openShared();
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            ready = true;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
        return connection;
    }

    private void hear(Connection connection) throws SQLException {
        PGNotification[] heard =
                connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
        long now = System.nanoTime();
        if (heard != null && heard.length > 0) {
            heardAt = now;
        } else if (now - heardAt > TRUST_NANOS) {
            // A line that is dead is as quiet as one on which nothing happens.
            if (!connection.isValid(PROBE_SECONDS)) {
                throw new SQLException("the listening connection is dead");
            }
            heardAt = now;
        }
    }

    private void disconnect() {
        Connection open = listening;
        listening = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("closing the listening connection failed", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        pause.close();
        Connection open = listening;
        if (open != null) {
            try {
                // Closing it would wait for the wait.
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("breaking off the listening connection failed", e);
            }
        }
    }
}
