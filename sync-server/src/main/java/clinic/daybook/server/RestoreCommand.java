package clinic.daybook.server;

import clinic.daybook.server.store.BackupRefused;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.PostgresDatabase;
import clinic.daybook.server.store.StoreRestore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code restore FILE --data DIR}: puts a backup in the place of the store. {@code restore
 * --database URL}: makes a PostgreSQL database, into which a backup was put, a store of its own.
 */
@Command(
        name = "restore",
        description =
                "Puts a backup in the place of the store; no server may run. With --database: after"
                        + " PostgreSQL's own backup has been put into that database.")
final class RestoreCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The backup, with --data.")
    private @Nullable Path file;

    @ArgGroup(multiplicity = "1")
    private StoreOption store = new StoreOption();

    @Override
    public void run() {
        try {
            Path directory = store.directory();
            PostgresAddress database = store.database();
            if (directory != null) {
                restore(directory);
            } else if (database != null) {
                makeStore(database);
            }
        } catch (BackupRefused e) {
            throw Main.badValue(spec, String.valueOf(e.getMessage()));
        }
        System.out.println(
                "start the server: desks bring again what they recorded after the backup,"
                        + " once somebody at each has looked at it");
        System.out.println(
                "desks that were shut out after the backup are let in again: revoke them anew;"
                        + " desks that were enrolled after it want a new code");
    }

    private void restore(Path directory) {
        if (file == null) {
            throw Main.badValue(spec, "give the backup: restore FILE --data DIR");
        }
        StoreRestore.Report report = new StoreRestore(directory, InstantSource.system()).from(file);
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
    }

    private void makeStore(PostgresAddress database) {
        if (file != null) {
            throw Main.badValue(
                    spec,
                    "put the backup into the database with pg_restore, then run restore with"
                            + " --database alone");
        }
        PostgresDatabase.Restored done =
                PostgresDatabase.becomeStore(database, InstantSource.system());
        System.out.println(
                "the database goes up to position "
                        + done.head()
                        + "; the store's id is now "
                        + done.storeId());
    }
}
