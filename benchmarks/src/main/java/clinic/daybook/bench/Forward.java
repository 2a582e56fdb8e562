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

    private static final int WARM_UP = 15;

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
            double ours = events / forwarded(store, kinesis);
            double bare = events / sentBare(kinesis, kinesis.sent());
            Times lag = lag(store, kinesis, staff, effort);
            return List.of(
                    Metric.of(name(), "all", ours, "events/s").against("sdk-loop", bare),
                    Metric.of(name(), "sdk-loop", bare, "events/s"),
                    Metric.of(name(), "lag-p50", lag.p50(), "ms"),
                    Metric.of(name(), "lag-p99", lag.p99(), "ms"));
        }
    }

    /** Sends all of it several times; the seconds of the last one. */
    private static double forwarded(EventStore store, StandInKinesis kinesis)
            throws InterruptedException {
        ConsumerLease lease = KinesisTarget.lease(store, StandInKinesis.STREAM);
        for (int round = 0; round <= WARM_UP; round++) {
            kinesis.clear();
            OptionalLong _ = lease.rewind(0);
            kinesis.takeAll(store);
        }
        return kinesis.seconds();
    }

    private static double sentBare(StandInKinesis kinesis, List<List<StandInKinesis.Sent>> sent) {
        try (KinesisClient client =
                KinesisClient.builder()
                        .endpointOverride(kinesis.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("bench", "bench")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            for (int round = 0; round <= WARM_UP; round++) {
                kinesis.clear();
                for (List<StandInKinesis.Sent> records : sent) {
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
            }
        }
        return kinesis.seconds();
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
