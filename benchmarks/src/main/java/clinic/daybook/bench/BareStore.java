package clinic.daybook.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The floor under a desk: the same rows into the same tables of a bare SQLite database, with the
 * same promises (WAL, synchronous FULL), and nothing else done.
 */
final class BareStore implements AutoCloseable {

    /** Tables that a desk's click writes, beside the pending change itself. */
    private static final List<String> PROJECTIONS = List.of("card", "task", "stay");

    /** So many rows are one transaction when a log is copied. */
    private static final int BATCH = 5_000;

    /** A row to be written. */
    record Row(String table, List<@Nullable Object> values) {
        Row {
            // Holds nulls, which an immutable list would not take.
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> inserts = new HashMap<>();

    private BareStore(Connection connection) {
        this.connection = connection;
    }

    /** A new database with the tables and indexes of another one, empty. */
    static BareStore like(Path source, Path target) throws SQLException {
        Connection connection = connect(target);
        try (Connection from = connect(source);
                Statement to = connection.createStatement();
                Statement query = from.createStatement();
                ResultSet made =
                        query.executeQuery(
                                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
                                        + " AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")) {
            while (made.next()) {
                to.execute(made.getString(1));
            }
        }
        connection.setAutoCommit(false);
        return new BareStore(connection);
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Writes rows in one transaction; returns how long that took until it was durable. */
    long commit(List<Row> rows) throws SQLException {
        long began = System.nanoTime();
        for (Row row : rows) {
            PreparedStatement insert = insert(row.table(), row.values().size());
            for (int i = 0; i < row.values().size(); i++) {
                insert.setObject(i + 1, row.values().get(i));
            }
            insert.executeUpdate();
        }
        connection.commit();
        return System.nanoTime() - began;
    }

    private PreparedStatement insert(String table, int columns) throws SQLException {
        PreparedStatement insert = inserts.get(table);
        if (insert == null) {
            insert =
                    connection.prepareStatement(
                            "REPLACE INTO "
                                    + table
                                    + " VALUES ("
                                    + String.join(", ", Collections.nCopies(columns, "?"))
                                    + ")");
            inserts.put(table, insert);
        }
        return insert;
    }

    /** What a click had written: the pending change, and the rows of its reservation. */
    static List<Row> rowsOf(Path desk, UUID commitId) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + desk)) {
            read(
                    from,
                    "pending",
                    "SELECT * FROM pending WHERE commit_id = '" + commitId + "'",
                    rows);
            String stream = "(SELECT stream FROM pending WHERE commit_id = '" + commitId + "')";
            for (String table : PROJECTIONS) {
                read(from, table, "SELECT * FROM " + table + " WHERE stream = " + stream, rows);
            }
            read(
                    from,
                    "audit",
                    "SELECT * FROM audit WHERE position IS NULL AND stream = " + stream,
                    rows);
        }
        return rows;
    }

    private static void read(Connection from, String table, String sql, List<Row> into)
            throws SQLException {
        try (Statement query = from.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                into.add(row(table, row, columns));
            }
        }
    }

    private static Row row(String table, ResultSet row, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(row.getObject(i));
        }
        return new Row(table, values);
    }

    /**
     * Copies every row of a database in batches.
     *
     * @return the nanoseconds that the writing took; reading is not counted
     */
    long copy(Path source) throws SQLException {
        long spent = 0;
        try (Connection from = connect(source)) {
            for (String table : tables(from)) {
                try (Statement query = from.createStatement();
                        ResultSet row = query.executeQuery("SELECT * FROM " + table)) {
                    ResultSetMetaData shape = row.getMetaData();
                    List<Row> batch = new ArrayList<>();
                    while (row.next()) {
                        batch.add(row(table, row, shape.getColumnCount()));
                        if (batch.size() == BATCH) {
                            spent += insertAll(table, batch);
                            batch.clear();
                        }
                    }
                    spent += batch.isEmpty() ? 0 : insertAll(table, batch);
                }
            }
        }
        return spent;
    }

    private long insertAll(String table, List<Row> rows) throws SQLException {
        long began = System.nanoTime();
        PreparedStatement insert = insert(table, rows.getFirst().values().size());
        for (Row row : rows) {
            for (int i = 0; i < row.values().size(); i++) {
                insert.setObject(i + 1, row.values().get(i));
            }
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        return System.nanoTime() - began;
    }

    private static List<String> tables(Connection from) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement query = from.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT name FROM sqlite_master WHERE type = 'table'"
                                        + " AND name NOT LIKE 'sqlite_%'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
