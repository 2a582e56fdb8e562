package clinic.daybook.server.worker;

import clinic.daybook.server.StreamOptions;
import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.worker.example.VisitPrinter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/** {@code worker print-visits}: the example for other consumers, running. */
@Command(
        name = "print-visits",
        description = "Prints each visit's steps from Kinesis: an example of another consumer.")
final class PrintVisitsCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private StreamOptions stream = new StreamOptions();

    @Option(names = "--once", description = "Ends when all that is there was read.")
    private boolean once;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties that stand for options.")
    @Nullable Path config;

    @Override
    public Integer call() throws InterruptedException {
        KinesisTarget target = stream.target(spec);
        KinesisClientBuilder builder =
                KinesisClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
        Optional.ofNullable(target.endpoint()).ifPresent(builder::endpointOverride);
        Optional.ofNullable(target.region()).map(Region::of).ifPresent(builder::region);
        try (KinesisClient kinesis = builder.build()) {
            new VisitPrinter(kinesis, target.stream(), System.out::println).run(() -> !once);
        }
        return 0;
    }
}
