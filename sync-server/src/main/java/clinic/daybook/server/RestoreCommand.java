package clinic.daybook.server;

import clinic.daybook.server.store.BackupRefused;
import clinic.daybook.server.store.StoreRestore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore FILE}: puts a backup in the place of the store. */
@Command(
        name = "restore",
        description = "Puts a backup in the place of the store; the server must not run.")
final class RestoreCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private @Nullable Path file;

    @ArgGroup(multiplicity = "1")
    private Main.Data data = new Main.Data();

    @Override
    public void run() {
        if (file == null) {
            throw new IllegalStateException("picocli requires FILE");
        }
        try {
            StoreRestore.Report report =
                    new StoreRestore(data.path(), InstantSource.system()).from(file);
            System.out.println(
                    "restored the backup of "
                            + report.backedUpAt()
                            + ", up to position "
                            + report.head()
                            + "; the store's id is now "
                            + report.storeId());
            Path aside = report.aside();
            if (aside != null) {
                System.out.println("what was there before is kept in " + aside);
            }
            System.out.println(
                    "start the server: desks bring again what they recorded after the backup,"
                            + " once somebody at each has looked at it");
            System.out.println(
                    "desks that were shut out after the backup are let in again: revoke them anew;"
                            + " desks that were enrolled after it want a new code");
        } catch (BackupRefused e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
