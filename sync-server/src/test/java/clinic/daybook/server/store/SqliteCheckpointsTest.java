package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who copies SQLite's log into the database's file, and when. */
class SqliteCheckpointsTest {

    private static final String THREAD = "store-checkpoint";

    // In pages: more than is left alone, and more than the writer copies for the asking.
    private static final int LONG_LOG = 5_000;
    private static final int COMMIT = 300;

    @TempDir private Path directory;

    /** Threads as a test wants them, and the connection of the one that copies. */
    private static final class Platform extends PassingPlatform {
        private final BiFunction<String, Runnable, Thread> watch;
        private volatile Connection copying;

        Platform(BiFunction<String, Runnable, Thread> watch) {
            this.watch = watch;
        }

        @Override
        public Thread watch(String name, Runnable loop) {
            return watch.apply(name, loop);
        }

        @Override
        public Connection connection(Connection opened, boolean writes) {
            if (Thread.currentThread().getName().equals(THREAD)) {
                copying = opened;
            }
            return opened;
        }
    }

    /** The test copies where the thread would. */
    private static Platform withoutThread() {
        return new Platform((name, loop) -> new Thread(loop, name));
    }

    @Test
    void whatAReaderHasKeptBackIsNotTheWritersToCopy() throws Exception {
        Platform platform = withoutThread();
        SqliteFiles files = SqliteFiles.create(directory, platform);
        try (Sql own = files.openWriter();
                Sql writer = files.openWriter();
                Sql reader = files.openReader();
                SqliteCheckpoints checkpoints = new SqliteCheckpoints(files, platform)) {
            writer.execute("CREATE TABLE page (content)");
            begin(reader);
            write(writer, LONG_LOG);
            checkpoints.copy(own);
            reader.execute("ROLLBACK");

            checkpoints.beforeTransaction(writer);

            assertThat(left(own)).isGreaterThan(LONG_LOG);
            checkpoints.copy(own);
            assertThat(left(own)).isZero();
        }
    }

    @Test
    void theWriterCopiesWhatIsLeftWhereCommitsComeFasterThanTheyAreCopied() throws Exception {
        Platform platform = withoutThread();
        SqliteFiles files = SqliteFiles.create(directory, platform);
        try (Sql writer = files.openWriter();
                Sql reader = files.openReader();
                Sql own = new Sql(slow(Connection.class, open(), reader, writer));
                SqliteCheckpoints checkpoints = new SqliteCheckpoints(files, platform)) {
            writer.execute("CREATE TABLE page (content)");
            write(writer, LONG_LOG);
            begin(reader);
            checkpoints.copy(own);
            reader.execute("ROLLBACK");
            assertThat(left(writer)).isGreaterThanOrEqualTo(COMMIT);

            checkpoints.beforeTransaction(writer);

            assertThat(left(writer)).isZero();
        }
    }

    @Test
    void whereTheThreadCannotBeStartedSqliteCopies() throws Exception {
        Platform platform =
                new Platform((_, _) -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        SqliteFiles files = SqliteFiles.create(directory, platform);
        try (Sql writer = files.openWriter();
                SqliteCheckpoints checkpoints = new SqliteCheckpoints(files, platform)) {
            assertThatCode(() -> checkpoints.beforeTransaction(writer)).doesNotThrowAnyException();
            assertThat(copiedFrom(checkpoints, writer)).isEqualTo(16_000);
        }
    }

    @Test
    void sqliteCopiesNothingInTheWritersCommitsUnlessTheThreadFails() throws Exception {
        Platform platform = new Platform(ServerPlatform.installed()::watch);
        SqliteFiles files = SqliteFiles.create(directory, platform);
        try (SqliteCheckpoints checkpoints = new SqliteCheckpoints(files, platform)) {
            try (Sql writer = files.openWriter()) {
                await().until(() -> copiedFrom(checkpoints, writer) == 0);
            }
            try (Sql next = files.openWriter()) {
                assertThat(copiedFrom(checkpoints, next)).isZero();
                platform.copying.close();
                await().until(() -> copiedFrom(checkpoints, next) == 16_000);
            }
        }
    }

    /** From how many pages on SQLite copies in the next transaction; 0 is never. */
    private static long copiedFrom(SqliteCheckpoints checkpoints, Sql writer) throws SQLException {
        checkpoints.beforeTransaction(writer);
        return writer.number("PRAGMA wal_autocheckpoint");
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + SqliteDatabase.file(directory));
    }

    /** What it does does not reach what is committed meanwhile: a reader does not know of it. */
    private static <T> T slow(Class<T> type, Object one, Sql reader, Sql writer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            if (method.getName().equals("executeQuery")) {
                                reader.execute("ROLLBACK");
                                begin(reader);
                                write(writer, COMMIT);
                            }
                            Object result = method.invoke(one, arguments);
                            return result instanceof PreparedStatement
                                    ? slow(PreparedStatement.class, result, reader, writer)
                                    : result;
                        }));
    }

    private static void begin(Sql reader) throws SQLException {
        reader.execute("BEGIN");
        assertThat(reader.number("SELECT count(*) FROM sqlite_schema")).isPositive();
    }

    private static void write(Sql sql, int pages) throws SQLException {
        sql.update(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                        + " INSERT INTO page SELECT randomblob(4000) FROM n",
                pages);
    }

    private static long left(Sql sql) throws SQLException {
        return sql.one("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(2) - row.getLong(3))
                .orElseThrow();
    }
}
