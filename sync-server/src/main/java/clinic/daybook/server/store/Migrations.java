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
public final class Migrations {

    private static final String IN_POSTGRES =
            "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY,"
                    + " name TEXT NOT NULL, checksum TEXT NOT NULL,"
                    + " applied_at BIGINT NOT NULL)";

    /** Of a store in SQLite. */
    static final Migrations SQLITE =
            new Migrations(
                    Migrations.class,
                    "",
                    List.of(
                            "V001__events_and_access.sql",
                            "V002__desk_level.sql",
                            "V003__tries_lines_and_leases.sql",
                            "V004__smaller_index_of_kinds.sql",
                            "V005__readers.sql",
                            "V006__server_pins.sql",
                            "V007__no_table_of_streams.sql"),
                    "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY,"
                            + " name TEXT NOT NULL, checksum TEXT NOT NULL,"
                            + " applied_at INTEGER NOT NULL) STRICT");

    /** Of a store in PostgreSQL. */
    static final Migrations POSTGRES =
            inPostgres(
                    Migrations.class,
                    "postgres/",
                    List.of(
                            "V001__store.sql",
                            "V002__smaller_index_of_kinds.sql",
                            "V003__readers.sql",
                            "V004__server_pins.sql",
                            "V005__no_table_of_streams.sql"));

    private final Class<?> beside;
    private final String folder;
    private final List<String> steps;
    private final String table;

    private Migrations(Class<?> beside, String folder, List<String> steps, String table) {
        this.beside = beside;
        this.folder = folder;
        this.steps = steps;
        this.table = table;
    }

    /**
     * Of a PostgreSQL database.
     *
     * @param beside the class whose resources the steps are
     * @param folder where they are, from there; ends in a slash where it is not empty
     * @param steps the files, in order; once released, none changes
     */
    public static Migrations inPostgres(Class<?> beside, String folder, List<String> steps) {
        return new Migrations(beside, folder, steps, IN_POSTGRES);
    }

    /**
     * Runs what has not run yet. The caller's transaction makes it all or nothing, and keeps
     * another process that begins at the same time waiting.
     */
    public void run(Sql sql, long nowMillis) throws SQLException {
        sql.execute(table);
        long done = sql.number("SELECT coalesce(max(number), 0) FROM schema_step");
        if (done > steps.size()) {
            throw new StorageException(
                    "the store was written by a newer version of this program; use that one");
        }
        for (int number = 1; number <= steps.size(); number++) {
            String name = steps.get(number - 1);
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

    private String text(String name) {
        try (InputStream in = beside.getResourceAsStream(folder + name)) {
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
