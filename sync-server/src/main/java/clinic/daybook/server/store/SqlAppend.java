package clinic.daybook.server.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Appends commits inside the writer's transaction, beside which no other one writes: what is
 * checked here stays true until the commit, over all processes.
 */
final class SqlAppend {

    private final Sql sql;
    private final String recordedAt;
    private final Set<String> blockedStreams = new HashSet<>();

    SqlAppend(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.recordedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    List<AppendResult> run(List<PreparedCommit> commits) throws SQLException {
        List<AppendResult> results = new ArrayList<>(commits.size());
        for (PreparedCommit commit : commits) {
            AppendResult result = append(commit);
            results.add(result);
            boolean accepted =
                    switch (result) {
                        case AppendResult.Accepted _ -> true;
                        case AppendResult.Known known ->
                                known.commit().content().equals(commit.content());
                        case AppendResult.EventIdReused _,
                                AppendResult.Conflict _,
                                AppendResult.Skipped _ ->
                                false;
                    };
            if (!accepted) {
                blockedStreams.add(commit.streamId().toString());
            }
        }
        return results;
    }

    private AppendResult append(PreparedCommit commit) throws SQLException {
        Optional<StoredCommit> known = commit(sql, commit.commitId());
        if (known.isPresent()) {
            return new AppendResult.Known(known.get());
        }
        String streamId = commit.streamId().toString();
        if (blockedStreams.contains(streamId)) {
            return new AppendResult.Skipped();
        }
        for (PreparedEvent event : commit.events()) {
            if (holdsEvent(sql, event.eventId())) {
                return new AppendResult.EventIdReused();
            }
        }
        long version = version(sql, streamId);
        if (version != commit.expectedVersion()) {
            return new AppendResult.Conflict(version);
        }
        return new AppendResult.Accepted(insert(commit, streamId));
    }

    private StoredCommit insert(PreparedCommit commit, String streamId) throws SQLException {
        long position = sql.number("SELECT coalesce(max(position), 0) FROM event");
        long version = commit.expectedVersion();
        List<Long> positions = new ArrayList<>(commit.events().size());
        for (PreparedEvent event : commit.events()) {
            position++;
            version++;
            positions.add(position);
            sql.update(
                    "INSERT INTO event (position, stream_id, version, event_id, commit_id, type,"
                            + " recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    position,
                    streamId,
                    version,
                    event.eventId().toString(),
                    commit.commitId().toString(),
                    event.type(),
                    recordedAt,
                    event.body());
            PreparedEvent.PersonalPart personal = event.personal();
            if (personal != null) {
                sql.update(
                        "INSERT INTO personal (position, subject, fields, salt)"
                                + " VALUES (?, ?, ?, ?)",
                        position,
                        personal.subject().toString(),
                        personal.fields(),
                        personal.salt());
            }
        }
        sql.update(
                "INSERT INTO stream (stream_id, kind, version) VALUES (?, ?, ?)"
                        + " ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version",
                streamId,
                commit.streamId().kind(),
                version);
        sql.update(
                "INSERT INTO accepted_commit (commit_id, content, version, positions)"
                        + " VALUES (?, ?, ?, ?)",
                commit.commitId().toString(),
                commit.content().bytes(),
                version,
                positions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        besideTheLog(commit, streamId);
        return new StoredCommit(commit.content(), version, positions);
    }

    private void besideTheLog(PreparedCommit commit, String streamId) throws SQLException {
        PreparedCommit.Place place = commit.place();
        if (place != null) {
            sql.update(
                    "INSERT INTO reservation_place (stream_id, starts_at, customer_id)"
                            + " VALUES (?, ?, ?) ON CONFLICT (stream_id) DO UPDATE SET"
                            + " starts_at = excluded.starts_at, customer_id = excluded.customer_id",
                    streamId,
                    place.startsAt().getEpochSecond(),
                    place.customerId().toString());
        }
        String verifier = commit.verifier();
        if (verifier != null) {
            SqlAccessStore.putVerifier(sql, streamId, verifier);
        }
    }

    static Optional<StoredCommit> commit(Sql sql, UUID commitId) throws SQLException {
        return sql.one(
                "SELECT content, version, positions FROM accepted_commit WHERE commit_id = ?",
                row ->
                        new StoredCommit(
                                ContentHash.fromBytes(row.getBytes(1)),
                                row.getLong(2),
                                Stream.of(row.getString(3).split(",", -1))
                                        .map(Long::valueOf)
                                        .toList()),
                commitId.toString());
    }

    static boolean holdsEvent(Sql sql, UUID eventId) throws SQLException {
        return sql.one("SELECT 1 FROM event WHERE event_id = ?", _ -> true, eventId.toString())
                .isPresent();
    }

    static long version(Sql sql, String streamId) throws SQLException {
        return sql.one(
                        "SELECT version FROM stream WHERE stream_id = ?",
                        row -> row.getLong(1),
                        streamId)
                .orElse(0L);
    }
}
