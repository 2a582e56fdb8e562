package clinic.daybook.server;

import clinic.daybook.server.store.BackupRefused;
import clinic.daybook.server.store.StoreBackup;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup FILE}: copies the store while the server runs. */
@Command(
        name = "backup",
        description = "Copies the store into one file, also while the server runs.")
final class BackupCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "Where to. A backup of the same clinic that is there is replaced.")
    private @Nullable Path file;

    @ArgGroup(multiplicity = "1")
    private StoreOption store = new StoreOption();

    @Override
    public void run() {
        if (file == null) {
            throw new IllegalStateException("picocli requires FILE");
        }
        Path directory = store.directory();
        if (directory == null) {
            throw Main.badValue(
                    spec,
                    "PostgreSQL makes its own backups: pg_dump; after pg_restore run the restore"
                            + " command with --database");
        }
        try {
            StoreBackup.Report report = new StoreBackup(directory, InstantSource.system()).to(file);
            System.out.println(
                    "backed up store "
                            + report.storeId()
                            + " up to position "
                            + report.head()
                            + ", "
                            + report.bytes()
                            + " bytes; it holds personal data: keep it where only you can read it");
        } catch (BackupRefused e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
    }
}
