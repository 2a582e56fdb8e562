package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.PreparedCommit.Place;
import clinic.daybook.server.store.PreparedEvent.PersonalPart;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store, opened for each test, and what is appended to it. */
abstract class EventStoreFixture {

    EventStore store;

    /** Opens the store that this test works on, the same again after it was closed. */
    abstract EventStore open();

    /** Takes away what is personal of one event, as an erasure does. */
    abstract void erasePersonal(long position);

    /** Begins a write of somebody else's, who takes their time. */
    abstract OpenWrite openWrite();

    /** A transaction of another process, under way. */
    interface OpenWrite extends AutoCloseable {

        /** Writes an event at this position, as a server does. */
        void append(long position);

        void commit();

        /** Gives up what was not committed. */
        @Override
        void close();
    }

    /** One on a connection of its own. */
    static final class ConnectionWrite implements OpenWrite {
        private final Sql sql;

        ConnectionWrite(WriterConnections connections) {
            try {
                sql = connections.openWriter();
                connections.begin(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void append(long position) {
            try {
                sql.update(
                        "INSERT INTO event (position, stream_id, version, event_id, commit_id,"
                                + " type, recorded_at, body) VALUES (?, ?, 1, ?, 'c', 't', ?, ?)",
                        position,
                        stream("room").toString(),
                        UUID.randomUUID().toString(),
                        "2026-03-02T01:00:00Z",
                        event(null).body());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void commit() {
            try {
                sql.execute("COMMIT");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                sql.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    final void openStore() {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    static StreamId stream(String kind) {
        return new StreamId(kind, UUID.randomUUID());
    }

    static PreparedEvent event(PersonalPart personal) {
        UUID id = UUID.randomUUID();
        String body =
                "{\"eventId\":\""
                        + id
                        + "\",\"commitId\":\""
                        + id
                        + "\",\"type\":\"CustomerArrived\",\"schema\":1,"
                        + "\"occurredAt\":\"2026-03-02T01:00:00Z\",\"clinicId\":\"c\","
                        + "\"deskId\":\"desk-"
                        + id
                        + "\",\"actor\":{\"staffId\":\"staff-"
                        + id
                        + "\"},\"data\":{\"n\":1.10}}";
        return new PreparedEvent(id, "CustomerArrived", body, personal);
    }

    static PreparedCommit commit(StreamId stream, long expected, int events) {
        List<PreparedEvent> list = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            list.add(event(null));
        }
        return commit(UUID.randomUUID(), stream, expected, list, null);
    }

    static PreparedCommit commit(
            UUID id, StreamId stream, long expected, List<PreparedEvent> events, Place place) {
        ContentHash content = CommitContent.of(stream, events);
        return new PreparedCommit(id, content, stream, expected, events, place, null);
    }

    final AppendResult append(PreparedCommit commit) {
        return store.append(List.of(commit)).getFirst();
    }

    final StoredCommit accepted(PreparedCommit commit) {
        AppendResult result = append(commit);
        assertThat(result).isInstanceOf(AppendResult.Accepted.class);
        return ((AppendResult.Accepted) result).commit();
    }

    final List<Long> versions(StreamId stream) {
        return store.stream(stream, 1, 10_000, Integer.MAX_VALUE).events().stream()
                .map(WireEvent::version)
                .toList();
    }
}
