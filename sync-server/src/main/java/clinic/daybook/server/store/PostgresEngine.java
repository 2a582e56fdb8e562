package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's ways. */
final class PostgresEngine implements SqlEngine {

    private static final Set<AppendedRows.Table> TOGETHER =
            EnumSet.complementOf(EnumSet.of(AppendedRows.Table.PERSONAL));
    private static final String NUMBER = "bigint";
    private static final String TEXT = "text";
    private static final String WRITE = write();
    private static final String PERSONAL =
            AppendedRows.Table.PERSONAL.insert("VALUES (?, ?, ?, ?)");

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);

    private final PostgresConnections connections;
    private final PostgresReaders readers;
    private volatile long bytes;

    PostgresEngine(PostgresConnections connections, PostgresReaders readers) {
        this.connections = connections;
        this.readers = readers;
    }

    @Override
    public String kind() {
        return "PostgreSQL";
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Sql openWriter() throws SQLException {
        return connections.openWriter();
    }

    @Override
    public void begin(Sql sql) throws SQLException {
        connections.begin(sql);
    }

    /** The statement that writes takes the lock. */
    @Override
    public void beginWithWrite(Sql sql) {}

    @Override
    public <T> T read(SqlWork<T> work) {
        return readers.read(work);
    }

    @Override
    public HeadNews news() {
        return new PostgresNews(connections);
    }

    @Override
    public String in(String column) {
        return column + " = ANY (ARRAY (SELECT json_array_elements_text(?::json)))";
    }

    /**
     * All rows in one statement, which takes the lock where it is not held. PostgreSQL runs what is
     * selected, and so waits, before it writes rows that nothing selects from; were it the other
     * way round, the keys would still say the same.
     */
    @Override
    public boolean write(Sql sql, AppendedRows rows, Map<String, Long> relied) throws SQLException {
        List<Object> columns = new ArrayList<>();
        for (AppendedRows.Table table : TOGETHER) {
            List<@Nullable Object[]> values = rows.of(table);
            for (int i = 0; i < table.types().size(); i++) {
                int column = i;
                String type = table.types().get(i);
                columns.add(
                        sql.arrayOf(
                                type, values.stream().map(row -> row[column]).toArray(of(type))));
            }
        }
        columns.add(sql.arrayOf(TEXT, relied.keySet().toArray(String[]::new)));
        columns.add(sql.arrayOf(NUMBER, relied.values().toArray(Long[]::new)));
        columns.add(PostgresNews.CHANNEL);
        long holding = sql.number(WRITE, columns.toArray());
        if (holding != relied.size()) {
            return false;
        }
        // What is personal refers to its events, and comes after them.
        sql.updateAll(PERSONAL, rows.of(AppendedRows.Table.PERSONAL));
        return true;
    }

    /** Arrays of just this type go to the database as they are, and not as text to be parsed. */
    private static IntFunction<Object[]> of(String type) {
        return switch (type) {
            case NUMBER -> Long[]::new;
            case TEXT -> String[]::new;
            default -> byte[][]::new;
        };
    }

    private static String write() {
        return TOGETHER.stream()
                .map(table ->
                        table.name().toLowerCase(Locale.ROOT)
                                + "_rows AS ("
                                + table.insert("SELECT " + columns(table))
                                + ")")
                .collect(
                        Collectors.joining(
                                ", ",
                                "WITH ",
                                " SELECT (SELECT count(*) FROM unnest(?::text[], ?::bigint[])"
                                        + " AS r (stream_id, version) WHERE r.version ="
                                        + " (SELECT max(e.version) FROM event e"
                                        + " WHERE e.stream_id = r.stream_id)), pg_notify(?, ''), "
                                        + PostgresConnections.LOCK));
    }

    /** Unpacked side by side: as a table they would be kept a second time before they are read. */
    private static String columns(AppendedRows.Table table) {
        return table.types().stream()
                .map(type -> "unnest(?::" + type + "[])")
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean waitedInVain(SQLException failure) {
        return connections.waitedInVain(failure);
    }

    @Override
    public boolean saysTaken(SQLException failure) {
        return PSQLState.UNIQUE_VIOLATION.getState().equals(failure.getSQLState());
    }

    /** PostgreSQL looks after its own files. */
    @Override
    public List<String> checkFiles() {
        return List.of();
    }

    @Override
    public long bytes() {
        try {
            bytes = read(sql -> sql.number("SELECT pg_database_size(current_database())"));
        } catch (StorageException e) {
            LOG.debug("the size of the database cannot be read", e);
        }
        return bytes;
    }

    @Override
    public void close() {
        readers.close();
    }
}
