package clinic.daybook.server.store;

import java.time.InstantSource;

/**
 * All that a server keeps: the log, and who may use it. Where it is kept is nobody's business
 * beyond {@link #open}.
 */
public interface Database extends AutoCloseable {

    /**
     * Opens the store that is kept there; makes one where there is none.
     *
     * @throws StorageException when that is not possible
     */
    static Database open(StorePlace place, InstantSource clock) {
        return open(place, clock, ServerPlatform.installed());
    }

    /**
     * Opens it on a platform of one's own.
     *
     * @throws StorageException when that is not possible
     */
    static Database open(StorePlace place, InstantSource clock, ServerPlatform platform) {
        return switch (place) {
            case StorePlace.Directory in -> SqliteDatabase.open(in.path(), clock, platform);
            case StorePlace.Postgres at -> PostgresDatabase.open(at.address(), clock, platform);
        };
    }

    /** The log. */
    EventStore events();

    /** Desks, codes, verifiers and sessions. */
    AccessStore access();

    /** What kind of database it is, for a person. */
    String kind();

    /** How much room it takes, in bytes. */
    long bytes();

    /** Whether other servers may be working with it at the same time. */
    boolean shared();

    /** Finishes the writes that wait and closes all connections. */
    @Override
    void close();
}
