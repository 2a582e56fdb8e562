package clinic.daybook.server.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Appends for the one writer of a process. Most of what comes is what its sender says it is: new,
 * and next in its stream. So it is first written as if it were, on the keys of the tables, which
 * refuse what is there already; where they do, or others write too, it is looked what there is, and
 * judged by that. See ADR 23.
 */
final class SqlAppender implements StoreWriter.Appender {

    // A wrong belief costs more than a look. How long there is none after somebody else has
    // written,
    // and after something was not what its sender said: who had no answer sends much again.
    private static final long DOUBT_OTHERS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long DOUBT_SENDERS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SqlEngine engine;
    private final InstantSource clock;
    private final ServerPlatform platform;

    // Where the log ends after the last transaction, and over which connection that was: one whose
    // transaction has failed is never used again.
    private @Nullable Sql last;
    private long head;
    private boolean doubtful;
    private long doubtedUntil;

    SqlAppender(SqlEngine engine, InstantSource clock, ServerPlatform platform) {
        this.engine = engine;
        this.clock = clock;
        this.platform = platform;
    }

    @Override
    public List<List<AppendResult>> append(Sql sql, List<AppendCall> calls) throws SQLException {
        SqlAppend.Stored stored = SqlAppend.stored(sql, engine, calls);
        if (last == sql && stored.head() != head) {
            doubt(DOUBT_OTHERS_NANOS);
        }
        SqlAppend append = new SqlAppend(stored, clock, calls);
        if (!append.write(sql, engine, Map.of())) {
            throw new IllegalStateException("nothing was relied on");
        }
        reached(sql, append);
        return append.results();
    }

    @Override
    public Optional<List<List<AppendResult>>> appendUnread(Sql sql, List<AppendCall> calls)
            throws SQLException {
        if (last != sql || doubtful && platform.nanoTime() - doubtedUntil < 0) {
            return Optional.empty();
        }
        doubtful = false;
        Map<String, Long> versions = new HashMap<>();
        Map<String, Long> relied = new HashMap<>();
        for (AppendCall call : calls) {
            call.basis()
                    .forEach((streamId, version) -> {
                        versions.putIfAbsent(streamId.toString(), version);
                        relied.putIfAbsent(streamId.toString(), version);
                    });
            for (PreparedCommit commit : call.commits()) {
                String streamId = commit.streamId().toString();
                long expected = commit.expectedVersion();
                // That a stream is new is what the key of its first event says.
                if (versions.putIfAbsent(streamId, expected) == null && expected > 0) {
                    relied.put(streamId, expected);
                }
            }
        }
        SqlAppend append =
                new SqlAppend(
                        new SqlAppend.Stored(new HashMap<>(), new HashSet<>(), versions, head),
                        clock,
                        calls);
        if (!append.results().stream()
                .flatMap(List::stream)
                .allMatch(AppendResult.Accepted.class::isInstance)) {
            return Optional.empty();
        }
        if (!written(sql, append, relied)) {
            doubt(DOUBT_SENDERS_NANOS);
            return Optional.empty();
        }
        reached(sql, append);
        return Optional.of(append.results());
    }

    private boolean written(Sql sql, SqlAppend append, Map<String, Long> relied)
            throws SQLException {
        engine.beginWithWrite(sql);
        boolean written = false;
        try {
            written = append.write(sql, engine, relied);
        } catch (SQLException e) {
            if (!engine.saysTaken(e)) {
                throw e;
            }
        }
        if (!written) {
            sql.edge("ROLLBACK");
        }
        return written;
    }

    private void doubt(long nanos) {
        doubtful = true;
        doubtedUntil = platform.nanoTime() + nanos;
    }

    private void reached(Sql sql, SqlAppend append) {
        last = sql;
        head = append.head();
    }
}
