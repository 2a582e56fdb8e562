package clinic.daybook.server.worker;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code worker verify}: whether the statistics are what the server's log counts for. */
@Command(
        name = "verify",
        description = "Checks that the statistics are what the server's events count for.")
final class VerifyCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private StatisticsOptions options = new StatisticsOptions();

    @Override
    public Integer call() {
        try (StoreClient client = options.client(spec);
                StatisticsDatabase database = options.open(spec)) {
            Statistics statistics = new Statistics(database, client);
            long head = Math.max(1, client.store().head());
            Statistics.Comparison found =
                    statistics.compare(position ->
                            System.err.printf(
                                    "counted up to position %d of %d (%d %%)%n",
                                    position, head, Math.min(100, position * 100 / head)));
            found.different().forEach(id -> System.out.println(id + ": counted wrongly"));
            System.out.printf(
                    "%s: %d streams alike, %d not counted to their ends, digest %s%n",
                    found.different().isEmpty() ? "sound" : "wrong; run `worker rebuild`",
                    found.alike(),
                    found.elsewhere(),
                    statistics.digest());
            return found.different().isEmpty() ? 0 : 1;
        }
    }
}
