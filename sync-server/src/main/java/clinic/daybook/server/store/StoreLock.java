package clinic.daybook.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store's files in their place while someone works with them: any number of processes may
 * have the database open, and nobody while a backup is put in its place. The lock goes with the
 * process, however that ends.
 */
final class StoreLock implements AutoCloseable {

    private static final String FILE = "daybook.lock";

    /** A process has a file locked once; what it does with it inside is counted here. */
    private static final Map<Path, Held> HELD = new HashMap<>();

    private static final class Held {
        private final FileChannel channel;
        private final boolean shared;
        private int users = 1;

        Held(FileChannel channel, boolean shared) {
            this.channel = channel;
            this.shared = shared;
        }
    }

    private final Path key;
    private boolean open = true;

    private StoreLock(Path key) {
        this.key = key;
    }

    /**
     * To work with the database.
     *
     * @throws StorageException when a backup is being restored there
     */
    static StoreLock shared(Path directory) {
        StoreLock lock = take(directory, true);
        if (lock == null) {
            throw new StorageException(
                    "a backup is being restored here; wait until that has ended");
        }
        return lock;
    }

    /** To replace the database; {@code null} when someone works with it. */
    static @Nullable StoreLock exclusive(Path directory) {
        return take(directory, false);
    }

    private static @Nullable StoreLock take(Path directory, boolean shared) {
        synchronized (HELD) {
            try {
                Path key = directory.toRealPath();
                Held held = HELD.get(key);
                if (held == null) {
                    FileChannel channel = locked(key.resolve(FILE), shared);
                    if (channel == null) {
                        return null;
                    }
                    HELD.put(key, new Held(channel, shared));
                } else if (shared && held.shared) {
                    held.users++;
                } else {
                    return null;
                }
                return new StoreLock(key);
            } catch (IOException e) {
                throw new StorageException("the data directory cannot be locked", e);
            }
        }
    }

    private static @Nullable FileChannel locked(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    @Override
    public void close() {
        synchronized (HELD) {
            Held held = HELD.get(key);
            if (!open || held == null) {
                return;
            }
            open = false;
            held.users--;
            if (held.users > 0) {
                return;
            }
            HELD.remove(key);
            try {
                held.channel.close();
            } catch (IOException e) {
                throw new StorageException("the data directory cannot be unlocked", e);
            }
        }
    }
}
