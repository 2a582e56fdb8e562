package clinic.daybook.server.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Appends commits inside the writer's transaction, beside which no other one writes: what is
 * checked here stays true until the commit, over all processes. All that has to be known is read at
 * once for all commits of a group, and all rows are written at once: a statement more for each
 * commit would be what the whole store is slow by.
 */
final class SqlAppend {

    private static final String EVENT =
            "INSERT INTO event (position, stream_id, version, event_id, commit_id, type,"
                    + " recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PERSONAL =
            "INSERT INTO personal (position, subject, fields, salt) VALUES (?, ?, ?, ?)";
    private static final String STREAM =
            "INSERT INTO stream (stream_id, kind, version) VALUES (?, ?, ?)"
                    + " ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version";
    private static final String COMMIT =
            "INSERT INTO accepted_commit (commit_id, content, version, positions)"
                    + " VALUES (?, ?, ?, ?)";
    private static final String PLACE =
            "INSERT INTO reservation_place (stream_id, starts_at, customer_id)"
                    + " VALUES (?, ?, ?) ON CONFLICT (stream_id) DO UPDATE SET"
                    + " starts_at = excluded.starts_at, customer_id = excluded.customer_id";

    private final Sql sql;
    private final SqlEngine engine;
    private final String recordedAt;

    // What is stored, and what this group has added to it.
    private final Map<UUID, StoredCommit> commits;
    private final Set<UUID> eventIds;
    private final Map<String, Long> versions;
    private long position;

    // To be written; of a stream only how it stands in the end.
    private final List<@Nullable Object[]> events = new ArrayList<>();
    private final List<@Nullable Object[]> personals = new ArrayList<>();
    private final List<@Nullable Object[]> accepted = new ArrayList<>();
    private final Map<String, @Nullable Object[]> streams = new LinkedHashMap<>();
    private final Map<String, @Nullable Object[]> places = new LinkedHashMap<>();
    private final Map<String, String> verifiers = new LinkedHashMap<>();

    private SqlAppend(
            Sql sql, SqlEngine engine, InstantSource clock, List<List<PreparedCommit>> calls)
            throws SQLException {
        this.sql = sql;
        this.engine = engine;
        this.recordedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        List<UUID> commitIds = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        Set<String> streamIds = new HashSet<>();
        for (List<PreparedCommit> call : calls) {
            for (PreparedCommit commit : call) {
                commitIds.add(commit.commitId());
                streamIds.add(commit.streamId().toString());
                commit.events().forEach(event -> ids.add(event.eventId()));
            }
        }
        this.commits = commits(sql, engine, commitIds);
        this.eventIds = eventIds(sql, engine, ids);
        this.versions = versions(sql, engine, streamIds);
        this.position = sql.number("SELECT coalesce(max(position), 0) FROM event");
    }

    /**
     * Appends what several calls of {@link EventStore#append} ask for, one after the other.
     *
     * @return for each call, in the same order, one result per commit
     */
    static List<List<AppendResult>> run(
            Sql sql, SqlEngine engine, InstantSource clock, List<List<PreparedCommit>> calls)
            throws SQLException {
        SqlAppend append = new SqlAppend(sql, engine, clock, calls);
        List<List<AppendResult>> results = new ArrayList<>(calls.size());
        for (List<PreparedCommit> call : calls) {
            results.add(append.judge(call));
        }
        append.write();
        return results;
    }

    private List<AppendResult> judge(List<PreparedCommit> call) {
        Set<String> blockedStreams = new HashSet<>();
        List<AppendResult> results = new ArrayList<>(call.size());
        for (PreparedCommit commit : call) {
            AppendResult result = judge(commit, blockedStreams);
            results.add(result);
            boolean stored =
                    switch (result) {
                        case AppendResult.Accepted _ -> true;
                        case AppendResult.Known known ->
                                known.commit().content().equals(commit.content());
                        case AppendResult.EventIdReused _,
                                AppendResult.Conflict _,
                                AppendResult.Skipped _ ->
                                false;
                    };
            if (!stored) {
                blockedStreams.add(commit.streamId().toString());
            }
        }
        return results;
    }

    private AppendResult judge(PreparedCommit commit, Set<String> blockedStreams) {
        StoredCommit known = commits.get(commit.commitId());
        if (known != null) {
            return new AppendResult.Known(known);
        }
        String streamId = commit.streamId().toString();
        if (blockedStreams.contains(streamId)) {
            return new AppendResult.Skipped();
        }
        if (commit.events().stream().anyMatch(event -> eventIds.contains(event.eventId()))) {
            return new AppendResult.EventIdReused();
        }
        long version = versions.getOrDefault(streamId, 0L);
        if (version != commit.expectedVersion()) {
            return new AppendResult.Conflict(version);
        }
        return new AppendResult.Accepted(add(commit, streamId));
    }

    private StoredCommit add(PreparedCommit commit, String streamId) {
        long version = commit.expectedVersion();
        List<Long> positions = new ArrayList<>(commit.events().size());
        String commitId = commit.commitId().toString();
        for (PreparedEvent event : commit.events()) {
            position++;
            version++;
            positions.add(position);
            eventIds.add(event.eventId());
            events.add(
                    new Object[] {
                        position,
                        streamId,
                        version,
                        event.eventId().toString(),
                        commitId,
                        event.type(),
                        recordedAt,
                        event.body()
                    });
            PreparedEvent.PersonalPart personal = event.personal();
            if (personal != null) {
                personals.add(
                        new Object[] {
                            position,
                            personal.subject().toString(),
                            personal.fields(),
                            personal.salt()
                        });
            }
        }
        accepted.add(
                new Object[] {
                    commitId,
                    commit.content().bytes(),
                    version,
                    positions.stream().map(String::valueOf).collect(Collectors.joining(","))
                });
        versions.put(streamId, version);
        streams.put(streamId, new Object[] {streamId, commit.streamId().kind(), version});
        besideTheLog(commit, streamId);
        StoredCommit stored = new StoredCommit(commit.content(), version, positions);
        commits.put(commit.commitId(), stored);
        return stored;
    }

    private void besideTheLog(PreparedCommit commit, String streamId) {
        PreparedCommit.Place place = commit.place();
        if (place != null) {
            places.put(
                    streamId,
                    new Object[] {
                        streamId, place.startsAt().getEpochSecond(), place.customerId().toString()
                    });
        }
        String verifier = commit.verifier();
        if (verifier != null) {
            verifiers.put(streamId, verifier);
        }
    }

    private void write() throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        sql.updateAll(EVENT, events);
        sql.updateAll(PERSONAL, personals);
        sql.updateAll(STREAM, streams.values());
        sql.updateAll(COMMIT, accepted);
        sql.updateAll(PLACE, places.values());
        for (Map.Entry<String, String> verifier : verifiers.entrySet()) {
            SqlAccessStore.putVerifier(sql, verifier.getKey(), verifier.getValue());
        }
        engine.announce(sql);
    }

    /** Those of the commits that are stored. */
    static Map<UUID, StoredCommit> commits(Sql sql, SqlEngine engine, Collection<UUID> commitIds)
            throws SQLException {
        Map<UUID, StoredCommit> found = new HashMap<>();
        if (commitIds.isEmpty()) {
            return found;
        }
        sql.each(
                "SELECT commit_id, content, version, positions FROM accepted_commit WHERE "
                        + engine.in("commit_id"),
                row ->
                        found.put(
                                UUID.fromString(row.getString(1)),
                                new StoredCommit(
                                        ContentHash.fromBytes(row.getBytes(2)),
                                        row.getLong(3),
                                        Stream.of(row.getString(4).split(",", -1))
                                                .map(Long::valueOf)
                                                .toList())),
                Sql.array(commitIds));
        return found;
    }

    /** Those of the event ids that are stored. */
    static Set<UUID> eventIds(Sql sql, SqlEngine engine, Collection<UUID> ids) throws SQLException {
        Set<UUID> found = new HashSet<>();
        if (!ids.isEmpty()) {
            sql.each(
                    "SELECT event_id FROM event WHERE " + engine.in("event_id"),
                    row -> found.add(UUID.fromString(row.getString(1))),
                    Sql.array(ids));
        }
        return found;
    }

    private static Map<String, Long> versions(
            Sql sql, SqlEngine engine, Collection<String> streamIds) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        sql.each(
                "SELECT stream_id, version FROM stream WHERE " + engine.in("stream_id"),
                row -> found.put(row.getString(1), row.getLong(2)),
                Sql.array(streamIds));
        return found;
    }

    static long version(Sql sql, String streamId) throws SQLException {
        return sql.one(
                        "SELECT version FROM stream WHERE stream_id = ?",
                        row -> row.getLong(1),
                        streamId)
                .orElse(0L);
    }
}
