package clinic.daybook.installer.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a desk's database holds, read past the desk itself: a witness that does not share its
 * mistakes. Only of a desk that is not running.
 */
final class DeskRecords implements AutoCloseable {

    private final Connection connection;

    private DeskRecords(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens {@code desk.db} of a data directory; recovers its write-ahead log, as any reader does.
     */
    static DeskRecords open(Path directory) throws SQLException {
        return new DeskRecords(
                DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("desk.db")));
    }

    /** Whether the desk knows a server; one without tables knows none. */
    boolean enrolled() throws SQLException {
        return !strings("SELECT name FROM sqlite_master WHERE name = 'meta'").isEmpty()
                && !strings("SELECT value FROM meta WHERE key = 'token'").isEmpty();
    }

    /** Commits that wait to be sent or to come back. */
    Set<UUID> pending() throws SQLException {
        return ids("SELECT commit_id FROM pending");
    }

    /** Commits that wait for a person, with the code of why. */
    Map<UUID, String> attention() throws SQLException {
        return texts("SELECT commit_id, json_extract(body, '$.code') FROM attention");
    }

    /** Of those that wait and were meant as one with others: what joins them. */
    Map<UUID, UUID> attentionIntents() throws SQLException {
        Map<UUID, UUID> all = new HashMap<>();
        texts(
                        "SELECT commit_id, json_extract(body, '$.change.intentId') FROM attention"
                                + " WHERE json_extract(body, '$.change.intentId') IS NOT NULL")
                .forEach((commit, intent) -> all.put(commit, UUID.fromString(intent)));
        return all;
    }

    /** What became of commits that are neither pending nor waiting. */
    Map<UUID, String> settled() throws SQLException {
        return texts("SELECT commit_id, outcome FROM settled");
    }

    /** Commits whose events have come from the server. */
    Set<UUID> confirmed() throws SQLException {
        return ids("SELECT DISTINCT commit_id FROM event WHERE commit_id IS NOT NULL");
    }

    /** What SQLite says of the database as a whole; {@code ok} when nothing is wrong. */
    String integrity() throws SQLException {
        return String.join("\n", strings("PRAGMA integrity_check"));
    }

    /** The reservations that have events, recorded or pending. */
    Set<String> bookedStreams() throws SQLException {
        return Set.copyOf(
                strings(
                        "SELECT stream FROM event WHERE stream LIKE 'reservation-%'"
                                + " UNION SELECT stream FROM pending WHERE stream LIKE"
                                + " 'reservation-%'"));
    }

    /** The reservations that have a card. */
    Set<String> cardStreams() throws SQLException {
        return Set.copyOf(strings("SELECT stream FROM card"));
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        }
        return all;
    }

    /** Every event that has come, by position. */
    List<String> events() throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT position, stream, version, event_id FROM event"
                                        + " ORDER BY position");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(
                        eventLine(
                                row.getLong(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4)));
            }
        }
        return all;
    }

    /** An event as {@link #events()} writes it. */
    static String eventLine(long position, String stream, long version, String eventId) {
        return position + " " + stream + " " + version + " " + eventId;
    }

    private Set<UUID> ids(String sql) throws SQLException {
        Set<UUID> all = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(UUID.fromString(row.getString(1)));
            }
        }
        return all;
    }

    private Map<UUID, String> texts(String sql) throws SQLException {
        Map<UUID, String> all = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.put(UUID.fromString(row.getString(1)), row.getString(2));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
