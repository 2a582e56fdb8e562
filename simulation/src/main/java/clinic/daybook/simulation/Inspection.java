package clinic.daybook.simulation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks into a database from outside, past everything that could be wrong with its program. */
final class Inspection implements AutoCloseable {

    private final Connection connection;

    private Inspection(Path file) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw new IllegalStateException("a database cannot be looked into", e);
        }
    }

    static Inspection ofDesk(Path directory) {
        return new Inspection(directory.resolve("desk.db"));
    }

    static Inspection ofServer(Path directory) {
        return new Inspection(directory.resolve("daybook.db"));
    }

    /** A number, 0 where there is none. */
    long number(String sql, Object... values) {
        List<String> found = texts(sql, values);
        return found.isEmpty() ? 0 : Long.parseLong(found.getFirst());
    }

    /** The first column of every row. */
    List<String> texts(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(String.valueOf(row.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("a database cannot be looked into: " + sql, e);
        }
    }

    Set<String> set(String sql, Object... values) {
        return new LinkedHashSet<>(texts(sql, values));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a database cannot be closed", e);
        }
    }
}
