package clinic.daybook.server;

import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.store.AccessStore.ReaderRow;
import clinic.daybook.server.store.Database;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reader}: programs that may read the log; works while the server runs. */
@Command(
        name = "reader",
        description = "Programs that may read the log without what is personal, and no more.",
        synopsisSubcommandLabel = "COMMAND")
final class ReaderCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    /** The command with those below it. */
    static CommandLine line() {
        return new CommandLine(new ReaderCommand())
                .addSubcommand(new Add())
                .addSubcommand(new Revoke())
                .addSubcommand(new ListAll());
    }

    @Override
    public void run() {
        throw Main.wantsCommand(spec);
    }

    /** What concerns one program. */
    private abstract static class OfOne implements Runnable {
        @Spec @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        StoreOption store = new StoreOption();

        @Option(names = "--name", required = true, paramLabel = "N", description = "Its name.")
        String name = "";
    }

    @Command(
            name = "add",
            description = "Prints a credential for a program, this once; keep it in a file.")
    private static final class Add extends OfOne {
        @Override
        public void run() {
            Main.checkName(spec, name);
            try (Database database = store.open()) {
                String token = new Secrets().token();
                if (!database.access()
                        .addReader(
                                name.trim(),
                                Secrets.hash(token),
                                InstantSource.system().instant())) {
                    throw Main.badValue(
                            spec, "a reader is called so; revoke it first, or take another --name");
                }
                System.out.println(store.withPins(token, database));
            }
        }
    }

    @Command(name = "revoke", description = "Lets a program read no more.")
    private static final class Revoke extends OfOne {
        @Override
        public void run() {
            store.mustExist(spec);
            try (Database database = store.open()) {
                if (!database.access().removeReader(name.trim())) {
                    throw Main.badValue(
                            spec, "no reader is called so; `reader list` prints their names");
                }
            }
        }
    }

    @Command(name = "list", description = "Prints the programs that may read.")
    private static final class ListAll implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private StoreOption store = new StoreOption();

        @Override
        public void run() {
            store.mustExist(spec);
            try (Database database = store.open()) {
                for (ReaderRow reader : database.access().readers()) {
                    System.out.println(reader.addedAt() + " " + reader.name());
                }
            }
        }
    }
}
