package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mark beside the database that a server knows this desk, and by which id: without it a database
 * that has vanished would look like that of a new desk.
 */
final class DeskMark {

    private static final Logger LOG = LoggerFactory.getLogger(DeskMark.class);
    private static final String FILE = "desk.id";
    private static final int MAX_BYTES = 100;

    private DeskMark() {}

    /** The desk's id; {@code null}: no server has known it, or the mark cannot be read. */
    static @Nullable String read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
                return null;
            }
            return StreamId.parse(Files.readString(file).strip()).toString();
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Leaves the mark; without it the desk works all the same. */
    static void write(Path directory, StreamId deskId) {
        if (deskId.toString().equals(read(directory))) {
            return;
        }
        try {
            Files.writeString(directory.resolve(FILE), deskId.toString());
        } catch (IOException e) {
            LOG.warn("DB-1023: the mark beside the database cannot be written");
        }
    }
}
