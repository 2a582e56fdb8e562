package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's ways. */
final class PostgresEngine implements SqlEngine {

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

    @Override
    public void announce(Sql sql) throws SQLException {
        sql.query("SELECT pg_notify(?, '')", _ -> true, PostgresNews.CHANNEL);
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
