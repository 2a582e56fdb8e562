package clinic.daybook.simulation;

import clinic.daybook.simulation.Jdbc.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bugs planted between a program and its database. */
final class WrongSql {

    private WrongSql() {}

    private static Bug desk(UnaryOperator<Connection> plant) {
        return new Bug() {
            @Override
            public Connection desk(Connection database) {
                return plant.apply(database);
            }
        };
    }

    private static Bug server(UnaryOperator<Connection> plant) {
        return new Bug() {
            @Override
            public Connection server(Connection database) {
                return plant.apply(database);
            }
        };
    }

    private static UnaryOperator<Connection> written(UnaryOperator<String> sql) {
        return database ->
                Jdbc.around(
                        database,
                        new Jdbc.Between() {
                            @Override
                            public String sql(String given) {
                                return sql.apply(given);
                            }
                        });
    }

    /** Every so many times, a write to this table is not done. */
    private static UnaryOperator<Connection> skipping(String into, int every) {
        return database ->
                Jdbc.around(
                        database,
                        new Jdbc.Between() {
                            private int times;

                            @Override
                            public @Nullable Object run(Kind kind, String sql, Jdbc.Real real)
                                    throws SQLException {
                                boolean skip =
                                        kind == Kind.UPDATE
                                                && sql.contains(into)
                                                && ++times % every == 0;
                                return skip ? Integer.valueOf(1) : real.run();
                            }
                        });
    }

    /** Every so many times, a transaction that wrote to this table is given up in secret. */
    private static UnaryOperator<Connection> lying(String into, int every) {
        return database ->
                Jdbc.around(
                        database,
                        new Jdbc.Between() {
                            private boolean wrote;
                            private int times;

                            @Override
                            public @Nullable Object run(Kind kind, String sql, Jdbc.Real real)
                                    throws SQLException {
                                wrote |= kind == Kind.UPDATE && sql.contains(into);
                                if (kind != Kind.COMMIT || !wrote) {
                                    return real.run();
                                }
                                wrote = false;
                                if (++times % every != 0) {
                                    return real.run();
                                }
                                giveUp(database);
                                return Boolean.FALSE;
                            }
                        });
    }

    private static void giveUp(Connection database) throws SQLException {
        if (!database.getAutoCommit()) {
            database.rollback();
            return;
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }

    static Bug commitIdNotLookedUp() {
        return server(
                written(sql ->
                        sql.contains("FROM accepted_commit WHERE commit_id")
                                ? sql + " AND 1 = 0"
                                : sql));
    }

    static Bug cursorFirst() {
        return desk(CursorFirst::around);
    }

    static Bug answeredEarly() {
        return server(lying("INTO accepted_commit", 5));
    }

    static Bug savedEarly() {
        return desk(lying("INTO pending", 12));
    }

    static Bug pendingForgotten() {
        return desk(
                written(sql ->
                        sql.replace(
                                "FROM pending ORDER BY ord", "FROM pending WHERE 0 ORDER BY ord")));
    }

    static Bug acknowledgedDropped() {
        return desk(
                written(sql ->
                        sql.startsWith("UPDATE pending SET acknowledged = ? WHERE")
                                ? "DELETE FROM pending WHERE ? IS NOT NULL AND commit_id = ?"
                                : sql));
    }

    static Bug attentionLost() {
        return desk(skipping("INTO attention", 2));
    }

    static Bug projectionRowSkipped() {
        return desk(skipping("INTO card", 15));
    }

    static Bug eventLeftOut() {
        return server(
                written(sql ->
                        sql.contains("e.position > ? AND e.position <= ?")
                                ? sql.replace(
                                        "e.position <= ?",
                                        "e.position <= ? AND e.position % 29 <> 0")
                                : sql));
    }

    static Bug personalLost() {
        return server(skipping("INTO personal", 3));
    }
}
