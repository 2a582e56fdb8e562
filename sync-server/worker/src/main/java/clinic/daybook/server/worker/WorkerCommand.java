package clinic.daybook.server.worker;

import clinic.daybook.server.Main;
import clinic.daybook.server.StreamOptions;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.sync.Backoff;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code worker}: counts until the process is asked to end. */
@Command(
        name = "worker",
        description = "Keeps the clinic's statistics from the events in Kinesis.",
        synopsisSubcommandLabel = "[COMMAND]")
final class WorkerCommand implements Callable<Integer> {

    /** The worker runs on its own threads; the process must not end with this command. */
    static final int STAYS = -1;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

    private static final int FAILED = 1;
    private static final int LONGEST_TAKEOVER = 300;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Prints this and ends.")
    boolean help;

    @Mixin private StatisticsOptions statistics = new StatisticsOptions();

    /** Not required by picocli, which would want it of the commands below as well. */
    @ArgGroup(exclusive = false)
    private @Nullable StreamOptions stream;

    @Option(
            names = "--dynamodb-endpoint",
            paramLabel = "URL",
            description = "DynamoDB's address, where it is not the region's own.")
    private @Nullable URI dynamodb;

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description =
                    "The name that all workers of these statistics share, and of their tables in"
                            + " DynamoDB. Default: ${DEFAULT-VALUE}.")
    private String application = "daybook-statistics";

    @Option(
            names = "--takeover-seconds",
            paramLabel = "N",
            description =
                    "When a worker is silent for so long, another takes its shards."
                            + " Default: ${DEFAULT-VALUE}.")
    private int takeover = 10;

    @Override
    public Integer call() {
        if (stream == null) {
            throw Main.badValue(spec, "--kinesis-stream names the stream to read");
        }
        if (!application.matches("[a-zA-Z0-9_.-]{3,100}")) {
            throw Main.badValue(
                    spec, "--application is 3 to 100 of letters, digits, '_', '.' and '-'");
        }
        if (takeover < 2 || takeover > LONGEST_TAKEOVER) {
            throw Main.badValue(spec, "--takeover-seconds is 2 to " + LONGEST_TAKEOVER);
        }
        KinesisWorker.Setting setting =
                new KinesisWorker.Setting(
                        stream.target(spec), dynamodb, application, Duration.ofSeconds(takeover));
        StoreClient client = statistics.client(spec);
        StatisticsDatabase database = statistics.open(spec);
        Statistics counted = new Statistics(database, client);
        WorkerState state = new WorkerState(InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(state::stop, "shutdown"));
        if (!prepared(counted, state)) {
            return 0;
        }
        AtomicInteger status = new AtomicInteger();
        KinesisWorker worker =
                KinesisWorker.start(
                        setting,
                        counted,
                        client,
                        state,
                        () -> {
                            status.set(FAILED);
                            Thread.ofPlatform().start(() -> System.exit(FAILED));
                        });
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    worker.close();
                                    client.close();
                                    database.close();
                                    Runtime.getRuntime().halt(status.get());
                                },
                                "closing"));
        System.out.println("counting " + setting.kinesis().stream());
        System.out.flush();
        return STAYS;
    }

    /** Whether the statistics are of the server's store; false when the worker is to end first. */
    private static boolean prepared(Statistics statistics, WorkerState state) {
        for (int failures = 1; !state.stopping(); failures++) {
            try {
                if (statistics.bringUpToDate()) {
                    LOG.info("counted anew what an older version had counted");
                }
                statistics.follow(state.giveUpWhenStopping());
                return true;
            } catch (SourceAwayException e) {
                LOG.warn("DB-5201 {}; the worker waits", e.getMessage());
            } catch (OtherStoreException e) {
                LOG.info("the server's store became another one meanwhile");
            } catch (StorageException e) {
                LOG.warn("DB-5202 the statistics cannot be written; the worker waits", e);
            } catch (WorkerState.StoppingException e) {
                return false;
            }
            state.pause(Backoff.after(failures, ThreadLocalRandom.current().nextDouble()));
        }
        return false;
    }
}
