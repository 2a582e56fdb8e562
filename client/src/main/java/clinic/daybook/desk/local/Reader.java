package clinic.daybook.desk.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is durable. Belongs to one thread. */
final class Reader implements AutoCloseable {

    /** Makes something of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final Connection connection;
    private final OnDamage damaged;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** {@code damaged} is told when what is read is damaged. */
    Reader(Connection connection, OnDamage damaged) {
        this.connection = connection;
        this.damaged = damaged;
    }

    /** Every row, read. */
    <T> List<T> list(String sql, RowReader<T> rows, @Nullable Object... values) {
        try {
            PreparedStatement statement = statements.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                statements.put(sql, statement);
            }
            int index = 1;
            for (Object value : Write.of(sql, values).values()) {
                statement.setObject(index++, value);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(rows.read(row));
                }
            }
            return found;
        } catch (DeskFailure e) {
            damaged.look(e);
            throw e;
        } catch (SQLException e) {
            forget(sql);
            damaged.look(e);
            throw new DeskFailure("DB-1010", "reading failed, SQLite error " + e.getErrorCode(), e);
        }
    }

    /**
     * Ends a statement that failed. As long as it is open, SQLite shows this connection the
     * database as it was then, and whatever is read again later would be out of date.
     */
    private void forget(String sql) {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.warn("DB-1031: ending a read failed, SQLite error {}", e.getErrorCode());
            }
        }
    }

    /** The first row, if any. */
    <T> Optional<T> first(String sql, RowReader<T> rows, @Nullable Object... values) {
        return list(sql, rows, values).stream().findFirst();
    }

    /** Runs several reads on one and the same state of the database. */
    <T> T snapshot(Supplier<T> reads) {
        try {
            connection.setAutoCommit(false);
            try {
                return reads.get();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DeskFailure("DB-1011", "reading failed, SQLite error " + e.getErrorCode(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DeskFailure("DB-1009", "closing the database failed", e);
        }
    }
}
