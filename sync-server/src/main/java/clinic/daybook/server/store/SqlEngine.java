package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.List;

/** What differs between the databases that a store may be kept in. */
interface SqlEngine extends WriterConnections, AutoCloseable {

    /** What kind of database it is, for a person. */
    String kind();

    /** Whether other servers may be working with it. */
    boolean shared();

    /**
     * Runs the work on one moment of the database.
     *
     * @throws OverloadedException when no connection is free in time
     * @throws StorageException when it fails
     */
    <T> T read(SqlWork<T> work);

    /** How who waits for the head hears of what other processes have written. */
    HeadNews news();

    /** The condition that a column's text is in a JSON array of texts, the one argument. */
    String in(String column);

    /** Writes what a transaction appends, and has other processes told once it is committed. */
    void write(Sql sql, AppendedRows rows) throws SQLException;

    /** What is wrong with the files below, in words for a person; empty when sound. */
    List<String> checkFiles();

    /** How much room the database takes, in bytes; as of before where that cannot be read. */
    long bytes();

    @Override
    void close();
}
