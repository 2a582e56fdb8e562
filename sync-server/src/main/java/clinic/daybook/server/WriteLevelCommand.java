package clinic.daybook.server;

import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.WriteLevels;
import clinic.daybook.server.store.Database;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code write-level}: which events desks may write; works while the server runs. */
@Command(
        name = "write-level",
        description = "Prints the write level, or raises it once all desks are updated.")
final class WriteLevelCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private StoreOption store = new StoreOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "N",
            description = "Raise the write level to this one. It is never lowered.")
    private @Nullable Integer level;

    @Option(
            names = "--anyway",
            description = "Also where desks are not known to read what will be written.")
    private boolean anyway;

    @Override
    public void run() {
        store.mustExist(spec);
        try (Database database = store.open()) {
            DeskRegistry desks = new DeskRegistry(database.access(), InstantSource.system());
            WriteLevels levels = new WriteLevels(database.events(), desks);
            if (level != null) {
                raise(levels, level);
            }
            System.out.println(levels.standing().level());
        }
    }

    private void raise(WriteLevels levels, int to) {
        List<String> behind = levels.behind(to);
        if (to > levels.standing().level() && !behind.isEmpty() && !anyway) {
            throw Main.badValue(
                    spec,
                    "not known to read level "
                            + to
                            + ": "
                            + String.join(", ", behind)
                            + "; update these desks and let them connect, or add --anyway");
        }
        try {
            levels.raise(to);
        } catch (IllegalArgumentException e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
