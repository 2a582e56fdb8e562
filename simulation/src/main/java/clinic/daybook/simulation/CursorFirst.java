package clinic.daybook.simulation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A desk that moves its cursor in a transaction of its own before the page, and whose disk fails
 * between the two now and then.
 */
final class CursorFirst {

    private static final int EVERY = 9;
    private static final Object NULL = new Object();

    /** A write that waits for the commit. */
    private record Waiting(String sql, List<Object> values) {

        boolean movesTheCursor() {
            return sql.contains("INTO meta") && values.getFirst().equals("position");
        }
    }

    private final Connection database;
    private final List<Waiting> waiting = new ArrayList<>();
    private int pages;

    private CursorFirst(Connection database) {
        this.database = database;
    }

    static Connection around(Connection database) {
        CursorFirst planted = new CursorFirst(database);
        return new StandIn()
                .on("prepareStatement", a -> planted.prepared((String) a[0]))
                .on("createStatement", a -> database.createStatement())
                .on(
                        "setAutoCommit",
                        a -> {
                            database.setAutoCommit((Boolean) a[0]);
                            return null;
                        })
                .on("getAutoCommit", a -> database.getAutoCommit())
                .on(
                        "commit",
                        a -> {
                            planted.commit();
                            return null;
                        })
                .on(
                        "rollback",
                        a -> {
                            planted.waiting.clear();
                            database.rollback();
                            return null;
                        })
                .on(
                        "close",
                        a -> {
                            database.close();
                            return null;
                        })
                .as(Connection.class);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement real = database.prepareStatement(sql);
        TreeMap<Integer, Object> values = new TreeMap<>();
        return new StandIn()
                .on(
                        "setObject",
                        a -> {
                            real.setObject((Integer) a[0], a[1]);
                            values.put((Integer) a[0], a[1] == null ? NULL : a[1]);
                            return null;
                        })
                .on(
                        "executeUpdate",
                        a -> {
                            waiting.add(new Waiting(sql, new ArrayList<>(values.values())));
                            return 1;
                        })
                .on("executeQuery", a -> real.executeQuery())
                .on(
                        "close",
                        a -> {
                            real.close();
                            return null;
                        })
                .as(PreparedStatement.class);
    }

    private void commit() throws SQLException {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        boolean moves = all.stream().anyMatch(Waiting::movesTheCursor);
        if (moves) {
            for (Waiting write : all) {
                if (write.movesTheCursor()) {
                    execute(write);
                }
            }
            database.commit();
            if (++pages % EVERY == 0) {
                throw new SQLException("the disk failed", "", 10);
            }
        }
        for (Waiting write : all) {
            if (!write.movesTheCursor()) {
                execute(write);
            }
        }
        database.commit();
    }

    private void execute(Waiting write) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(write.sql())) {
            int index = 1;
            for (Object value : write.values()) {
                statement.setObject(index++, value == NULL ? null : value);
            }
            statement.executeUpdate();
        }
    }
}
