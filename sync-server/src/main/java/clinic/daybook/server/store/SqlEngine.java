package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

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

    /** Begins as {@link #begin} does; the wait may be left to what is written first. */
    void beginWithWrite(Sql sql) throws SQLException;

    /**
     * Writes what a transaction appends, and has other processes told once it is committed.
     *
     * @param relied versions that streams have to have; where the write has waited for others, as
     *     of before the wait: who wrote meanwhile has taken the positions
     * @return whether they have; if not, some of it may be written, and must not be committed
     * @throws SQLException for which {@link #saysTaken} is true when a key is not free
     */
    boolean write(Sql sql, AppendedRows rows, Map<String, Long> relied) throws SQLException;

    /** Whether a key that was to be written is there already. */
    boolean saysTaken(SQLException failure);

    /** What is wrong with the files below, in words for a person; empty when sound. */
    List<String> checkFiles();

    /** How much room the database takes, in bytes; as of before where that cannot be read. */
    long bytes();

    @Override
    void close();
}
