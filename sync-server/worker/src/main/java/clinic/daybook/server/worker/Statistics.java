package clinic.daybook.server.worker;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.server.store.Sql;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.statistics.StatisticsFold;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clinic's statistics: counts events as they come, each once, and counts all of them anew from
 * the store. Several threads and several workers may count at once.
 */
public final class Statistics {

    private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);

    private static final String STORE = "store-id";
    private static final String FOLD = "fold";

    /**
     * A gap that others open again and again while it is filled is an error after so many times.
     */
    private static final int TRIES = 5;

    /** Streams that are counted anew at a time, from the events that are kept. */
    private static final int RECOUNTED = 500;

    private final StatisticsDatabase database;
    private final EventSource source;
    private final FoldMemory memory = new FoldMemory();

    /**
     * Over a database.
     *
     * @param source the store that the events come from, for what is missing
     */
    public Statistics(StatisticsDatabase database, EventSource source) {
        this.database = database;
        this.source = source;
    }

    /** The store whose events are counted; empty before the first. */
    public Optional<String> storeId() {
        return Optional.of(database.snapshot(sql -> StatisticsDatabase.value(sql, STORE)))
                .filter(id -> !id.isEmpty());
    }

    /** Waits until no other worker of these statistics begins. */
    StatisticsDatabase.Turn turn() {
        return database.turn();
    }

    /** One number for all that is counted. */
    public String digest() {
        return database.snapshot(StatisticsDigest::of).value();
    }

    /**
     * Counts events, whatever of them was counted before. Those that are missing before them are
     * asked for.
     *
     * @param storeId whose events they are
     * @param events those of one stream in the order of their versions
     * @return how many had not been counted before
     * @throws OtherStoreException when the statistics are of another store; nothing was counted
     * @throws SourceAwayException when something is missing and the server cannot be asked; what
     *     can be counted without it may have been
     * @throws StorageException when the database does not do its work
     */
    public int count(String storeId, List<RecordedEvent> events) {
        List<RecordedEvent> left = events;
        int counted = 0;
        for (int i = 0; i < TRIES; i++) {
            List<RecordedEvent> now = left;
            Counting.Result result = database.beside(sql -> countIn(sql, storeId, now));
            memory.stored(storeId, result.counted());
            counted += result.events();
            if (result.gaps().isEmpty()) {
                return counted;
            }
            left = filled(storeId, left, result.gaps());
        }
        throw new SourceAwayException(
                "events that Kinesis did not bring are not at the server either; is it the"
                        + " right --server?");
    }

    private Counting.Result countIn(Sql sql, String storeId, List<RecordedEvent> events)
            throws SQLException {
        String ours = StatisticsDatabase.value(sql, STORE);
        if (!ours.equals(storeId)) {
            throw new OtherStoreException(ours);
        }
        memory.belongTo(storeId);
        return new Counting(sql, memory).count(events);
    }

    /** The events of the streams with gaps, those that are missing before them. */
    private List<RecordedEvent> filled(
            String storeId, List<RecordedEvent> events, Map<StreamId, Long> gaps) {
        String asked = source.store().storeId();
        if (!asked.equals(storeId)) {
            throw new OtherStoreException(asked);
        }
        List<RecordedEvent> filled = new ArrayList<>();
        gaps.forEach((stream, from) -> {
            List<RecordedEvent> missing = source.stream(stream, from);
            LOG.info(
                    "{} events of {} from {} on came from the server",
                    missing.size(),
                    stream,
                    from);
            filled.addAll(missing);
        });
        events.stream().filter(e -> gaps.containsKey(e.streamId())).forEach(filled::add);
        filled.sort(Comparator.comparingLong(RecordedEvent::version));
        return filled;
    }

    /**
     * Counts everything anew from the store, in one transaction: who reads sees the former
     * statistics until it is done, and when it fails.
     *
     * @param progress takes the position that was reached, again and again; may throw to give up
     */
    public void rebuild(LongConsumer progress) {
        rebuild(source.store().storeId(), false, progress);
    }

    /** The same, unless the statistics are of the store that the server has now. */
    public void follow(LongConsumer progress) {
        String storeId = source.store().storeId();
        if (!storeId().filter(storeId::equals).isPresent()) {
            rebuild(storeId, true, progress);
        }
    }

    private void rebuild(String storeId, boolean unlessDone, LongConsumer progress) {
        var _ =
                database.alone(sql -> {
                    // Another worker may have been quicker.
                    if (unlessDone && StatisticsDatabase.value(sql, STORE).equals(storeId)) {
                        return 0L;
                    }
                    empty(sql, storeId);
                    return fill(sql, storeId, source, progress);
                });
        memory.belongTo(storeId);
    }

    /** Forgets everything; what Kinesis still has is counted when it is read again. */
    public void clear() {
        String storeId = source.store().storeId();
        var _ =
                database.alone(sql -> {
                    empty(sql, storeId);
                    return true;
                });
        memory.belongTo("");
    }

    /** Counts anew what an older version of this program counted; returns whether it had to. */
    public boolean bringUpToDate() {
        return database.alone(sql -> {
            String fold = StatisticsDatabase.value(sql, FOLD);
            if (fold.isEmpty() || fold.equals(Integer.toString(StatisticsFold.NUMBER))) {
                return false;
            }
            List<String> ids = sql.query("SELECT stream_id FROM stream", row -> row.getString(1));
            Counting counting = new Counting(sql, new FoldMemory());
            for (int from = 0; from < ids.size(); from += RECOUNTED) {
                counting.recount(ids.subList(from, Math.min(ids.size(), from + RECOUNTED)));
            }
            StatisticsDatabase.keep(sql, FOLD, Integer.toString(StatisticsFold.NUMBER));
            return true;
        });
    }

    /**
     * How the statistics compare with the server's log counted anew, beside them and without a
     * trace: events that come meanwhile only make streams differ in how far they are.
     *
     * @param alike streams that are as far there as here and count for the same
     * @param elsewhere streams that are not as far as the log, or further
     * @param different streams, at most 20, that are as far and count for something else
     */
    public record Comparison(long alike, long elsewhere, List<String> different) {
        public Comparison {
            different = List.copyOf(different);
        }
    }

    /** Compares; {@code progress} as in {@link #rebuild}. */
    public Comparison compare(LongConsumer progress) {
        StoreInfo store = source.store();
        return database.trial(sql -> {
            long _ = fill(sql, store.storeId(), source, progress);
            return Comparing.with(sql, StatisticsDatabase.SCHEMA);
        });
    }

    private static void empty(Sql sql, String storeId) throws SQLException {
        for (FactTable table : FactTable.values()) {
            sql.execute("DELETE FROM " + table.tableName());
        }
        sql.execute("DELETE FROM event");
        sql.execute("DELETE FROM stream");
        StatisticsDatabase.keep(sql, STORE, storeId);
        StatisticsDatabase.keep(sql, FOLD, Integer.toString(StatisticsFold.NUMBER));
    }

    /** Counts the whole log into empty tables; returns the position that it reached. */
    static long fill(Sql sql, String storeId, EventSource source, LongConsumer progress)
            throws SQLException {
        FoldMemory own = new FoldMemory();
        Counting counting = new Counting(sql, own);
        long position = 0;
        List<RecordedEvent> page = source.after(storeId, position);
        while (!page.isEmpty()) {
            Counting.Result result = counting.count(page);
            if (!result.gaps().isEmpty()) {
                throw new StorageException("the server's log has gaps; run verify there");
            }
            own.stored(storeId, result.counted());
            position = page.getLast().position();
            progress.accept(position);
            page = source.after(storeId, position);
        }
        return position;
    }
}
