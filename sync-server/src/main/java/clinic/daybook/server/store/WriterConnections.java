package clinic.daybook.server.store;

import java.sql.SQLException;

/** Where the writer's connection comes from, and how its transactions begin. */
interface WriterConnections {

    /** A connection that may write. */
    Sql openWriter() throws SQLException;

    /**
     * Begins a transaction that no other one writes beside, of this process or another: what it
     * finds stays true until its end, and who comes after sees all of it. The wait for that is
     * bounded.
     */
    void begin(Sql sql) throws SQLException;

    /** Whether nothing went wrong but that the wait was in vain, or that nobody is there. */
    boolean waitedInVain(SQLException failure);
}
