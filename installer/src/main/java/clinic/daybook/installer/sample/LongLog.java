package clinic.daybook.installer.sample;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.AppendResult;
import clinic.daybook.server.store.CommitContent;
import clinic.daybook.server.store.EventJson;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.PreparedCommit;
import clinic.daybook.server.store.PreparedEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link LongHistory} as a server has recorded it: with positions, or put into a store. */
public final class LongLog {

    private static final List<String> STORED_BESIDE =
            List.of("position", "streamId", "version", "recordedAt", "personal", "salt");

    /** So many commits of a store are one transaction. */
    private static final int COMMITS_AT_ONCE = 2_000;

    private final String clinicId;
    private final StreamId deskId;
    private final Iterator<TimedCommit> commits;
    private long position;

    /**
     * A log of these commits.
     *
     * @param deskId the desk that is said to have sent them
     */
    public LongLog(StreamId clinicId, StreamId deskId, Iterator<TimedCommit> commits) {
        this.clinicId = clinicId.toString();
        this.deskId = deskId;
        this.commits = commits;
    }

    /** The events of the next commit, as recorded. */
    public List<RecordedEvent> next() {
        TimedCommit timed = commits.next();
        List<RecordedEvent> recorded = new ArrayList<>();
        long version = timed.commit().expectedVersion();
        for (CommitEvent event : timed.commit().events()) {
            recorded.add(recorded(timed.commit(), event, ++version, timed.at()));
        }
        return recorded;
    }

    /** At least so many further events, as recorded; never a part of a commit. */
    public List<RecordedEvent> next(int events) {
        List<RecordedEvent> recorded = new ArrayList<>();
        while (recorded.size() < events) {
            recorded.addAll(next());
        }
        return recorded;
    }

    private RecordedEvent recorded(Commit commit, CommitEvent event, long version, Instant at) {
        return new RecordedEvent(
                ++position,
                commit.streamId(),
                version,
                event.eventId(),
                commit.commitId(),
                commit.intentId(),
                event.type(),
                event.schema(),
                event.occurredAt(),
                event.clockOffsetMs(),
                at,
                clinicId,
                deskId,
                event.actor(),
                event.reasonCode(),
                commit.basis(),
                null,
                event.data(),
                event.subject(),
                event.personal(),
                event.salt(),
                event.commitment(),
                null);
    }

    /**
     * Puts events into a store, past every check, until it holds {@code head} of them or a few
     * more.
     *
     * @throws IllegalStateException when the store refuses one: it was not empty of this history
     */
    public void fill(EventStore store, long head) {
        while (store.head() < head) {
            List<PreparedCommit> prepared = new ArrayList<>();
            long events = store.head();
            while (prepared.size() < COMMITS_AT_ONCE && events < head) {
                List<RecordedEvent> recorded = next();
                events += recorded.size();
                prepared.add(prepared(recorded));
            }
            boolean taken =
                    store.append(prepared).stream()
                            .allMatch(AppendResult.Accepted.class::isInstance);
            if (!taken) {
                throw new IllegalStateException(
                        "the store holds something of this history already");
            }
        }
    }

    private PreparedCommit prepared(List<RecordedEvent> recorded) {
        RecordedEvent first = recorded.getFirst();
        UUID commitId = first.commitId();
        List<PreparedEvent> events = recorded.stream().map(LongLog::prepared).toList();
        return new PreparedCommit(
                commitId,
                CommitContent.of(first.streamId(), events),
                first.streamId(),
                first.version() - 1,
                events,
                place(first),
                null);
    }

    private static PreparedEvent prepared(RecordedEvent event) {
        ObjectNode body = Json.mapper().valueToTree(event);
        STORED_BESIDE.forEach(body::remove);
        StreamId subject = event.subject();
        Map<String, String> personal = event.personal();
        String salt = event.salt();
        return new PreparedEvent(
                event.eventId(),
                event.type(),
                body.toString(),
                subject == null || personal == null || salt == null
                        ? null
                        : new PreparedEvent.PersonalPart(
                                subject, EventJson.fields(personal), salt));
    }

    /** Nobody in this history is moved to another day: the booking says it all. */
    private static PreparedCommit.@Nullable Place place(RecordedEvent first) {
        if (!first.type().equals("ReservationBooked")) {
            return null;
        }
        return new PreparedCommit.Place(
                Instant.parse(first.data().get("startsAt").textValue()),
                StreamId.parse(first.data().get("customerId").textValue()));
    }
}
