package clinic.daybook.server.store;

import java.sql.SQLException;

/** Work inside one transaction. */
@FunctionalInterface
public interface SqlWork<T> {
    T run(Sql sql) throws SQLException;
}
