package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** The forwarder and an emulated Kinesis, on real sockets. */
@Timeout(180)
class KinesisForwarderTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static LocalKinesis kinesis;

    private final MemoryTail tail = new MemoryTail();

    @BeforeAll
    static void startKinesis() {
        kinesis = LocalKinesis.start();
    }

    @AfterAll
    static void stopKinesis() {
        kinesis.close();
    }

    @Test
    void everyEventArrivesInTheOrderOfItsStream() {
        kinesis.createStream("all", 3);
        tail.appendAll(700, 40);
        try (KinesisForwarder forwarder = forwarder("all", kinesis.client())) {
            forwarder.start();
            tail.appendAll(300, 7);
            awaitDelivered(forwarder);

            ForwarderStatus status = forwarder.status();
            assertThat(status.state()).isEqualTo(State.RUNNING);
            assertThat(status.lag()).isZero();
            assertThat(status.events()).isEqualTo(1_000);
            await().atMost(LIMIT).until(() -> tail.delivered() == tail.head());
        }
        Received received = new Received().addAll(kinesis.readAll("all"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();
    }

    @Test
    void failingEntriesAndLostAnswersRepeatButNeverReorder() {
        kinesis.createStream("faulty", 2);
        tail.appendAll(300, 12);
        FaultyKinesis faulty = new FaultyKinesis(kinesis.client(), 42, 0.05, 0.05);
        try (KinesisForwarder forwarder = forwarder("faulty", faulty)) {
            forwarder.start();
            for (int round = 0; round < 40; round++) {
                tail.appendAll(12, 12);
                long reached = tail.head() - 100;
                await().atMost(LIMIT).until(() -> forwarder.status().delivered() > reached);
            }
            awaitDelivered(forwarder);
            assertThat(forwarder.status().failures()).isPositive();
        }
        assertThat(faulty.failed()).isPositive();
        Received received = new Received().addAll(kinesis.readAll("faulty"));
        received.assertComplete(tail.all());
        assertThat(received.repeats() > 0).isEqualTo(faulty.lost() > 0);
    }

    @Test
    void aSlowRequestHoldsUpItsOwnStreamsAlone() throws InterruptedException {
        kinesis.createStream("slow", 1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        FaultyKinesis slow = FaultyKinesis.slowAtFirst(kinesis.client(), asked, answer);
        RecordedEvent first = tail.append(1);
        try (KinesisForwarder forwarder = forwarder("slow", slow)) {
            forwarder.start();
            assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            tail.append(1);
            RecordedEvent other = tail.append(2);
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(kinesis.readAll("slow"))
                                    .extracting(Record::partitionKey)
                                    .containsExactly(other.streamId().toString()));
            assertThat(forwarder.status().delivered()).isLessThan(first.position());
            answer.countDown();
            awaitDelivered(forwarder);
        }
        Received received = new Received().addAll(kinesis.readAll("slow"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();
    }

    @Test
    void anOutageDelaysAndLosesNothing() {
        LocalKinesis first = LocalKinesis.start();
        first.createStream("outage", 2);
        Received received = new Received();
        try (KinesisForwarder forwarder = forwarder("outage", first.client())) {
            forwarder.start();
            tail.appendAll(100, 10);
            awaitDelivered(forwarder);
            received.addAll(first.readAll("outage"));

            first.close();
            tail.appendAll(100, 10);
            awaitWaiting(forwarder, Reason.ENDPOINT_UNREACHABLE);
            await().atMost(LIMIT).until(() -> forwarder.status().lag() == 100);

            try (LocalKinesis second = first.startAgain()) {
                awaitWaiting(forwarder, Reason.STREAM_MISSING);
                second.createStream("outage", 2);
                awaitDelivered(forwarder);
                assertThat(forwarder.status().state()).isEqualTo(State.RUNNING);
                received.addAll(second.readAll("outage"));
            }
        } finally {
            first.close();
        }
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();
    }

    @Test
    void aRestartResumesAtTheCursor() {
        kinesis.createStream("restart", 1);
        tail.appendAll(50, 5);
        try (KinesisForwarder forwarder = forwarder("restart", kinesis.client())) {
            forwarder.start();
            awaitDelivered(forwarder);
        }
        assertThat(tail.delivered()).isEqualTo(tail.head());
        tail.appendAll(50, 5);
        try (KinesisForwarder forwarder = forwarder("restart", kinesis.client())) {
            forwarder.start();
            awaitDelivered(forwarder);
            assertThat(forwarder.status().events()).isEqualTo(50);
        }
        Received received = new Received().addAll(kinesis.readAll("restart"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();

        // On demand everything goes again; a consumer drops it.
        assertThat(tail.rewind(0)).hasValue(0);
        try (KinesisForwarder forwarder = forwarder("restart", kinesis.client())) {
            forwarder.start();
            awaitDelivered(forwarder);
        }
        Received twice = new Received().addAll(kinesis.readAll("restart"));
        twice.assertComplete(tail.all());
        assertThat(twice.repeats()).isEqualTo(100);
    }

    @Test
    void forwardsOnlyWhileItHoldsTheLease() {
        kinesis.createStream("lease", 1);
        tail.appendAll(50, 5);
        try (KinesisForwarder first = forwarder("lease", kinesis.client());
                KinesisForwarder second = forwarder("lease", kinesis.client())) {
            first.start();
            awaitDelivered(first);
            second.start();
            await().atMost(LIMIT).until(() -> second.status().state() == State.STANDBY);
            assertThat(second.status().lag()).isZero();

            // Somebody takes it: what the one that had it still sends it cannot note, and it stops.
            long noted = tail.delivered();
            tail.takeAway();
            tail.appendAll(50, 5);
            await().atMost(LIMIT).until(() -> first.status().state() == State.STANDBY);
            assertThat(tail.delivered()).isEqualTo(noted);

            tail.giveBack();
            await().atMost(LIMIT).until(() -> tail.delivered() == tail.head());
            assertThat(List.of(first.status().state(), second.status().state()))
                    .containsExactlyInAnyOrder(State.RUNNING, State.STANDBY);
        }
        // What was sent twice came in order, once repeats are dropped.
        new Received().addAll(kinesis.readAll("lease")).assertComplete(tail.all());
    }

    @Test
    void sendsAgainOnDemandWhileItRuns() {
        kinesis.createStream("replay", 1);
        tail.appendAll(60, 6);
        try (KinesisForwarder forwarder =
                new KinesisForwarder(
                        "replay",
                        // Whoever asks for the lease anew opens a client anew.
                        () ->
                                new KinesisSender(
                                        "replay",
                                        kinesis.client(),
                                        LocalKinesis.CREDENTIALS,
                                        false),
                        tail,
                        tail,
                        InstantSource.system())) {
            forwarder.start();
            awaitDelivered(forwarder);
            await().atMost(LIMIT).until(() -> tail.delivered() == tail.head());
            long from = tail.all().get(40).position();
            assertThat(tail.rewind(from - 1)).hasValue(from - 1);
            await().atMost(LIMIT).until(() -> forwarder.status().events() >= 80);
            await().atMost(LIMIT).until(() -> tail.delivered() == tail.head());
        }
        Received received = new Received().addAll(kinesis.readAll("replay"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isEqualTo(20);
    }

    @Test
    void throttlingSlowsItDownAndLosesNothing() {
        kinesis.createStream("throttled", 1);
        tail.appendAll(200, 20);
        FaultyKinesis faulty = FaultyKinesis.throttling(kinesis.client(), 8);
        try (KinesisForwarder forwarder = forwarder("throttled", faulty)) {
            forwarder.start();
            awaitWaiting(forwarder, Reason.THROTTLED);
            awaitDelivered(forwarder);
            assertThat(forwarder.status().state()).isEqualTo(State.RUNNING);
        }
        Received received = new Received().addAll(kinesis.readAll("throttled"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();
    }

    @Test
    void answersLostOnTheLineRepeatButNeverReorder() throws IOException {
        kinesis.createStream("lost", 2);
        try (AnswerThief thief = AnswerThief.before(kinesis.endpoint(), 5)) {
            KinesisClient client =
                    KinesisSender.client(
                            new KinesisTarget("lost", thief.endpoint(), "us-east-1", false),
                            LocalKinesis.CREDENTIALS);
            try (KinesisForwarder forwarder = forwarder("lost", client)) {
                forwarder.start();
                for (int round = 0; round < 20; round++) {
                    tail.appendAll(20, 10);
                    awaitDelivered(forwarder);
                }
            }
            assertThat(thief.stolen()).isPositive();
        }
        Received received = new Received().addAll(kinesis.readAll("lost"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isPositive();
    }

    @Test
    void shardsAreSplitAndMergedWhileItSends() {
        kinesis.createStream("reshard", 1);
        try (KinesisForwarder forwarder = forwarder("reshard", kinesis.client())) {
            forwarder.start();
            tail.appendAll(100, 20);
            awaitDelivered(forwarder);
            kinesis.split("reshard");
            tail.appendAll(100, 20);
            awaitDelivered(forwarder);
            kinesis.merge("reshard");
            tail.appendAll(100, 20);
            awaitDelivered(forwarder);
        }
        assertThat(kinesis.shards("reshard")).isEqualTo(4);
        Received received = new Received().addAll(kinesis.readAll("reshard"));
        received.assertComplete(tail.all());
        assertThat(received.repeats()).isZero();
    }

    @Test
    void makesAStreamThatIsNotThereWhereThatIsWanted() {
        tail.append(1);
        KinesisClient client = kinesis.client();
        KinesisForwarder forwarder =
                new KinesisForwarder(
                        "made",
                        () -> new KinesisSender("made", client, LocalKinesis.CREDENTIALS, true),
                        tail,
                        tail,
                        InstantSource.system());
        try (forwarder) {
            forwarder.start();
            awaitDelivered(forwarder);
            assertThat(kinesis.mode("made")).isEqualTo(StreamMode.ON_DEMAND);
        }
        new Received().addAll(kinesis.readAll("made")).assertComplete(tail.all());
    }

    @Test
    void waitsForAStreamThatIsNotThere() {
        tail.append(1);
        try (KinesisForwarder forwarder = forwarder("late", kinesis.client())) {
            assertThat(forwarder.status().state()).isEqualTo(State.STARTING);
            forwarder.start();
            awaitWaiting(forwarder, Reason.STREAM_MISSING);
            kinesis.createStream("late", 1);
            awaitDelivered(forwarder);
        }
    }

    @Test
    void saysThatCredentialsAreMissing() {
        KinesisForwarder forwarder =
                new KinesisForwarder(
                        "any",
                        () ->
                                new KinesisSender(
                                        "any",
                                        kinesis.client(),
                                        () -> {
                                            throw SdkClientException.create("nothing configured");
                                        },
                                        false),
                        tail,
                        tail,
                        InstantSource.system());
        try (forwarder) {
            forwarder.start();
            awaitWaiting(forwarder, Reason.CREDENTIALS);
        }
    }

    @Test
    void closesAtOnceWhileAnEndpointDoesNotAnswer() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + mute.getLocalPort());
            KinesisClient client =
                    KinesisSender.client(
                            new KinesisTarget("mute", endpoint, "us-east-1", false),
                            LocalKinesis.CREDENTIALS);
            KinesisForwarder forwarder = forwarder("mute", client);
            forwarder.start();
            try (Socket asked = mute.accept()) {
                assertThat(asked.getInputStream().read()).isPositive();
                long start = System.nanoTime();
                forwarder.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private KinesisForwarder forwarder(String stream, KinesisClient client) {
        return new KinesisForwarder(
                stream,
                () -> new KinesisSender(stream, client, LocalKinesis.CREDENTIALS, false),
                tail,
                tail,
                InstantSource.system());
    }

    private void awaitDelivered(KinesisForwarder forwarder) {
        await().atMost(LIMIT).until(() -> forwarder.status().delivered() == tail.head());
    }

    private static void awaitWaiting(KinesisForwarder forwarder, Reason reason) {
        await().atMost(LIMIT)
                .until(() ->
                        forwarder.status().state() == State.WAITING
                                && forwarder.status().reason() == reason);
    }
}
