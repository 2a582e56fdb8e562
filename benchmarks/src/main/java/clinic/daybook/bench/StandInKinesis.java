package clinic.daybook.bench;

import clinic.daybook.codec.Json;
import clinic.daybook.server.kinesis.KinesisForwarder;
import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.EventStore;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An endpoint that takes whatever Kinesis would be sent and keeps it, as fast as it can: what is
 * measured is who sends. Understands the JSON of the two requests that a forwarder makes.
 */
final class StandInKinesis implements AutoCloseable {

    /** A record as it was sent. */
    record Sent(String key, byte[] data) {}

    static final String STREAM = "bench";

    private static final String THERE =
            "{\"StreamDescriptionSummary\":{\"StreamName\":\"bench\",\"StreamStatus\":\"ACTIVE\","
                    + "\"StreamARN\":\"arn:aws:kinesis:us-east-1:0:stream/bench\","
                    + "\"RetentionPeriodHours\":24,\"StreamCreationTimestamp\":0,"
                    + "\"EnhancedMonitoring\":[],\"OpenShardCount\":1}}";
    private static final String TAKEN = "{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<byte[]> requests = new ArrayList<>();
    private long first;
    private long last;

    private StandInKinesis(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of this machine. */
    static StandInKinesis start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandInKinesis standIn = new StandInKinesis(server);
        server.setExecutor(standIn.threads);
        server.createContext("/", standIn::answer);
        server.start();
        return standIn;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** This endpoint as a forwarder is told of it, and credentials that the SDK finds. */
    KinesisTarget target() {
        // It reads JSON alone.
        System.setProperty("aws.cborEnabled", "false");
        System.setProperty("aws.accessKeyId", "bench");
        System.setProperty("aws.secretAccessKey", "bench");
        return new KinesisTarget(STREAM, endpoint(), "us-east-1", false);
    }

    /** Has everything that waits in the store forwarded here. */
    void takeAll(EventStore store) throws InterruptedException {
        try (KinesisForwarder forwarder =
                new KinesisForwarder(
                        target(),
                        store,
                        KinesisTarget.lease(store, STREAM),
                        InstantSource.system())) {
            forwarder.start();
            while (forwarder.status().delivered() < store.head()) {
                Thread.sleep(1);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String answer = target.endsWith("PutRecords") ? taken(body, began) : THERE;
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String taken(byte[] body, long began) throws IOException {
        int records = 0;
        try (JsonParser json = Json.mapper().createParser(new ByteArrayInputStream(body))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("PartitionKey")) {
                    records++;
                }
            }
        }
        keep(body, began);
        StringBuilder answer = new StringBuilder("{\"FailedRecordCount\":0,\"Records\":[");
        for (int i = 0; i < records; i++) {
            answer.append(i == 0 ? "" : ",").append(TAKEN);
        }
        return answer.append("]}").toString();
    }

    private synchronized void keep(byte[] body, long began) {
        last = System.nanoTime();
        if (requests.isEmpty()) {
            first = began;
        }
        requests.add(body);
        notifyAll();
    }

    /** Forgets what was sent. */
    synchronized void clear() {
        requests.clear();
    }

    /** Every request since, record by record. */
    synchronized List<List<Sent>> sent() throws IOException {
        List<List<Sent>> sent = new ArrayList<>();
        for (byte[] request : requests) {
            List<Sent> records = new ArrayList<>();
            for (var record : Json.mapper().readTree(request).path("Records")) {
                records.add(
                        new Sent(
                                record.path("PartitionKey").textValue(),
                                record.path("Data").binaryValue()));
            }
            sent.add(records);
        }
        return sent;
    }

    /** From when the first request since began to come until the last was there, in seconds. */
    synchronized double seconds() {
        return (last - first) / 1e9;
    }

    /** When the request came that was not there yet; waits for it. */
    synchronized long next(int before) throws InterruptedException {
        while (requests.size() <= before) {
            wait();
        }
        return last;
    }

    synchronized int count() {
        return requests.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
