package clinic.daybook.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Brings a database to the shape that this version works with. Each step runs once; its checksum is
 * kept, so that a step that was changed after it had run is noticed instead of half believed.
 */
final class Migrations {

    private static final List<String> STEPS =
            List.of("V001__events_and_access.sql", "V002__desk_level.sql");

    private Migrations() {}

    /** Runs what has not run yet; the caller's transaction makes it all or nothing. */
    static void run(Sql sql, long nowMillis) throws SQLException {
        sql.execute(
                "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY,"
                        + " name TEXT NOT NULL, checksum TEXT NOT NULL,"
                        + " applied_at INTEGER NOT NULL) STRICT");
        long done = sql.number("SELECT coalesce(max(number), 0) FROM schema_step");
        if (done > STEPS.size()) {
            throw new StorageException(
                    "the store was written by a newer version of this program; use that one");
        }
        for (int number = 1; number <= STEPS.size(); number++) {
            String name = STEPS.get(number - 1);
            String text = text(name);
            String checksum = ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
            Optional<String> applied =
                    sql.one(
                            "SELECT checksum FROM schema_step WHERE number = ?",
                            row -> row.getString(1),
                            number);
            if (applied.isPresent()) {
                if (!applied.get().equals(checksum)) {
                    throw new StorageException("the database's shape differs from step " + name);
                }
                continue;
            }
            for (String statement : text.split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    sql.execute(statement);
                }
            }
            sql.update(
                    "INSERT INTO schema_step (number, name, checksum, applied_at)"
                            + " VALUES (?, ?, ?, ?)",
                    number,
                    name,
                    checksum,
                    nowMillis);
        }
    }

    private static String text(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + name);
            }
            // A checkout with other line ends must not look like another step.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the program: " + name, e);
        }
    }
}
