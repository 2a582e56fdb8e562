package clinic.daybook.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A consumer's lease and cursor as a row. */
record SqlLease(SqlDatabase database, String name) implements ConsumerLease {

    @Override
    public Optional<ConsumerCursor> take(Duration lasts) {
        return database.write(sql -> {
            long now = database.clock().millis();
            int taken =
                    sql.update(
                            "INSERT INTO consumer_cursor (name, position, fence, held_until)"
                                    + " VALUES (?, 0, 1, ?) ON CONFLICT (name) DO UPDATE SET"
                                    + " fence = consumer_cursor.fence + 1,"
                                    + " held_until = excluded.held_until"
                                    + " WHERE consumer_cursor.held_until <= ?",
                            name,
                            now + lasts.toMillis(),
                            now);
            return taken == 0
                    ? Optional.<ConsumerCursor>empty()
                    : Optional.<ConsumerCursor>of(
                            new Held(
                                    this,
                                    sql.number(
                                            "SELECT fence FROM consumer_cursor WHERE name = ?",
                                            name)));
        });
    }

    @Override
    public OptionalLong rewind(long position) {
        notNegative(position);
        return database.write(sql -> {
            // A new number, so that who holds the cursor notes nothing any more.
            sql.update(
                    "UPDATE consumer_cursor SET fence = fence + 1, held_until = 0,"
                            + " position = CASE WHEN position < ? THEN position ELSE ? END"
                            + " WHERE name = ?",
                    position,
                    position,
                    name);
            return sql.one(
                            "SELECT position FROM consumer_cursor WHERE name = ?",
                            row -> OptionalLong.of(row.getLong(1)),
                            name)
                    .orElse(OptionalLong.empty());
        });
    }

    private static void notNegative(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
    }

    /** The cursor, under the number that it was taken with. */
    private record Held(SqlLease lease, long fence) implements ConsumerCursor {

        @Override
        public void renew(Duration lasts) {
            change("held_until = ?", lease.database.clock().millis() + lasts.toMillis());
        }

        @Override
        public long load() {
            Optional<Long> position =
                    lease.database.read(sql ->
                            sql.one(
                                    "SELECT position FROM consumer_cursor"
                                            + " WHERE name = ? AND fence = ?",
                                    row -> row.getLong(1),
                                    lease.name,
                                    fence));
            return position.orElseThrow(() -> new LeaseLostException(lease.name));
        }

        @Override
        public void save(long position) {
            notNegative(position);
            change(
                    "position = CASE WHEN position > ? THEN position ELSE ? END",
                    position,
                    position);
        }

        @Override
        public void close() {
            lease.database.write(sql -> update(sql, "held_until = ?", 0L));
        }

        private void change(String assignment, Long... values) {
            int changed = lease.database.write(sql -> update(sql, assignment, values));
            if (changed == 0) {
                throw new LeaseLostException(lease.name);
            }
        }

        private int update(Sql sql, String assignment, Long... values) throws SQLException {
            @Nullable Object[] arguments = new @Nullable Object[values.length + 2];
            System.arraycopy(values, 0, arguments, 0, values.length);
            arguments[values.length] = lease.name;
            arguments[values.length + 1] = fence;
            return sql.update(
                    "UPDATE consumer_cursor SET " + assignment + " WHERE name = ? AND fence = ?",
                    arguments);
        }
    }
}
