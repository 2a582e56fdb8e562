package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a desk's database. */
final class Schema {

    /**
     * Grows by one with every change of the tables, or of what stands in them. With version 5 the
     * servers' pin in {@code meta} may be several, which an older program could not read.
     */
    private static final int VERSION = 5;

    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                    // What the server recorded, as it came, without what is personal.
                    "CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,"
                            + " version INTEGER NOT NULL, event_id TEXT NOT NULL UNIQUE,"
                            + " commit_id TEXT, intent_id TEXT, envelope TEXT NOT NULL,"
                            + " UNIQUE (stream, version))",
                    "CREATE INDEX event_intent ON event (intent_id) WHERE intent_id IS NOT NULL",
                    "CREATE TABLE personal (event_id TEXT PRIMARY KEY, subject TEXT NOT NULL,"
                            + " fields TEXT NOT NULL, salt TEXT) WITHOUT ROWID",
                    "CREATE INDEX personal_subject ON personal (subject)",
                    "CREATE TABLE unreadable (id INTEGER PRIMARY KEY, after_position INTEGER NOT"
                            + " NULL, line TEXT NOT NULL)",
                    "CREATE TABLE pending (commit_id TEXT PRIMARY KEY, stream TEXT NOT NULL,"
                            + " ord INTEGER NOT NULL, acknowledged INTEGER, body TEXT NOT NULL)"
                            + " WITHOUT ROWID",
                    "CREATE TABLE attention (commit_id TEXT PRIMARY KEY, ord INTEGER NOT NULL,"
                            + " body TEXT NOT NULL) WITHOUT ROWID",
                    // What became of changes that are neither pending nor waiting any more.
                    "CREATE TABLE settled (commit_id TEXT PRIMARY KEY, intent_id TEXT,"
                            + " outcome TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID",
                    "CREATE INDEX settled_intent ON settled (intent_id)"
                            + " WHERE intent_id IS NOT NULL",
                    "CREATE TABLE verifier (staff TEXT PRIMARY KEY, verifier TEXT NOT NULL)"
                            + " WITHOUT ROWID",
                    "CREATE TABLE attempt (staff TEXT PRIMARY KEY, wrong INTEGER NOT NULL,"
                            + " locked_until INTEGER NOT NULL) WITHOUT ROWID",
                    "CREATE TABLE desk_name (desk TEXT PRIMARY KEY, name TEXT NOT NULL)"
                            + " WITHOUT ROWID",
                    // Projections: each can be dropped and built again from the events.
                    "CREATE TABLE card (stream TEXT PRIMARY KEY, starts_at INTEGER NOT NULL,"
                            + " ends_at INTEGER NOT NULL, status TEXT NOT NULL, customer TEXT NOT"
                            + " NULL, practitioner TEXT, room TEXT, body TEXT NOT NULL)",
                    "CREATE INDEX card_start ON card (starts_at)",
                    "CREATE INDEX card_customer ON card (customer, starts_at)",
                    "CREATE TABLE task (stream TEXT NOT NULL, task TEXT NOT NULL, sequence INTEGER"
                            + " NOT NULL, procedure TEXT NOT NULL, name TEXT NOT NULL,"
                            + " planned_minutes INTEGER NOT NULL, price INTEGER NOT NULL, status"
                            + " TEXT NOT NULL, origin TEXT NOT NULL, practitioner TEXT, room TEXT,"
                            + " started_at INTEGER, finished_at INTEGER, recorded_start INTEGER,"
                            + " recorded_finish INTEGER, PRIMARY KEY (stream, task)) WITHOUT ROWID",
                    "CREATE INDEX task_start ON task (started_at) WHERE started_at IS NOT NULL",
                    "CREATE TABLE stay (stream TEXT NOT NULL, nr INTEGER NOT NULL, status TEXT NOT"
                            + " NULL, from_at INTEGER NOT NULL, until_at INTEGER,"
                            + " PRIMARY KEY (stream, nr)) WITHOUT ROWID",
                    "CREATE INDEX stay_from ON stay (from_at)",
                    "CREATE TABLE customer (stream TEXT PRIMARY KEY, name TEXT NOT NULL, phone"
                            + " TEXT NOT NULL, birth_date TEXT NOT NULL, gender TEXT, nationality"
                            + " TEXT, chart_number TEXT, version INTEGER NOT NULL, name_key TEXT"
                            + " NOT NULL, initials TEXT NOT NULL, phone_reversed TEXT NOT NULL)"
                            + " WITHOUT ROWID",
                    "CREATE INDEX customer_phone ON customer (phone_reversed)",
                    "CREATE INDEX customer_chart ON customer (chart_number)",
                    "CREATE TABLE reference (stream TEXT PRIMARY KEY, kind TEXT NOT NULL, body"
                            + " TEXT NOT NULL) WITHOUT ROWID",
                    "CREATE TABLE audit (event_id TEXT PRIMARY KEY, stream TEXT NOT NULL, version"
                            + " INTEGER NOT NULL, position INTEGER, type TEXT NOT NULL, happened_at"
                            + " INTEGER NOT NULL, staff TEXT NOT NULL, desk TEXT, body TEXT NOT"
                            + " NULL)",
                    "CREATE INDEX audit_stream ON audit (stream, version)",
                    "CREATE INDEX audit_happened ON audit (happened_at)");

    /** What came with version 2: what desks tell of their changes. */
    private static final List<String> OUTCOMES =
            List.of(
                    "CREATE TABLE outcome (event_id TEXT PRIMARY KEY, desk TEXT NOT NULL, version"
                            + " INTEGER NOT NULL, position INTEGER NOT NULL, commit_id TEXT NOT NULL, stream"
                            + " TEXT, type TEXT NOT NULL, promised INTEGER NOT NULL, body TEXT NOT"
                            + " NULL) WITHOUT ROWID",
                    "CREATE INDEX outcome_stream ON outcome (stream) WHERE stream IS NOT NULL",
                    "CREATE INDEX outcome_commit ON outcome (commit_id)",
                    "CREATE INDEX outcome_waiting ON outcome (type)"
                            + " WHERE type = 'ChangeNeedsPerson'");

    /** What came with version 3: streams that are here whole while older events are coming. */
    private static final List<String> FIRST_SYNC =
            List.of("CREATE TABLE whole (stream TEXT PRIMARY KEY) WITHOUT ROWID");

    /** What came with version 4: streams in which something stands that could not be read. */
    private static final List<String> UNREADABLE =
            List.of("CREATE TABLE unreadable_stream (stream TEXT PRIMARY KEY) WITHOUT ROWID");

    private Schema() {}

    /** Makes the tables that are missing; refuses a database of a newer program. */
    static void bringUp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int found;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                found = row.getInt(1);
            }
            if (found > VERSION) {
                throw new DeskFailure(
                        "DB-1002", "the database was written by a newer version of the program");
            }
            if (found == VERSION) {
                return;
            }
            connection.setAutoCommit(false);
            if (found < 1) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
                // Nothing was written yet that an older program could not read.
                statement.execute(
                        "INSERT INTO meta VALUES ('readLevel', '" + EventLevels.CURRENT + "')");
            }
            if (found < 2) {
                for (String table : OUTCOMES) {
                    statement.execute(table);
                }
            }
            if (found < 3) {
                for (String table : FIRST_SYNC) {
                    statement.execute(table);
                }
            }
            if (found < 4) {
                for (String table : UNREADABLE) {
                    statement.execute(table);
                }
            }
            if (found == 1) {
                // Read from the events once, when the desk loads.
                statement.execute("REPLACE INTO meta VALUES ('outcomesMissing', 'yes')");
            }
            statement.execute("PRAGMA user_version = " + VERSION);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
