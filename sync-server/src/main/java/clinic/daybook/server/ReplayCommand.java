package clinic.daybook.server;

import clinic.daybook.server.kinesis.Replay;
import clinic.daybook.server.store.Database;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: sends events to Kinesis again; works while the server runs. */
@Command(
        name = "replay",
        description = "Sends events to Kinesis again, for a consumer that lost them.")
final class ReplayCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private StoreOption store = new StoreOption();

    @Option(
            names = "--kinesis-stream",
            required = true,
            paramLabel = "NAME",
            description = "The stream, as the server has it.")
    private String stream = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "P",
            description = "The position of the first event that goes again.")
    private long from;

    @Override
    public void run() {
        store.mustExist(spec);
        try (Database database = store.open()) {
            System.out.println("positions to go again: " + replay(database));
        }
    }

    private long replay(Database database) {
        try {
            return Replay.from(database.events(), stream, from);
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
