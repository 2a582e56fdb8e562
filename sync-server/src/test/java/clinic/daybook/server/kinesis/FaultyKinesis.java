package clinic.daybook.server.kinesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A client that lets some entries fail and loses some answers, as Kinesis does on a bad day. */
final class FaultyKinesis implements KinesisClient {

    private final KinesisClient real;
    private final Random random;
    private final double failingEntries;
    private final double lostAnswers;
    private final Set<String> underWay = new HashSet<>();
    private final AtomicReference<Runnable> first = new AtomicReference<>(() -> {});
    private int failed;
    private int lost;
    private int toThrottle;

    FaultyKinesis(KinesisClient real, long seed, double failingEntries, double lostAnswers) {
        this.real = real;
        this.random = new Random(seed);
        this.failingEntries = failingEntries;
        this.lostAnswers = lostAnswers;
    }

    /** A client whose first requests are refused whole, for too much. */
    static FaultyKinesis throttling(KinesisClient real, int requests) {
        FaultyKinesis throttling = new FaultyKinesis(real, 0, 0, 0);
        throttling.toThrottle = requests;
        return throttling;
    }

    /**
     * A client that holds back the first request.
     *
     * @param asked counted down when that has come
     * @param answer waited for then
     */
    static FaultyKinesis slowAtFirst(
            KinesisClient real, CountDownLatch asked, CountDownLatch answer) {
        FaultyKinesis slow = new FaultyKinesis(real, 0, 0, 0);
        slow.first.set(() -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw SdkClientException.create("interrupted", e);
            }
        });
        return slow;
    }

    synchronized int failed() {
        return failed;
    }

    synchronized int lost() {
        return lost;
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        List<Boolean> chosen = begin(request);
        first.getAndSet(() -> {}).run();
        List<PutRecordsResultEntry> results = new ArrayList<>();
        List<PutRecordsRequestEntry> passed = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            if (chosen.get(i)) {
                passed.add(request.records().get(i));
            }
        }
        try {
            if (!passed.isEmpty()) {
                results.addAll(
                        real.putRecords(request.toBuilder().records(passed).build()).records());
            }
        } finally {
            end(request);
        }
        return answer(chosen, results);
    }

    /** Which entries pass. */
    private synchronized List<Boolean> begin(PutRecordsRequest request) {
        if (toThrottle > 0) {
            toThrottle--;
            throw ProvisionedThroughputExceededException.builder()
                    .statusCode(400)
                    .awsErrorDetails(
                            AwsErrorDetails.builder()
                                    .errorCode("ProvisionedThroughputExceededException")
                                    .build())
                    .build();
        }
        List<Boolean> chosen = new ArrayList<>();
        for (PutRecordsRequestEntry entry : request.records()) {
            if (!underWay.add(entry.partitionKey())) {
                throw new AssertionError("two entries of one stream at a time");
            }
            chosen.add(random.nextDouble() >= failingEntries);
        }
        return chosen;
    }

    private synchronized void end(PutRecordsRequest request) {
        request.records().forEach(entry -> underWay.remove(entry.partitionKey()));
    }

    private synchronized PutRecordsResponse answer(
            List<Boolean> chosen, List<PutRecordsResultEntry> results) {
        if (random.nextDouble() < lostAnswers) {
            lost++;
            throw SdkClientException.create("the answer is lost", new IOException("reset"));
        }
        List<PutRecordsResultEntry> answer = new ArrayList<>();
        for (boolean pass : chosen) {
            if (pass) {
                answer.add(results.removeFirst());
            } else {
                failed++;
                answer.add(
                        PutRecordsResultEntry.builder()
                                .errorCode("ProvisionedThroughputExceededException")
                                .errorMessage("Rate exceeded for shard")
                                .build());
            }
        }
        return PutRecordsResponse.builder().records(answer).build();
    }

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(
            DescribeStreamSummaryRequest request) {
        return real.describeStreamSummary(request);
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
