package clinic.daybook.server;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.server.tls.ServerPins;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The store that a command works with: one of the two options, picocli sees to that. */
public final class StoreOption {

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of the database.")
    private @Nullable Path directory;

    @Option(
            names = "--database",
            paramLabel = "URL",
            converter = Address.class,
            description = "PostgreSQL database: jdbc:postgresql://HOST/NAME?user=NAME.")
    private @Nullable PostgresAddress database;

    /** The directory; {@code null}: it is a PostgreSQL database. */
    @Nullable Path directory() {
        return directory;
    }

    /** The PostgreSQL database; {@code null}: it is a directory. */
    @Nullable PostgresAddress database() {
        return database;
    }

    /** Refuses a directory without a store. */
    void mustExist(@Nullable CommandSpec spec) {
        if (directory != null && !SqliteDatabase.exists(directory)) {
            throw Main.badValue(spec, "there is no store in this directory; give another --data");
        }
    }

    /**
     * Opens it.
     *
     * @throws clinic.daybook.server.store.StorageException when that is not possible
     */
    Database open() {
        return Database.open(place(), InstantSource.system());
    }

    /**
     * A code or a credential as it is given out: with the pins of the servers' keys, if those who
     * come with it need any.
     *
     * @param opened what {@link #open} opened
     */
    String withPins(String code, Database opened) {
        return directory == null
                ? new EnrolmentCode(
                                code,
                                ServerPins.shown(opened.access(), InstantSource.system().instant()))
                        .text()
                : PinFile.withPin(directory, code);
    }

    private StorePlace place() {
        if (database != null) {
            return new StorePlace.Postgres(database);
        }
        if (directory != null) {
            return new StorePlace.Directory(directory);
        }
        throw new IllegalStateException("picocli requires one of the two");
    }

    /** Reads an address; it holds a password, so that no message may repeat it. */
    public static final class Address implements ITypeConverter<PostgresAddress> {
        @Override
        public PostgresAddress convert(String value) {
            try {
                return PostgresAddress.parse(value, System.getenv());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
