package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import clinic.daybook.server.store.PreparedCommit.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The log of a clinic. What {@link #append} answered as accepted is on the disk; versions in a
 * stream are 1, 2, 3 … without a gap (I1); a commit id is accepted once (I2); positions become
 * visible in order (I3). Every method may throw {@link StorageException}.
 */
public interface EventStore extends EventTail, AutoCloseable {

    /** Who this store is. */
    StoreIdentity identity();

    /** The stores that this one came from by restoring a backup, the oldest first. */
    List<Ancestor> ancestors();

    /** The same as {@link #append(List, Map)}, for commits that were judged on no other stream. */
    default List<AppendResult> append(List<PreparedCommit> commits) {
        return append(commits, Map.of());
    }

    /**
     * Appends commits in order; each is stored whole or not at all. Checked for each, atomically:
     * commit id, then whether an earlier one of its stream in this call failed, event ids, version.
     * Before all that, and as atomically, whether what the call was judged on still stands.
     *
     * @param basis other streams that the commits were judged on, each with its version then; with
     *     another version, every commit of the call is {@link AppendResult.Outdated}
     * @return one result per commit, in the same order, after the disk has them
     * @throws OverloadedException when too much waits already; nothing was stored
     */
    List<AppendResult> append(List<PreparedCommit> commits, Map<StreamId, Long> basis);

    /** Those of the commits that were accepted. */
    Map<UUID, StoredCommit> commits(Collection<UUID> commitIds);

    /** Those of the event ids that are in the store. */
    Set<UUID> eventIds(Collection<UUID> eventIds);

    /** Both of them and the write level, at once. */
    KnownIds known(Collection<UUID> commitIds, Collection<UUID> eventIds);

    /**
     * Events after {@code after} up to and with {@code upTo}, in order of position.
     *
     * @param maxBytes of JSON; at least one event is returned where there is one
     */
    List<WireEvent> page(long after, long upTo, int maxEvents, int maxBytes);

    /** The same, of some streams alone. */
    List<WireEvent> pageOf(
            List<String> streamIds, long after, long upTo, int maxEvents, int maxBytes);

    /**
     * When the event at a position was recorded, or the last one before it where there is none;
     * empty when there is neither.
     */
    Optional<Instant> recordedAt(long position);

    /** The stream's version; 0 when there is no such stream. */
    long version(StreamId streamId);

    /** Events of a stream from a version on, that one included. */
    StreamPage stream(StreamId streamId, long fromVersion, int maxEvents, int maxBytes);

    /** The same, without what is personal. */
    StreamPage streamWithoutPersonal(
            StreamId streamId, long fromVersion, int maxEvents, int maxBytes);

    /** The streams for the board of the time between two instants, the second excluded. */
    DayStreams dayStreams(Instant from, Instant until);

    /**
     * The highest level of events that may be appended, see {@link
     * clinic.daybook.codec.EventLevels}, as of now, also when another process raised it a moment
     * ago. A new store begins with all that the program knows, one from before levels with 1.
     */
    int writeLevel();

    /** Raises the write level, never lowers it; returns what it was before. */
    int raiseWriteLevel(int level);

    /**
     * Tells this from now on whenever the head has grown, whoever wrote. It is called on the thread
     * that found it, mostly the one that writes and before it answers: it must not wait. Where it
     * fails, that is logged.
     */
    void onHead(Runnable tell);

    /** The newest position as of now, also when another process moved it a moment ago. */
    long currentHead();

    /** Under which a named consumer's cursor is moved. */
    ConsumerLease lease(String consumer);

    /** What is wrong with the files below the store, in words for a person; empty when sound. */
    List<String> checkFiles();

    /**
     * Whether what is kept beside the log agrees with it, as of one moment: versions of streams,
     * positions of consumers. In words for a person; empty when it does.
     */
    List<String> checkTables();

    /** When and for whom a reservation is kept; empty where it has no place. To the second. */
    Optional<Place> place(StreamId streamId);

    /** Whether a write succeeds now, found out by trying where the last one failed. */
    boolean writable();

    /** How many writes wait. */
    int waitingWrites();

    @Override
    void close();
}
