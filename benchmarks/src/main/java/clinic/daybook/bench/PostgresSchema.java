package clinic.daybook.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of its own in a database of PostgreSQL; gone when it is closed. */
final class PostgresSchema implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String database;
    private final String name;

    private PostgresSchema(String database, String name) {
        this.database = database;
        this.name = name;
    }

    /** Makes one. */
    static PostgresSchema in(String database) throws SQLException {
        String name = "bench_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        PostgresSchema schema = new PostgresSchema(database, name);
        schema.execute("CREATE SCHEMA " + name);
        return schema;
    }

    String name() {
        return name;
    }

    /** Its address. */
    String url() {
        return database + (database.indexOf('?') < 0 ? '?' : '&') + "currentSchema=" + name;
    }

    /** Runs a statement in the database. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP SCHEMA " + name + " CASCADE");
    }
}
