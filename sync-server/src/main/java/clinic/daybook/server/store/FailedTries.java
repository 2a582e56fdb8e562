package clinic.daybook.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows that remember tries with a wrong PIN or code. */
final class FailedTries {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** Whoever guesses for very many names must not fill the disk. */
    private static final int MOST = 10_000;

    private FailedTries() {}

    static List<Instant> read(Sql sql, ContentHash who) throws SQLException {
        return sql.one(
                        "SELECT times FROM failed_try WHERE who = ?",
                        row -> times(row.getString(1)),
                        who.bytes())
                .orElse(List.of());
    }

    /** Changes what is remembered; returns what it was. */
    static List<Instant> change(
            Sql sql, ContentHash who, UnaryOperator<List<Instant>> change, Instant now)
            throws SQLException {
        List<Instant> before = read(sql, who);
        List<Instant> after = change.apply(before);
        if (after.equals(before)) {
            return before;
        }
        if (after.isEmpty()) {
            sql.update("DELETE FROM failed_try WHERE who = ?", who.bytes());
            return before;
        }
        if (before.isEmpty()) {
            forget(sql, now);
        }
        sql.update(
                "INSERT INTO failed_try (who, times, last_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (who) DO UPDATE SET times = excluded.times,"
                        + " last_at = excluded.last_at",
                who.bytes(),
                text(after),
                now.toEpochMilli());
        return before;
    }

    private static void forget(Sql sql, Instant now) throws SQLException {
        sql.update(
                "DELETE FROM failed_try WHERE last_at < ?", now.minus(REMEMBERED).toEpochMilli());
        sql.update(
                "DELETE FROM failed_try WHERE last_at <= (SELECT last_at FROM failed_try"
                        + " ORDER BY last_at DESC LIMIT 1 OFFSET ?)",
                MOST);
    }

    private static String text(List<Instant> times) {
        return times.stream()
                .map(time -> Long.toString(time.toEpochMilli()))
                .collect(Collectors.joining(","));
    }

    private static List<Instant> times(String text) {
        return Stream.of(text.split(",", -1))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .toList();
    }
}
