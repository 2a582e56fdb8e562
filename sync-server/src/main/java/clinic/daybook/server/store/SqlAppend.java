package clinic.daybook.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges a group of commits against what is stored, or is believed to be, and gathers the rows that
 * those which stand add to it. All of a group is written at once: a statement more for each commit
 * would be what the whole store is slow by.
 */
final class SqlAppend {

    private final String recordedAt;

    // What is stored, and what this group has added to it.
    private final Map<UUID, StoredCommit> commits;
    private final Set<UUID> eventIds;
    private final Map<String, Long> versions;
    private long position;

    // To be written.
    private final AppendedRows rows = new AppendedRows();
    private final Map<String, String> verifiers = new LinkedHashMap<>();

    private final List<List<AppendResult>> results = new ArrayList<>();

    /**
     * Judges what several calls of {@link EventStore#append} ask for, one after the other.
     *
     * @param stored is added to
     */
    SqlAppend(Stored stored, InstantSource clock, List<AppendCall> calls) {
        this.recordedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        this.commits = stored.commits();
        this.eventIds = stored.eventIds();
        this.versions = stored.versions();
        this.position = stored.head();
        for (AppendCall call : calls) {
            results.add(judge(call));
        }
    }

    /** For each call, in the same order, one result per commit. */
    List<List<AppendResult>> results() {
        return results;
    }

    /** The newest position after it. */
    long head() {
        return position;
    }

    /**
     * Writes what it adds, inside the writer's transaction.
     *
     * @return whether everything relied on holds; if not, nothing of it may be committed
     */
    boolean write(Sql sql, SqlEngine engine, Map<String, Long> relied) throws SQLException {
        if (!rows.isEmpty() && !engine.write(sql, rows, relied)) {
            return false;
        }
        for (Map.Entry<String, String> verifier : verifiers.entrySet()) {
            SqlAccessStore.putVerifier(sql, verifier.getKey(), verifier.getValue());
        }
        return true;
    }

    private List<AppendResult> judge(AppendCall call) {
        boolean stands =
                call.basis().entrySet().stream()
                        .allMatch(relied ->
                                versions.getOrDefault(relied.getKey().toString(), 0L)
                                        == relied.getValue().longValue());
        return stands
                ? judge(call.commits())
                : Collections.nCopies(call.commits().size(), new AppendResult.Outdated());
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
                                AppendResult.Outdated _,
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
            rows.event(
                    position,
                    streamId,
                    version,
                    event.eventId().toString(),
                    commitId,
                    event.type(),
                    recordedAt,
                    event.body());
            PreparedEvent.PersonalPart personal = event.personal();
            if (personal != null) {
                rows.personal(
                        position,
                        personal.subject().toString(),
                        personal.fields(),
                        personal.salt());
            }
        }
        rows.commit(
                commitId,
                commit.content().bytes(),
                version,
                positions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        versions.put(streamId, version);
        besideTheLog(commit, streamId);
        StoredCommit stored = new StoredCommit(commit.content(), version, positions);
        commits.put(commit.commitId(), stored);
        return stored;
    }

    private void besideTheLog(PreparedCommit commit, String streamId) {
        PreparedCommit.Place place = commit.place();
        if (place != null) {
            rows.place(
                    streamId,
                    streamId,
                    place.startsAt().getEpochSecond(),
                    place.customerId().toString());
        }
        String verifier = commit.verifier();
        if (verifier != null) {
            verifiers.put(streamId, verifier);
        }
    }

    /**
     * What is stored under ids, or believed to be.
     *
     * @param versions of those streams that there are
     * @param head the newest position
     */
    record Stored(
            Map<UUID, StoredCommit> commits,
            Set<UUID> eventIds,
            Map<String, Long> versions,
            long head) {}

    /** Looks for all that has to be known of these calls. */
    static Stored stored(Sql sql, SqlEngine engine, List<AppendCall> calls) throws SQLException {
        List<UUID> commitIds = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        Set<String> streamIds = new HashSet<>();
        for (AppendCall call : calls) {
            call.basis().keySet().forEach(streamId -> streamIds.add(streamId.toString()));
            for (PreparedCommit commit : call.commits()) {
                commitIds.add(commit.commitId());
                streamIds.add(commit.streamId().toString());
                commit.events().forEach(event -> ids.add(event.eventId()));
            }
        }
        return stored(sql, engine, commitIds, ids, streamIds);
    }

    /** Looks for all of it at once. */
    static Stored stored(
            Sql sql,
            SqlEngine engine,
            Collection<UUID> commitIds,
            Collection<UUID> eventIds,
            Collection<String> streamIds)
            throws SQLException {
        Map<UUID, StoredCommit> commits = new HashMap<>();
        Set<UUID> events = new HashSet<>();
        Map<String, Long> versions = new HashMap<>();
        long[] head = new long[1];
        sql.each(
                "SELECT 1, commit_id, version, content, positions FROM accepted_commit WHERE "
                        + engine.in("commit_id")
                        + " UNION ALL SELECT 2, event_id, 0, NULL, NULL FROM event WHERE "
                        + engine.in("event_id")
                        + " UNION ALL SELECT 3, stream_id, max(version), NULL, NULL FROM event WHERE "
                        + engine.in("stream_id")
                        + " GROUP BY stream_id"
                        + " UNION ALL SELECT 4, NULL, coalesce(max(position), 0), NULL, NULL"
                        + " FROM event",
                row ->
                        switch (row.getInt(1)) {
                            case 1 ->
                                    commits.put(
                                            UUID.fromString(row.getString(2)), storedCommit(row));
                            case 2 -> events.add(UUID.fromString(row.getString(2)));
                            case 3 -> versions.put(row.getString(2), row.getLong(3));
                            default -> head[0] = row.getLong(3);
                        },
                Sql.array(commitIds),
                Sql.array(eventIds),
                Sql.array(streamIds));
        return new Stored(commits, events, versions, head[0]);
    }

    private static StoredCommit storedCommit(ResultSet row) throws SQLException {
        return new StoredCommit(
                ContentHash.fromBytes(row.getBytes(4)),
                row.getLong(3),
                Stream.of(row.getString(5).split(",", -1)).map(Long::valueOf).toList());
    }

    static long version(Sql sql, String streamId) throws SQLException {
        return sql.number(
                "SELECT coalesce(max(version), 0) FROM event WHERE stream_id = ?", streamId);
    }
}
