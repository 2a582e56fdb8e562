package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.StaffVerifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Access in an SQL database. */
final class SqlAccessStore implements AccessStore {

    private static final String DESKS =
            "SELECT desk_id, name, enrolled_at, revoked_at, position, pending, needs_you,"
                    + " app_version, clock_offset_ms, since, level FROM desk";

    private final SqlDatabase database;

    SqlAccessStore(SqlDatabase database) {
        this.database = database;
    }

    @Override
    public void addEnrolmentCode(ContentHash code, @Nullable String name, Instant expiresAt) {
        database.write(sql -> {
            sql.update(
                    "DELETE FROM enrolment_code WHERE expires_at < ?",
                    database.clock().instant().toEpochMilli());
            return sql.update(
                    "INSERT INTO enrolment_code (code_hash, name, expires_at)"
                            + " VALUES (?, ?, ?)",
                    code.bytes(),
                    name,
                    expiresAt.toEpochMilli());
        });
    }

    @Override
    public Optional<DeskRow> enrol(
            ContentHash code,
            @Nullable String name,
            StreamId deskId,
            ContentHash token,
            Instant now) {
        return database.write(sql -> {
            Optional<CodeRow> found =
                    sql.one(
                            "SELECT name FROM enrolment_code"
                                    + " WHERE code_hash = ? AND expires_at > ?",
                            row -> new CodeRow(row.getString(1)),
                            code.bytes(),
                            now.toEpochMilli());
            if (found.isEmpty()) {
                return Optional.<DeskRow>empty();
            }
            sql.update("DELETE FROM enrolment_code WHERE code_hash = ?", code.bytes());
            String id = deskId.toString();
            sql.update(
                    "INSERT INTO desk (desk_id, name, enrolled_at) VALUES (?, ?, ?)"
                            + " ON CONFLICT (desk_id) DO UPDATE SET name = excluded.name,"
                            + " revoked_at = NULL",
                    id,
                    named(name, found.get().name(), id),
                    now.toEpochMilli());
            sql.update("DELETE FROM desk_token WHERE desk_id = ?", id);
            insertToken(sql, token, id);
            return desk(sql, id);
        });
    }

    @Override
    public Optional<StreamId> deskOfToken(ContentHash token, Instant now) {
        return database.read(sql ->
                sql.one(
                        "SELECT d.desk_id FROM desk_token t"
                                + " JOIN desk d ON d.desk_id = t.desk_id"
                                + " WHERE t.token_hash = ? AND d.revoked_at IS NULL"
                                + " AND (t.valid_until IS NULL OR t.valid_until > ?)",
                        row -> StreamId.parse(row.getString(1)),
                        token.bytes(),
                        now.toEpochMilli()));
    }

    @Override
    public void replaceToken(StreamId deskId, ContentHash token, Instant othersUntil, Instant now) {
        database.write(sql -> {
            String id = deskId.toString();
            sql.update(
                    "DELETE FROM desk_token WHERE desk_id = ? AND valid_until <= ?",
                    id,
                    now.toEpochMilli());
            sql.update(
                    "UPDATE desk_token SET valid_until = ?"
                            + " WHERE desk_id = ? AND valid_until IS NULL",
                    othersUntil.toEpochMilli(),
                    id);
            return insertToken(sql, token, id);
        });
    }

    @Override
    public boolean revoke(StreamId deskId, Instant now) {
        return database.write(sql ->
                sql.update(
                                "UPDATE desk SET revoked_at = ?"
                                        + " WHERE desk_id = ? AND revoked_at IS NULL",
                                now.toEpochMilli(),
                                deskId.toString())
                        > 0);
    }

    @Override
    public List<DeskRow> desks() {
        return database.read(
                sql -> sql.query(DESKS + " ORDER BY enrolled_at, desk_id", SqlAccessStore::desk));
    }

    @Override
    public void saveStates(List<DeskRow> desks) {
        database.write(sql -> {
            for (DeskRow desk : desks) {
                sql.update(
                        "UPDATE desk SET position = ?, pending = ?, needs_you = ?,"
                                + " app_version = ?, clock_offset_ms = ?, since = ?, level = ?"
                                + " WHERE desk_id = ?",
                        desk.position(),
                        desk.pending(),
                        desk.needsYou(),
                        desk.appVersion(),
                        desk.clockOffsetMs(),
                        millis(desk.since()),
                        desk.level(),
                        desk.deskId().toString());
            }
            return desks.size();
        });
    }

    @Override
    public Optional<String> verifier(StreamId staffId) {
        return database.read(sql ->
                sql.one(
                        "SELECT verifier FROM staff_verifier WHERE staff_id = ?",
                        row -> row.getString(1),
                        staffId.toString()));
    }

    @Override
    public List<StaffVerifier> verifiers() {
        return database.read(sql ->
                sql.query(
                        "SELECT staff_id, verifier FROM staff_verifier ORDER BY staff_id",
                        row ->
                                new StaffVerifier(
                                        StreamId.parse(row.getString(1)), row.getString(2))));
    }

    @Override
    public void putVerifier(StaffVerifier verifier) {
        database.write(sql -> putVerifier(sql, verifier.staffId().toString(), verifier.verifier()));
    }

    @Override
    public void addSession(ContentHash session, SessionRow row, Instant now) {
        database.write(sql -> {
            sql.update("DELETE FROM staff_session WHERE expires_at <= ?", now.toEpochMilli());
            return sql.update(
                    "INSERT INTO staff_session (session_hash, staff_id, desk_id,"
                            + " expires_at) VALUES (?, ?, ?, ?)",
                    session.bytes(),
                    row.staffId().toString(),
                    row.deskId().toString(),
                    row.expiresAt().toEpochMilli());
        });
    }

    @Override
    public Optional<SessionRow> session(ContentHash session) {
        return database.read(sql ->
                sql.one(
                        "SELECT staff_id, desk_id, expires_at FROM staff_session"
                                + " WHERE session_hash = ?",
                        row ->
                                new SessionRow(
                                        StreamId.parse(row.getString(1)),
                                        StreamId.parse(row.getString(2)),
                                        Instant.ofEpochMilli(row.getLong(3))),
                        session.bytes()));
    }

    @Override
    public List<Instant> tries(ContentHash who) {
        return database.read(sql -> FailedTries.read(sql, who));
    }

    @Override
    public List<Instant> changeTries(ContentHash who, UnaryOperator<List<Instant>> change) {
        return database.write(
                sql -> FailedTries.change(sql, who, change, database.clock().instant()));
    }

    @Override
    public void keepLines(String server, Collection<StreamId> desks, Instant until) {
        database.write(sql -> {
            sql.update(
                    "DELETE FROM desk_line WHERE server = ? OR until < ?",
                    server,
                    database.clock().millis());
            for (StreamId desk : desks) {
                sql.update(
                        "INSERT INTO desk_line (server, desk_id, until) VALUES (?, ?, ?)",
                        server,
                        desk.toString(),
                        until.toEpochMilli());
            }
            return desks.size();
        });
    }

    @Override
    public Set<StreamId> linesElsewhere(String server, Instant now) {
        return Set.copyOf(
                database.read(sql ->
                        sql.query(
                                "SELECT DISTINCT desk_id FROM desk_line"
                                        + " WHERE server <> ? AND until > ?",
                                row -> StreamId.parse(row.getString(1)),
                                server,
                                now.toEpochMilli())));
    }

    @Override
    public boolean addReader(String name, ContentHash token, Instant now) {
        return database.write(sql ->
                sql.update(
                                "INSERT INTO reader (name, token_hash, added_at) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (name) DO NOTHING",
                                name,
                                token.bytes(),
                                now.toEpochMilli())
                        > 0);
    }

    @Override
    public Optional<String> readerOfToken(ContentHash token) {
        return database.read(sql ->
                sql.one(
                        "SELECT name FROM reader WHERE token_hash = ?",
                        row -> row.getString(1),
                        token.bytes()));
    }

    @Override
    public boolean removeReader(String name) {
        return database.write(sql -> sql.update("DELETE FROM reader WHERE name = ?", name) > 0);
    }

    @Override
    public List<ReaderRow> readers() {
        return database.read(sql ->
                sql.query(
                        "SELECT name, added_at FROM reader ORDER BY name",
                        row ->
                                new ReaderRow(
                                        row.getString(1), Instant.ofEpochMilli(row.getLong(2)))));
    }

    @Override
    public void showServerPin(KeyPin pin, Instant now, Instant since) {
        database.write(sql -> {
            sql.update("DELETE FROM server_pin WHERE seen_at <= ?", since.toEpochMilli());
            return sql.update(
                    "INSERT INTO server_pin (pin, seen_at) VALUES (?, ?)"
                            + " ON CONFLICT (pin) DO UPDATE SET seen_at = excluded.seen_at",
                    pin.text(),
                    now.toEpochMilli());
        });
    }

    @Override
    public List<KeyPin> serverPins(Instant since) {
        return database.read(sql ->
                sql.query(
                        "SELECT pin FROM (SELECT pin FROM server_pin WHERE seen_at > ?"
                                + " ORDER BY seen_at DESC, pin LIMIT ?) AS last_shown ORDER BY pin",
                        row -> new KeyPin(row.getString(1)),
                        since.toEpochMilli(),
                        EnrolmentCode.MOST_PINS));
    }

    /** Whoever knew the former PIN has no session any more. */
    static int putVerifier(Sql sql, String staffId, String verifier) throws SQLException {
        sql.update("DELETE FROM staff_session WHERE staff_id = ?", staffId);
        return sql.update(
                "INSERT INTO staff_verifier (staff_id, verifier) VALUES (?, ?)"
                        + " ON CONFLICT (staff_id) DO UPDATE SET verifier = excluded.verifier",
                staffId,
                verifier);
    }

    private record CodeRow(@Nullable String name) {}

    private static int insertToken(Sql sql, ContentHash token, String deskId) throws SQLException {
        return sql.update(
                "INSERT INTO desk_token (token_hash, desk_id) VALUES (?, ?)",
                token.bytes(),
                deskId);
    }

    private static String named(
            @Nullable String ownName, @Nullable String codeName, String fallback) {
        if (ownName != null) {
            return ownName;
        }
        return codeName == null ? fallback : codeName;
    }

    private static Optional<DeskRow> desk(Sql sql, String deskId) throws SQLException {
        return sql.one(DESKS + " WHERE desk_id = ?", SqlAccessStore::desk, deskId);
    }

    private static DeskRow desk(ResultSet row) throws SQLException {
        return new DeskRow(
                StreamId.parse(row.getString(1)),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                instant(row, 4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                row.getString(8),
                number(row, 9),
                instant(row, 10),
                level(row));
    }

    private static @Nullable Integer level(ResultSet row) throws SQLException {
        int level = row.getInt(11);
        return row.wasNull() ? null : level;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
