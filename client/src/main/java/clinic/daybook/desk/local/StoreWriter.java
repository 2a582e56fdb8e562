package clinic.daybook.desk.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a desk's database. Batches take effect in the order given; those that wait are
 * put into one transaction, so that one flush of the disk serves them all.
 */
final class StoreWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    /** More than a person can click ahead of a disk that still works. */
    static final int QUEUE = 1_024;

    private static final int GROUP = 64;
    private static final long CLOSE_SECONDS = 20;
    private static final long END_EPOCH = Long.MIN_VALUE;
    private static final Batch END = new Batch(END_EPOCH, List.of(), () -> {}, failure -> {});

    private final Connection connection;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Thread thread;
    // Only the writer's thread touches it.
    private long failedEpoch = -1;

    StoreWriter(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("desk-store").daemon().start(this::run);
    }

    /** Queues a batch; false when too many wait already. Nothing of it is kept then. */
    boolean offer(Batch batch) {
        return queue.offer(batch);
    }

    /** Whether a further batch would be taken. */
    boolean hasRoom() {
        // The last places are kept for what came from the server and must not be turned away.
        return queue.remainingCapacity() > QUEUE / 8;
    }

    /** Waits until what was queued before is durable or has failed; for a while at the most. */
    void flush(long epoch) {
        CountDownLatch done = new CountDownLatch(1);
        Batch barrier = new Batch(epoch, List.of(), done::countDown, failure -> done.countDown());
        try {
            if (!queue.offer(barrier, CLOSE_SECONDS, TimeUnit.SECONDS)
                    || !done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("DB-1018: the database does not keep up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is queued, then stops and closes the connection. */
    @Override
    public void close() {
        try {
            if (queue.offer(END, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("DB-1006: closing the database failed, SQLite says {}", e.getErrorCode());
        }
    }

    private void run() {
        List<Batch> group = new ArrayList<>();
        try {
            while (true) {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                boolean last = group.removeIf(b -> b.epoch() == END_EPOCH);
                write(group);
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Batch> group) {
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

    /** SQLite's messages name tables and rules, not values; those of others are left out. */
    private static String describe(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQLite error " + sql.getErrorCode()
                : failure.getClass().getSimpleName();
    }
}
