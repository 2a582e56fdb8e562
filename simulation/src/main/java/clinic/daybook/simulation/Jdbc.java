package clinic.daybook.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts something between a program and its database. */
final class Jdbc {

    /** What a statement does. */
    enum Kind {
        UPDATE,
        QUERY,
        COMMIT,
        /** The beginning or the giving up of a transaction, a pragma, a table. */
        OTHER
    }

    /** The database's own part. */
    @FunctionalInterface
    interface Real {
        @Nullable Object run() throws SQLException;
    }

    /** What is put between. */
    interface Between {

        /** What is prepared in place of what the program gave. */
        default String sql(String sql) {
            return sql;
        }

        /** Runs a statement, or does something else. */
        default @Nullable Object run(Kind kind, String sql, Real real) throws SQLException {
            return real.run();
        }
    }

    private Jdbc() {}

    static Connection around(Connection real, Between between) {
        return proxy(
                Connection.class,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "prepareStatement" -> {
                                String sql = (String) arguments[0];
                                yield prepared(
                                        real.prepareStatement(between.sql(sql)), sql, between);
                            }
                            case "createStatement" -> statement(real.createStatement(), between);
                            case "commit" ->
                                    between.run(
                                            Kind.COMMIT,
                                            "COMMIT",
                                            () -> {
                                                real.commit();
                                                return null;
                                            });
                            case "rollback" ->
                                    between.run(
                                            Kind.OTHER,
                                            "ROLLBACK",
                                            () -> {
                                                real.rollback();
                                                return null;
                                            });
                            default -> invoke(real, method, arguments);
                        });
    }

    private static PreparedStatement prepared(PreparedStatement real, String sql, Between between) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) ->
                        switch (method.getName()) {
                            case "executeUpdate" ->
                                    between.run(Kind.UPDATE, sql, real::executeUpdate);
                            case "executeBatch" -> batch(real, sql, between);
                            case "executeQuery" -> between.run(Kind.QUERY, sql, real::executeQuery);
                            case "execute" -> between.run(kind(sql), sql, real::execute);
                            default -> invoke(real, method, arguments);
                        });
    }

    /** Whatever is done in its place, nothing of the batch is left for the next one. */
    private static int[] batch(PreparedStatement real, String sql, Between between)
            throws SQLException {
        try {
            return between.run(Kind.UPDATE, sql, real::executeBatch) instanceof int[] counts
                    ? counts
                    : new int[0];
        } finally {
            real.clearBatch();
        }
    }

    private static Statement statement(Statement real, Between between) {
        return proxy(
                Statement.class,
                (method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        String sql = (String) arguments[0];
                        return between.run(kind(sql), sql, () -> real.execute(sql));
                    }
                    return invoke(real, method, arguments);
                });
    }

    private static Kind kind(String sql) {
        return sql.toUpperCase(Locale.ROOT).startsWith("COMMIT") ? Kind.COMMIT : Kind.OTHER;
    }

    @FunctionalInterface
    private interface Call {
        @Nullable Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static final Object[] NONE = {};

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                call.call(method, arguments == null ? NONE : arguments)));
    }

    private static @Nullable Object invoke(Object real, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
