package clinic.daybook.server.worker;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker rebuild}: counts everything anew; workers may run meanwhile. */
@Command(
        name = "rebuild",
        description = "Counts everything anew. Until it is done, what was there is to be read.")
final class RebuildCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private StatisticsOptions options = new StatisticsOptions();

    @Option(
            names = "--empty",
            description =
                    "Only forget what was counted: a worker with another --application then counts"
                            + " what Kinesis still has.")
    private boolean empty;

    @Override
    public Integer call() {
        try (StoreClient client = options.client(spec);
                StatisticsDatabase database = options.open(spec)) {
            Statistics statistics = new Statistics(database, client);
            if (empty) {
                statistics.clear();
                System.out.println("forgotten");
            } else {
                long head = Math.max(1, client.store().head());
                statistics.rebuild(position ->
                        System.err.printf(
                                "counted up to position %d of %d (%d %%)%n",
                                position, head, Math.min(100, position * 100 / head)));
                System.out.println("counted anew; digest " + statistics.digest());
            }
            return 0;
        }
    }
}
