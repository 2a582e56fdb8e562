package clinic.daybook.server.worker.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads a stream of Daybook's events from its beginning and tells of each visit's steps, once and
 * in order. It keeps three rules, which every consumer has to:
 *
 * <ol>
 *   <li>A shard is read after the shards that it came from, or splitting one would mix up the order
 *       of a reservation's events.
 *   <li>Per source and subject, what is not above the last {@code streamversion} is a repeat.
 *   <li>The last version is kept together with what was done. Here both are in memory, and a new
 *       run begins anew; a consumer that stores something stores the version in the same
 *       transaction.
 * </ol>
 *
 * It reads all shards in one thread and knows no other reader. For more, take the Kinesis Client
 * Library, which shares shards out among machines and remembers where each was read to.
 */
public final class VisitPrinter {

    private static final int RECORDS = 1_000;

    /** A shard may be asked five times a second, by all readers together. */
    private static final long PAUSE_MILLIS = 1_000;

    private final KinesisClient kinesis;
    private final String stream;
    private final Consumer<String> out;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Long> versions = new HashMap<>();

    /**
     * A reader of one stream.
     *
     * @param out takes a line for each step of a visit
     */
    public VisitPrinter(KinesisClient kinesis, String stream, Consumer<String> out) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.out = out;
    }

    /**
     * Reads on and on.
     *
     * @param goOn asked after each round over the shards that found no new one
     */
    public void run(BooleanSupplier goOn) throws InterruptedException {
        Map<String, String> positions = new HashMap<>();
        Set<String> begun = new HashSet<>();
        boolean found;
        do {
            found = false;
            for (Shard shard : shards()) {
                // Those that it came from have been read to their ends, or are gone.
                boolean parentsDone =
                        !positions.containsKey(shard.parentShardId())
                                && !positions.containsKey(shard.adjacentParentShardId());
                if (parentsDone && begun.add(shard.shardId())) {
                    positions.put(shard.shardId(), beginning(shard));
                    found = true;
                }
            }
            for (String shard : Set.copyOf(positions.keySet())) {
                String next = read(positions.get(shard));
                if (next == null) {
                    positions.remove(shard);
                } else {
                    positions.put(shard, next);
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        } while (found || goOn.getAsBoolean());
    }

    private List<Shard> shards() {
        Deque<Shard> shards = new ArrayDeque<>();
        ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
        ListShardsResponse page = kinesis.listShards(request);
        shards.addAll(page.shards());
        while (page.nextToken() != null) {
            page =
                    kinesis.listShards(
                            ListShardsRequest.builder().nextToken(page.nextToken()).build());
            shards.addAll(page.shards());
        }
        return List.copyOf(shards);
    }

    private String beginning(Shard shard) {
        return kinesis.getShardIterator(
                        GetShardIteratorRequest.builder()
                                .streamName(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                                .build())
                .shardIterator();
    }

    /** Reads all that is there now; {@code null} when the shard has ended. */
    private @Nullable String read(@Nullable String position) {
        String at = position;
        boolean more = true;
        while (at != null && more) {
            GetRecordsResponse page =
                    kinesis.getRecords(
                            GetRecordsRequest.builder().shardIterator(at).limit(RECORDS).build());
            page.records().forEach(this::take);
            at = page.nextShardIterator();
            more = page.millisBehindLatest() > 0;
        }
        return at;
    }

    private void take(Record record) {
        try {
            JsonNode events = json.readTree(record.data().asByteArray());
            if (events.isArray()) {
                events.forEach(this::takeEvent);
            } else {
                takeEvent(events);
            }
        } catch (IOException e) {
            out.accept("a record that is no event: " + record.sequenceNumber());
        }
    }

    private void takeEvent(JsonNode event) {
        String subject = event.path("subject").asText();
        String stream = event.path("source").asText() + " " + subject;
        long version = event.path("streamversion").asLong();
        if (version <= versions.getOrDefault(stream, 0L)) {
            return;
        }
        versions.put(stream, version);
        if (subject.startsWith("reservation-")) {
            out.accept(
                    event.path("time").asText()
                            + " "
                            + subject
                            + " "
                            + version
                            + " "
                            + event.path("data").path("type").asText());
        }
    }
}
