package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies SQLite's write-ahead log into the database's file beside the writer: for thousands of
 * pages that takes tenths of a second on a slow disk, and all commits would wait for it. The log
 * begins anew only when nothing of it is left to copy, which never comes to be while commits come
 * without a pause; so the writer copies the little that is left by itself.
 *
 * <p>While the thread is at work, SQLite's own copying is switched off: it would copy all that is
 * left in the writer's COMMIT, before the answers. The log is bounded all the same. On a disk where
 * commits come faster than they are copied, what is left after {@link #PASSES} is the writer's to
 * copy, however much it is, and commits wait for it. Only where a reader still needs what the file
 * holds, a backup for example, is it left until that has ended; SQLite could not copy it either.
 */
final class SqliteCheckpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);

    /** A page that is written often goes from the log into the file once; 16 MiB of them. */
    private static final int LONG_LOG = 4_000;

    /** So many pages the writer may be made to copy. */
    private static final int LITTLE = 200;

    /** Each finds what was written during the one before; on a disk that is too slow, ever more. */
    private static final int PASSES = 3;

    private static final long LOOK_MILLIS = 200;
    private static final long STOP_MILLIS = 10_000;

    private static final String LOOK = "PRAGMA wal_checkpoint(NOOP)";
    private static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

    /** How many pages the log has, and how many of them the file has as well. */
    private record Log(long pages, long copied) {
        long left() {
            return pages - copied;
        }
    }

    private final SqliteFiles files;
    private final ServerPlatform platform;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /** Whether the thread copies; where it cannot, SQLite does. */
    private volatile boolean atWork;

    /** Whether what is left is the writer's to copy. */
    private volatile boolean writersTurn;

    // Touched by the writer's thread alone. Relieved is its connection while SQLite copies nothing
    // in its transactions.
    private boolean begun;
    private @Nullable Sql relieved;

    /** Its thread starts with the first transaction. */
    SqliteCheckpoints(SqliteFiles files, ServerPlatform platform) {
        this.files = files;
        this.platform = platform;
    }

    /** To be called by the writer before each of its transactions; its failures are not theirs. */
    void beforeTransaction(Sql writer) {
        if (!begun) {
            begun = true;
            start();
        }
        try {
            relieve(writer);
            if (writersTurn) {
                writersTurn = false;
                var _ = writer.number(COPY);
            }
        } catch (SQLException e) {
            LOG.warn("DB-0011 the rest of the log could not be copied into the database", e);
        }
    }

    /** Once: without its thread SQLite copies, as it does by itself. */
    private void start() {
        try {
            thread = platform.watch("store-checkpoint", this::loop);
        } catch (OutOfMemoryError noThread) {
            LOG.warn("DB-0011 the log is copied into the database by the writer alone", noThread);
        }
    }

    /** Switches the copying off that SQLite does in the writer's transactions, or on again. */
    private void relieve(Sql writer) throws SQLException {
        boolean copiedBeside = atWork;
        if (copiedBeside == (writer == relieved)) {
            return;
        }
        int pages = copiedBeside ? 0 : SqliteFiles.CHECKPOINT_PAGES;
        writer.execute("PRAGMA wal_autocheckpoint = " + pages);
        relieved = copiedBeside ? writer : null;
    }

    private void loop() {
        try (Sql sql = files.openWriter()) {
            atWork = true;
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!writersTurn) {
                    copy(sql);
                }
            }
        } catch (SQLException e) {
            LOG.warn("DB-0011 the log is copied into the database by the writer alone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atWork = false;
        }
    }

    /** Copies what can be copied of a long log; to be called by one thread, beside the writer. */
    void copy(Sql sql) {
        try {
            Log log = look(sql);
            if (log.pages() < LONG_LOG) {
                return;
            }
            boolean gotOn = true;
            for (int i = 0; i < PASSES && gotOn && log.left() > LITTLE; i++) {
                var _ = sql.number(COPY);
                Log after = look(sql);
                gotOn = after.copied() > log.copied();
                log = after;
            }
            // Where a reader stands in the way, the writer would copy all of it when that has gone.
            writersTurn = gotOn;
            atWork = true;
        } catch (SQLException e) {
            if (atWork) {
                LOG.warn("DB-0011 the log could not be copied into the database", e);
            }
            atWork = false;
        }
    }

    private static Log look(Sql sql) throws SQLException {
        return sql.one(LOOK, row -> new Log(row.getLong(2), row.getLong(3))).orElseThrow();
    }

    @Override
    public void close() {
        closed.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
