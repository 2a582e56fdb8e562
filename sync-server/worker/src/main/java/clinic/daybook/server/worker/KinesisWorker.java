package clinic.daybook.server.worker;

import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.kinesis.SendFailure;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.sync.Backoff;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * Reads the Kinesis stream with the Kinesis Client Library, which shares its shards out among all
 * workers of one name and reads a shard's parents before it.
 */
final class KinesisWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisWorker.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);
    private static final int RECORDS = 1_000;
    private static final long POLL_MILLIS = 500;

    /**
     * Where to read and how.
     *
     * @param kinesis the stream
     * @param dynamodb another endpoint than that of the region for the table of leases
     * @param application the name that all workers share, and of their table of leases
     * @param takeover after which silence of a worker another one takes its shards
     */
    record Setting(
            KinesisTarget kinesis, @Nullable URI dynamodb, String application, Duration takeover) {}

    private final Setting setting;
    private final Statistics statistics;
    private final WorkerState state;
    private final String workerId = host() + ":" + UUID.randomUUID();
    private final Clients clients;
    private final ShardRecordProcessorFactory factory;
    private final Runnable ended;
    private final Thread thread;
    private final ScheduledExecutorService reports =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("reports").daemon().factory());
    private volatile @Nullable Scheduler scheduler;

    /** The clients of AWS, all over HTTP/1.1, which local endpoints speak as well. */
    private record Clients(
            KinesisAsyncClient kinesis,
            DynamoDbAsyncClient dynamodb,
            CloudWatchAsyncClient cloudwatch)
            implements AutoCloseable {

        static Clients of(Setting setting) {
            KinesisTarget target = setting.kinesis();
            return new Clients(
                    built(KinesisAsyncClient.builder(), target, target.endpoint()),
                    built(DynamoDbAsyncClient.builder(), target, setting.dynamodb()),
                    built(CloudWatchAsyncClient.builder(), target, null));
        }

        private static <B extends AwsClientBuilder<B, C>, C> C built(
                B builder, KinesisTarget target, @Nullable URI endpoint) {
            if (builder instanceof AwsAsyncClientBuilder<?, ?> async) {
                async.httpClientBuilder(
                        NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1));
            }
            Optional.ofNullable(endpoint).ifPresent(builder::endpointOverride);
            Optional.ofNullable(target.region()).map(Region::of).ifPresent(builder::region);
            return builder.build();
        }

        @Override
        public void close() {
            kinesis.close();
            dynamodb.close();
            cloudwatch.close();
        }
    }

    private KinesisWorker(
            Setting setting,
            Statistics statistics,
            EventSource source,
            WorkerState state,
            Runnable ended) {
        this.ended = ended;
        this.setting = setting;
        this.statistics = statistics;
        this.state = state;
        this.clients = Clients.of(setting);
        this.factory = () -> new ShardCounter(statistics, source, state);
        this.thread = Thread.ofPlatform().name("kinesis").unstarted(this::run);
    }

    /**
     * Begins to read; goes on until it is closed.
     *
     * @param ended told when it cannot go on by itself, and only a new process can
     */
    static KinesisWorker start(
            Setting setting,
            Statistics statistics,
            EventSource source,
            WorkerState state,
            Runnable ended) {
        KinesisWorker worker = new KinesisWorker(setting, statistics, source, state, ended);
        worker.thread.start();
        var _ =
                worker.reports.scheduleWithFixedDelay(
                        () -> LOG.info("{}", state.describe()),
                        BETWEEN_REPORTS.toSeconds(),
                        BETWEEN_REPORTS.toSeconds(),
                        TimeUnit.SECONDS);
        return worker;
    }

    /**
     * One worker begins at a time: of two that make the library's tables at once, one would never
     * get anywhere. Nor would one that failed to begin and begins again in the same process, whose
     * remains go on: such a process ends.
     */
    private void run() {
        for (int failures = 1; !state.stopping(); failures++) {
            try {
                reach();
                try (StatisticsDatabase.Turn turn = statistics.turn()) {
                    Scheduler next = scheduler(turn);
                    scheduler = next;
                    if (!state.stopping()) {
                        next.run();
                    }
                }
                if (!state.stopping()) {
                    LOG.error("DB-5210 reading Kinesis could not begin; the worker ends");
                    ended.run();
                }
                return;
            } catch (StorageException e) {
                LOG.info("{}; it is waited for", e.getMessage());
            } catch (SdkException e) {
                LOG.warn(
                        "DB-5209 Kinesis or DynamoDB cannot be used: {} ({})",
                        SendFailure.reasonOf(e),
                        SendFailure.wordFor(e));
            }
            state.pause(Backoff.after(failures, ThreadLocalRandom.current().nextDouble()));
        }
    }

    /** What the library would try again and again without a word that helps. */
    private void reach() {
        try {
            var _ =
                    clients.kinesis()
                            .describeStreamSummary(
                                    DescribeStreamSummaryRequest.builder()
                                            .streamName(setting.kinesis().stream())
                                            .build())
                            .join();
            var _ =
                    clients.dynamodb()
                            .listTables(ListTablesRequest.builder().limit(1).build())
                            .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException sdk) {
                throw sdk;
            }
            throw e;
        }
    }

    /** {@code turn}: ended once it has begun. */
    private Scheduler scheduler(StatisticsDatabase.Turn turn) {
        String stream = setting.kinesis().stream();
        InitialPositionInStreamExtended beginning =
                InitialPositionInStreamExtended.newInitialPosition(
                        InitialPositionInStream.TRIM_HORIZON);
        ConfigsBuilder configs =
                new ConfigsBuilder(
                        new SingleStreamTracker(stream, beginning),
                        setting.application(),
                        clients.kinesis(),
                        clients.dynamodb(),
                        clients.cloudwatch(),
                        workerId,
                        factory);
        long takeover = setting.takeover().toMillis();
        var leases =
                configs.leaseManagementConfig()
                        .failoverTimeMillis(takeover)
                        .leaseAssignmentIntervalMillis(takeover / 2)
                        // The one that shares the shards out may die as well.
                        .dynamoDbLockBasedLeaderLeaseDurationInMillis(takeover * 3)
                        .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(takeover / 2);
        // Shards are shared out by their number: how busy a machine is CloudWatch would be asked.
        leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        leases.workerUtilizationAwareAssignmentConfig().workerMetricsReporterFreqInMillis(takeover);
        return new Scheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig()
                        .parentShardPollIntervalMillis(POLL_MILLIS)
                        .maxInitializationAttempts(1)
                        .workerStateChangeListener(change -> {
                            if (change == WorkerStateChangeListener.WorkerState.STARTED) {
                                turn.close();
                            }
                        }),
                leases,
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                configs.retrievalConfig()
                        .retrievalSpecificConfig(
                                new PollingConfig(stream, clients.kinesis())
                                        .maxRecords(RECORDS)
                                        .idleTimeBetweenReadsInMillis(POLL_MILLIS)));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }

    /** Counts what was read, keeps how far that is, and ends. */
    @Override
    public void close() {
        state.stop();
        reports.shutdownNow();
        Scheduler running = scheduler;
        try {
            if (running != null) {
                running.startGracefulShutdown().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            thread.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("DB-5207 the worker was cut off; what was not kept is read again", e);
        }
        clients.close();
        LOG.info("{}", state.describe());
    }
}
