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

    private final Connection connection;
    private final OnDamage damaged;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long failedEpoch = -1;

    /** {@code damaged} is told when what is written to is damaged. */
    GroupCommit(Connection connection, OnDamage damaged) {
        this.connection = connection;
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
            for (Batch batch : group) {
                for (Write write : batch.writes()) {
                    execute(write);
                }
            }
            connection.commit();
            return null;
        } catch (SQLException e) {
            rollBack();
            return e;
        }
    }

    private void execute(Write write) throws SQLException {
        PreparedStatement statement = statements.get(write.sql());
        if (statement == null) {
            statement = connection.prepareStatement(write.sql());
            statements.put(write.sql(), statement);
        }
        int index = 1;
        for (Object value : write.values()) {
            statement.setObject(index++, value);
        }
        statement.executeUpdate();
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("DB-1005: rolling back failed: {}", describe(e));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
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
