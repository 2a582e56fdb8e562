package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.sync.PendingCommit.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Takes out of a damaged database what no server can give back. First as SQLite reads it, table by
 * table; where that breaks off, page by page.
 */
final class Salvage {

    /** What can only be here; the rest is read from the server again. */
    static final List<String> TABLES =
            List.of(
                    "meta",
                    "pending",
                    "attention",
                    "settled",
                    "verifier",
                    "attempt",
                    "desk_name",
                    "unreadable");

    /** Where the feed had got: it begins anew. */
    private static final Set<String> FORGOTTEN = Set.of("position", "olderDone", "olderTarget");

    private static final Set<String> META =
            Set.of(
                    "serverUrl",
                    "token",
                    "nextToken",
                    "tokenSince",
                    "serverPin",
                    "storeId",
                    "clinicId",
                    "deskId",
                    "deskName",
                    "ancestors",
                    "replay",
                    "clockOffsetMs");

    /** A row of a table. */
    record Row(String table, List<@Nullable Object> values) {}

    /** Rows by their keys, so that none is taken twice. */
    private final Map<String, Map<String, Row>> found = new LinkedHashMap<>();

    private boolean broken;
    private int unreadable;

    /** Reads what can be read. */
    Salvage(Path database) {
        TABLES.forEach(table -> found.put(table, new LinkedHashMap<>()));
        asSqliteReads(database);
        if (broken) {
            asPages(database);
        }
    }

    List<Row> rows() {
        return found.values().stream().flatMap(rows -> rows.values().stream()).toList();
    }

    int count(String table) {
        return found.getOrDefault(table, Map.of()).size();
    }

    /** How many rows are there and cannot be read any more. */
    int unreadable() {
        return unreadable;
    }

    /** Whether rows may have been destroyed without a trace. */
    boolean incomplete() {
        return broken;
    }

    private void asSqliteReads(Path database) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + database)) {
            for (String table : TABLES) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        List<@Nullable Object> values = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            Object value = rows.getObject(i);
                            values.add(value instanceof Integer n ? Long.valueOf(n) : value);
                        }
                        take(new Row(table, values));
                    }
                } catch (SQLException e) {
                    broken = true;
                }
            }
        } catch (SQLException e) {
            broken = true;
        }
    }

    private void asPages(Path database) {
        PageScan scan =
                new PageScan(
                        bytes(database),
                        bytes(database.resolveSibling(database.getFileName() + "-wal")));
        scan.rows(
                values -> {
                    String table = tableOf(values);
                    if (table != null) {
                        take(new Row(table, values));
                    }
                },
                () -> unreadable++);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** By its shape, because a bare page does not name its table. */
    private static @Nullable String tableOf(List<@Nullable Object> row) {
        if (!(row.getFirst() instanceof String key)) {
            return null;
        }
        Object last = row.getLast();
        if (row.size() == 5 && uuid(key) && last instanceof String && row.get(2) instanceof Long) {
            return "pending";
        }
        if (row.size() == 3 && uuid(key) && last instanceof String && row.get(1) instanceof Long) {
            return "attention";
        }
        if (row.size() == 2 && last instanceof String text) {
            if (META.contains(key)) {
                return "meta";
            }
            if (key.startsWith("staff-") && text.startsWith("$argon2id$")) {
                return "verifier";
            }
        }
        return null;
    }

    private static boolean uuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void take(Row row) {
        String key = String.valueOf(row.values().getFirst());
        Map<String, Row> rows = found.getOrDefault(row.table(), new LinkedHashMap<>());
        if (rows.containsKey(key) || (row.table().equals("meta") && FORGOTTEN.contains(key))) {
            return;
        }
        if (sound(row)) {
            rows.put(key, row);
        } else {
            unreadable++;
            broken = true;
        }
    }

    /** Whether a row can be worked with: a flipped bit shows in what the row is made of. */
    private static boolean sound(Row row) {
        Object last = row.values().getLast();
        try {
            return switch (row.table()) {
                case "pending" ->
                        PendingJson.read(String.valueOf(last), new Status.Queued())
                                .commitId()
                                .toString()
                                .equals(row.values().getFirst());
                case "attention" ->
                        AttentionBook.Waiting.read(String.valueOf(last))
                                .commit()
                                .commitId()
                                .toString()
                                .equals(row.values().getFirst());
                case "settled" -> json(String.valueOf(last)) != null;
                default -> row.values().stream().noneMatch(byte[].class::isInstance);
            };
        } catch (DeskFailure | IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
