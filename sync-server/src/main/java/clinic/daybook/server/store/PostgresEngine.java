package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's ways. */
final class PostgresEngine implements SqlEngine {

    private static final Set<AppendedRows.Table> TOGETHER =
            EnumSet.complementOf(EnumSet.of(AppendedRows.Table.PERSONAL));
    private static final String BYTES = "bytea";
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
     * All rows in one statement: the way to the database is longer than what it does. What is
     * personal refers to its events, and comes after them.
     */
    @Override
    public void write(Sql sql, AppendedRows rows) throws SQLException {
        List<Object> columns = new ArrayList<>();
        for (AppendedRows.Table table : TOGETHER) {
            List<@Nullable Object[]> values = rows.of(table);
            for (int i = 0; i < table.types().size(); i++) {
                int column = i;
                String type = table.types().get(i);
                columns.add(
                        sql.arrayOf(
                                type,
                                values.stream()
                                        .map(row -> row[column])
                                        .toArray(
                                                BYTES.equals(type)
                                                        ? byte[][]::new
                                                        : Object[]::new)));
            }
        }
        columns.add(PostgresNews.CHANNEL);
        sql.query(WRITE, _ -> true, columns.toArray());
        sql.updateAll(PERSONAL, rows.of(AppendedRows.Table.PERSONAL));
    }

    private static String write() {
        return TOGETHER.stream()
                .map(table ->
                        table.name().toLowerCase(Locale.ROOT)
                                + "_rows AS ("
                                + table.insert("SELECT * FROM unnest(" + arrays(table) + ")")
                                + ")")
                .collect(Collectors.joining(", ", "WITH ", " SELECT pg_notify(?, '')"));
    }

    private static String arrays(AppendedRows.Table table) {
        return table.types().stream()
                .map(type -> "?::" + type + "[]")
                .collect(Collectors.joining(", "));
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
