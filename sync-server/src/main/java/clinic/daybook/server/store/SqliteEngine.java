package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's ways. */
final class SqliteEngine implements SqlEngine {

    private static final long LOOK_MILLIS = 200;

    private static final Map<AppendedRows.Table, String> INSERTS =
            Arrays.stream(AppendedRows.Table.values())
                    .collect(
                            Collectors.toMap(
                                    Function.identity(), table -> table.insert(values(table))));

    /** How many of these streams have the version that is beside each. */
    private static final String HOLDS =
            "SELECT count(*) FROM json_each(?) r WHERE r.value ="
                    + " (SELECT max(version) FROM event WHERE stream_id = r.key)";

    private static final Set<SQLiteErrorCode> TAKEN =
            EnumSet.of(
                    SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
                    SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
                    SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

    private final StoreLock lock;
    private final SqliteFiles files;
    private final SqliteReaders readers;
    private final SqliteCheckpoints checkpoints;

    SqliteEngine(
            StoreLock lock,
            SqliteFiles files,
            SqliteReaders readers,
            SqliteCheckpoints checkpoints) {
        this.lock = lock;
        this.files = files;
        this.readers = readers;
        this.checkpoints = checkpoints;
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
        checkpoints.beforeTransaction(sql);
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

    @Override
    public void beginWithWrite(Sql sql) throws SQLException {
        begin(sql);
    }

    /** Nobody could listen. */
    @Override
    public boolean write(Sql sql, AppendedRows rows, Map<String, Long> relied) throws SQLException {
        if (!relied.isEmpty() && sql.number(HOLDS, Sql.object(relied)) != relied.size()) {
            return false;
        }
        for (AppendedRows.Table table : AppendedRows.Table.values()) {
            sql.updateAll(Objects.requireNonNull(INSERTS.get(table)), rows.of(table));
        }
        return true;
    }

    @Override
    public boolean waitedInVain(SQLException failure) {
        return files.waitedInVain(failure);
    }

    @Override
    public boolean saysTaken(SQLException failure) {
        return failure instanceof SQLiteException sqlite && TAKEN.contains(sqlite.getResultCode());
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
        checkpoints.close();
        readers.close();
        lock.close();
    }
}
