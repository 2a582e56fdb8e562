package clinic.daybook.bench;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.jdbc.AbstractEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.EventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.json.JacksonSerializer;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Axon Framework's event store over JDBC, with a transaction for every append, as durable as ours.
 */
final class AxonPeer implements AutoCloseable {

    /** What an event says, in as many bytes as ours. */
    public record Payload(JsonNode event) {}

    private static final class SqliteTables extends AbstractEventTableFactory {
        @Override
        protected String idColumnType() {
            return "INTEGER";
        }

        @Override
        protected String payloadType() {
            return "BLOB";
        }
    }

    private final HikariDataSource pool;
    private final JdbcEventStorageEngine engine;

    private AxonPeer(DataSource source, int connections, EventTableFactory tables) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        this.pool = new HikariDataSource(config);
        JacksonSerializer serializer =
                JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        this.engine =
                JdbcEventStorageEngine.builder()
                        .snapshotSerializer(serializer)
                        .eventSerializer(serializer)
                        .connectionProvider(pool::getConnection)
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .build();
        engine.createSchema(tables);
    }

    /** On SQLite; one connection, because more would only wait for each other, and longer. */
    static AxonPeer sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return new AxonPeer(source, 1, new SqliteTables());
    }

    /** On PostgreSQL, in an empty schema. */
    static AxonPeer postgres(String url, int connections) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return new AxonPeer(source, connections, PostgresEventTableFactory.INSTANCE);
    }

    /** A payload of the event's JSON. */
    static Payload payload(String json) {
        try {
            return new Payload(Json.mapper().readTree(json));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Appends events to a new stream; returns once they are durable. */
    void append(String streamId, List<Payload> payloads) {
        List<DomainEventMessage<?>> events = new ArrayList<>(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            events.add(
                    new GenericDomainEventMessage<>("reservation", streamId, i, payloads.get(i)));
        }
        engine.appendEvents(events);
    }

    /** Reads a stream with every payload; returns how many there are. */
    int read(String streamId) {
        DomainEventStream events = engine.readEvents(streamId);
        int count = 0;
        while (events.hasNext()) {
            if (events.next().getPayload() instanceof Payload) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        pool.close();
    }
}
