package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** SQLite's ways. */
final class SqliteEngine implements SqlEngine {

    private static final long LOOK_MILLIS = 200;

    private static final Map<AppendedRows.Table, String> INSERTS =
            Arrays.stream(AppendedRows.Table.values())
                    .collect(
                            Collectors.toMap(
                                    Function.identity(), table -> table.insert(values(table))));

    private final StoreLock lock;
    private final SqliteFiles files;
    private final SqliteReaders readers;

    SqliteEngine(StoreLock lock, SqliteFiles files, SqliteReaders readers) {
        this.lock = lock;
        this.files = files;
        this.readers = readers;
    }

    private static String values(AppendedRows.Table table) {
        return "VALUES (" + String.join(", ", Collections.nCopies(table.types().size(), "?")) + ")";
    }

    @Override
    public String kind() {
        return "SQLite";
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Sql openWriter() throws SQLException {
        return files.openWriter();
    }

    @Override
    public void begin(Sql sql) throws SQLException {
        files.begin(sql);
    }

    @Override
    public <T> T read(SqlWork<T> work) {
        return readers.read(work);
    }

    /** Only the command line writes beside a server, and nobody tells of it. */
    @Override
    public HeadNews news() {
        return HeadNews.every(LOOK_MILLIS);
    }

    @Override
    public String in(String column) {
        return column + " IN (SELECT value FROM json_each(?))";
    }

    /** Nobody could listen. */
    @Override
    public void write(Sql sql, AppendedRows rows) throws SQLException {
        for (AppendedRows.Table table : AppendedRows.Table.values()) {
            sql.updateAll(Objects.requireNonNull(INSERTS.get(table)), rows.of(table));
        }
    }

    @Override
    public List<String> checkFiles() {
        return read(sql -> sql.query("PRAGMA integrity_check(20)", row -> row.getString(1)))
                .stream()
                .filter(line -> !line.equals("ok"))
                .toList();
    }

    @Override
    public long bytes() {
        return files.bytes();
    }

    @Override
    public void close() {
        readers.close();
        lock.close();
    }
}
