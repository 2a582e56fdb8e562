package clinic.daybook.server.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its prepared statements; their number is that of the statements in our
 * sources. Used by one thread at a time.
 */
public final class Sql implements AutoCloseable {

    /** Reads the row at which the result stands. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Over an open connection, which it takes over. */
    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement that is not worth keeping: a pragma, a migration. */
    public void execute(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** Runs a statement without arguments that comes again and again: a transaction's edge. */
    void edge(String text) throws SQLException {
        kept(text).execute();
    }

    /** Changes rows; returns how many. */
    public int update(String text, @Nullable Object... arguments) throws SQLException {
        return bound(text, arguments).executeUpdate();
    }

    /** Every row. */
    public <T> List<T> query(String text, Row<T> reader, @Nullable Object... arguments)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(text, arguments).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /** Reads every row of what is not kept as a list. */
    public void each(String text, Row<?> reader, @Nullable Object... arguments)
            throws SQLException {
        try (ResultSet rows = bound(text, arguments).executeQuery()) {
            while (rows.next()) {
                var _ = reader.read(rows);
            }
        }
    }

    /** Changes rows, once with each of the arguments; together they go to the database at once. */
    void updateAll(String text, Collection<@Nullable Object[]> arguments) throws SQLException {
        if (arguments.isEmpty()) {
            return;
        }
        PreparedStatement statement = kept(text);
        for (@Nullable Object[] each : arguments) {
            bind(statement, each);
            statement.addBatch();
        }
        var _ = statement.executeBatch();
    }

    /**
     * A JSON array of ids, as {@link SqlEngine#in} takes it. They are lower-case letters, digits
     * and hyphens: nothing in them needs escaping.
     */
    static String array(Collection<?> ids) {
        return ids.stream()
                .map(Object::toString)
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    /** A JSON object of numbers by such ids. */
    static String object(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** An argument that is a list of values of a type, for a database that has such. */
    public Array arrayOf(String type, @Nullable Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** The first row, if there is one. */
    public <T> Optional<T> one(String text, Row<T> reader, @Nullable Object... arguments)
            throws SQLException {
        try (ResultSet rows = bound(text, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** A number that is always there, for example an aggregate without groups. */
    public long number(String text, @Nullable Object... arguments) throws SQLException {
        return one(text, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** The statement with its arguments set; valid until it is asked for again. */
    PreparedStatement bound(String text, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = kept(text);
        bind(statement, arguments);
        return statement;
    }

    private PreparedStatement kept(String text) throws SQLException {
        PreparedStatement statement = statements.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            statements.put(text, statement);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        // Closing the connection closes its statements.
        connection.close();
    }
}
