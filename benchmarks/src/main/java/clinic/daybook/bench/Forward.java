package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.BusyDay;
import clinic.daybook.server.kinesis.KinesisForwarder;
import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.ConsumerLease;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StorePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Forwarding a log to Kinesis: everything that waits, against a bare loop of the AWS SDK that sends
 * the same records one request after the other; and how long one event takes that was committed.
 */
final class Forward implements Benchmark {

    /** Rounds that count, after those that warm up. */
    private static final int ROUNDS = 5;

    /** The SDK alone has more to compile than most programs. */
    private static final int WARM_UPS = 3;

    /** Sends everything once. */
    @FunctionalInterface
    private interface Round {
        void send() throws InterruptedException;
    }

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        try (StandInKinesis kinesis = StandInKinesis.start();
                Database database =
                        Database.open(
                                new StorePlace.Directory(directory), InstantSource.system())) {
            EventStore store = database.events();
            StreamId staff = new StreamId("staff", SampleEvents.id());
            BusyDay.of(staff, BusyDay.DAY, effort.cards(), effort.longStream()).into(store);
            long events = store.currentHead();
            double ours = events / forwarded(store, kinesis, effort);
            double bare = events / sentBare(kinesis, kinesis.sent(), effort);
            Times lag = lag(store, kinesis, staff, effort);
            return List.of(
                    Metric.of(name(), "all", ours, "events/s").against("sdk-loop", bare),
                    Metric.of(name(), "sdk-loop", bare, "events/s"),
                    Metric.of(name(), "lag-p50", lag.p50(), "ms"),
                    Metric.of(name(), "lag-p99", lag.p99(), "ms"));
        }
    }

    /** The seconds of a round in the middle, once everything is warm. */
    private static double seconds(StandInKinesis kinesis, Effort effort, Round round)
            throws InterruptedException {
        long warm = System.nanoTime() + effort.warmUp().multipliedBy(WARM_UPS).toNanos();
        while (System.nanoTime() - warm < 0) {
            kinesis.clear();
            round.send();
        }
        double[] seconds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            kinesis.clear();
            round.send();
            seconds[i] = kinesis.seconds();
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }

    private static double forwarded(EventStore store, StandInKinesis kinesis, Effort effort)
            throws InterruptedException {
        ConsumerLease lease = KinesisTarget.lease(store, StandInKinesis.STREAM);
        return seconds(
                kinesis,
                effort,
                () -> {
                    OptionalLong _ = lease.rewind(0);
                    kinesis.takeAll(store);
                });
    }

    private static double sentBare(
            StandInKinesis kinesis, List<List<StandInKinesis.Sent>> sent, Effort effort)
            throws InterruptedException {
        try (KinesisClient client =
                KinesisClient.builder()
                        .endpointOverride(kinesis.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("bench", "bench")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            return seconds(kinesis, effort, () -> sent.forEach(records -> send(client, records)));
        }
    }

    private static void send(KinesisClient client, List<StandInKinesis.Sent> records) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>(records.size());
        for (StandInKinesis.Sent record : records) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey(record.key())
                            .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                            .build());
        }
        client.putRecords(
                PutRecordsRequest.builder()
                        .streamName(StandInKinesis.STREAM)
                        .records(entries)
                        .build());
    }

    /** From when a commit is durable until its record is there, one after the other. */
    private static Times lag(
            EventStore store, StandInKinesis kinesis, StreamId staff, Effort effort)
            throws InterruptedException {
        Times times = new Times();
        kinesis.clear();
        try (KinesisForwarder forwarder =
                new KinesisForwarder(
                        kinesis.target(),
                        store,
                        KinesisTarget.lease(store, StandInKinesis.STREAM),
                        InstantSource.system())) {
            forwarder.start();
            for (int i = -effort.clicks() / 5; i < effort.clicks(); i++) {
                int before = kinesis.count();
                var _ = store.append(List.of(SampleEvents.commit(staff)));
                long durable = System.nanoTime();
                long there = kinesis.next(before);
                if (i >= 0) {
                    times.add(Math.max(0, there - durable));
                }
            }
        }
        return times;
    }
}
