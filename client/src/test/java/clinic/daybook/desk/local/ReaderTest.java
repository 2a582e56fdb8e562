package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read after a read has failed is what is there (I5, I7). */
class ReaderTest {

    private static final String SQL = "SELECT value FROM thing ORDER BY value";

    @TempDir Path directory;
    private final AtomicBoolean fails = new AtomicBoolean();

    @Test
    void aReadThatFailedDoesNotHoldOnToWhatStoodThen() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("things.db");
        try (Connection writer = DriverManager.getConnection(url);
                Statement statement = writer.createStatement();
                Reader reader =
                        new Reader(failing(DriverManager.getConnection(url)), new OnDamage())) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE thing (value INTEGER)");
            statement.execute("INSERT INTO thing VALUES (1), (2)");
            fails.set(true);
            assertThatThrownBy(() -> reader.list(SQL, row -> row.getLong(1)))
                    .isInstanceOf(DeskFailure.class);
            fails.set(false);

            statement.execute("INSERT INTO thing VALUES (3)");

            assertThat(reader.list("SELECT count(*) FROM thing", row -> row.getLong(1)))
                    .containsExactly(3L);
            assertThat(reader.list(SQL, row -> row.getLong(1))).containsExactly(1L, 2L, 3L);
        }
    }

    /** Its statements fail after they have begun to read. */
    private Connection failing(Connection real) {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    Object result = method.invoke(real, arguments);
                    return result instanceof PreparedStatement statement
                            ? failing(statement)
                            : result;
                });
    }

    private PreparedStatement failing(PreparedStatement real) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> {
                    Object result = method.invoke(real, arguments);
                    if (method.getName().equals("executeQuery") && fails.get()) {
                        throw new SQLException("the disk could not be read");
                    }
                    return result;
                });
    }

    private interface Call {
        Object invoke(Method method, Object[] arguments)
                throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            try {
                                return call.invoke(method, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
