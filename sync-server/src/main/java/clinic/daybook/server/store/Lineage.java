package clinic.daybook.server.store;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From which stores this one came, and when a backup was taken: rows of {@code meta}. */
final class Lineage {

    private static final String ANCESTORS = "ancestors";

    /** Stands in backups alone: by it a backup is told from a store at work. */
    private static final String BACKED_UP_AT = "backed-up-at";

    private Lineage() {}

    /** The stores that this one came from, the oldest first. */
    static List<Ancestor> ancestors(Sql sql) throws SQLException {
        Optional<String> json = value(sql, ANCESTORS);
        if (json.isEmpty()) {
            return List.of();
        }
        try {
            return Json.mapper().readValue(json.get(), new TypeReference<List<Ancestor>>() {});
        } catch (JsonProcessingException e) {
            throw new StorageException("what the store says of its origin cannot be read", e);
        }
    }

    /** Notes in a fresh copy when it was taken. */
    static void markBackup(Sql sql, Instant at) throws SQLException {
        put(sql, BACKED_UP_AT, at.toString());
    }

    /** When the backup was taken; {@code null}: this is none. */
    static @Nullable Instant backedUpAt(Sql sql) throws SQLException {
        return value(sql, BACKED_UP_AT).map(Instant::parse).orElse(null);
    }

    /**
     * Makes a copy of a backup a store of its own. Sessions and enrolment codes end: what was used
     * up or ended after the backup must not come back to life. Of a copy that does not say when it
     * was taken, what was recorded last does.
     */
    static void becomeStore(Sql sql, String newStoreId, Instant now) throws SQLException {
        String old = value(sql, "store-id").orElseThrow();
        Instant takenAt = backedUpAt(sql);
        List<Ancestor> ancestors = new ArrayList<>(ancestors(sql));
        ancestors.add(
                new Ancestor(
                        old,
                        sql.number("SELECT coalesce(max(position), 0) FROM event"),
                        takenAt == null ? recordedLast(sql).orElse(now) : takenAt,
                        now));
        try {
            put(sql, ANCESTORS, Json.mapper().writeValueAsString(ancestors));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of stores can be written", e);
        }
        put(sql, "store-id", newStoreId);
        sql.update("DELETE FROM meta WHERE key = ?", BACKED_UP_AT);
        sql.update("DELETE FROM staff_session");
        sql.update("DELETE FROM enrolment_code");
    }

    private static Optional<Instant> recordedLast(Sql sql) throws SQLException {
        return sql.one(
                "SELECT recorded_at FROM event ORDER BY position DESC LIMIT 1",
                row -> Instant.parse(row.getString(1)));
    }

    static Optional<String> value(Sql sql, String key) throws SQLException {
        return sql.one("SELECT value FROM meta WHERE key = ?", row -> row.getString(1), key);
    }

    static void put(Sql sql, String key, String value) throws SQLException {
        sql.update(
                "INSERT INTO meta (key, value) VALUES (?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value);
    }
}
