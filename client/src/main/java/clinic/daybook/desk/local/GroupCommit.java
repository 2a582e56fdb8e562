package clinic.daybook.desk.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one transaction of batches that wait, so that one flush of the disk serves them all, and
 * tells each what became of it. Belongs to one thread.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Opens a connection to the database anew, with transactions that are ended by hand. */
    interface Opener {
        Connection open() throws SQLException;
    }

    private final Opener opener;
    private final OnDamage damaged;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection connection;
    private long failedEpoch = -1;

    /**
     * @param opener for when the connection has become unusable
     * @param damaged is told when what is written to is damaged
     */
    GroupCommit(Connection connection, Opener opener, OnDamage damaged) {
        this.connection = connection;
        this.opener = opener;
        this.damaged = damaged;
    }

    /** Writes them, in their order; what built on a batch that failed fails with it. */
    void write(List<Batch> group) {
        List<Batch> good = new ArrayList<>();
        for (Batch batch : group) {
            if (batch.epoch() <= failedEpoch) {
                batch.onFailed().accept(new DeskFailure("DB-1004", "an earlier change failed"));
            } else {
                good.add(batch);
            }
        }
        if (good.isEmpty()) {
            return;
        }
        Exception failure = transact(good);
        if (failure == null) {
            good.forEach(b -> b.onDurable().run());
        } else if (good.size() == 1) {
            fail(good.getFirst(), failure);
        } else {
            // One bad batch must not take those before it along: each by itself now.
            good.forEach(b -> write(List.of(b)));
        }
    }

    private void fail(Batch batch, Exception failure) {
        failedEpoch = batch.epoch();
        LOG.error("DB-1003: a local transaction failed: {}", describe(failure));
        damaged.look(failure);
        batch.onFailed().accept(failure);
    }

    private @Nullable Exception transact(List<Batch> group) {
        try {
            Connection open = connected();
            for (Batch batch : group) {
                for (Write write : batch.writes()) {
                    execute(write, open);
                }
            }
            open.commit();
            return null;
        } catch (SQLException e) {
            rollBack();
            return e;
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = opener.open();
            connection = open;
        }
        return open;
    }

    private void execute(Write write, Connection open) throws SQLException {
        PreparedStatement statement = statements.get(write.sql());
        if (statement == null) {
            statement = open.prepareStatement(write.sql());
            statements.put(write.sql(), statement);
        }
        int index = 1;
        for (Object value : write.values()) {
            statement.setObject(index++, value);
        }
        statement.executeUpdate();
    }

    /**
     * A full disk or a failed write makes SQLite roll back by itself, so that rolling back fails
     * and no transaction is open any more: what came next would be written statement by statement.
     * The connection is not used again then; closing it takes back whatever it had begun.
     */
    private void rollBack() {
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            open.rollback();
        } catch (SQLException e) {
            LOG.warn("DB-1005: rolling back failed, a new connection is opened: {}", describe(e));
            close();
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        statements.clear();
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            LOG.warn("DB-1006: closing the database failed, SQLite says {}", e.getErrorCode());
        }
    }

    /** SQLite's messages name tables and rules, not values; those of others are left out. */
    private static String describe(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQLite error " + sql.getErrorCode()
                : failure.getClass().getSimpleName();
    }
}
