package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a desk out of a damaged database. What only this desk has is saved to a file first; a new
 * database is built from that file beside the damaged one, which is then moved aside; the rest is
 * read from the server again. Power may go at any point: before the file is whole nothing has been
 * touched, afterwards the next start goes on where this one stopped.
 */
public final class Rescue {

    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);

    private static final String FILE = "rescued.jsonl";
    private static final String BUILDING = "rebuilding";
    private static final String READY = "rebuilt";
    private static final String DATABASE = "desk.db";
    private static final List<String> OLD_FILES =
            List.of(DATABASE + "-wal", DATABASE + "-shm", DATABASE);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What is being done. */
    public enum Step {
        /** What only this desk has is saved to a file. */
        SAVING,
        /** A new database is built from that file. */
        BUILDING,
        /** The damaged one is moved aside and the new one put in its place. */
        PLACING,
        DONE
    }

    /**
     * What came of it.
     *
     * @param pending changes that had not reached the server and are saved
     * @param needsYou changes that wait for a person and are saved
     * @param unreadable rows that are there and could not be read
     * @param incomplete whether others may have been destroyed without a trace
     * @param enrolled whether the desk still knows its server; else it has to be enrolled again
     * @param kept where the damaged database and the file are kept
     */
    public record Report(
            int pending,
            int needsYou,
            int unreadable,
            boolean incomplete,
            boolean enrolled,
            Path kept) {}

    /** The first line of the file. */
    private record Head(
            String stamp, int pending, int needsYou, int unreadable, boolean incomplete) {}

    private record Line(String table, List<@Nullable Object> values) {}

    private final Path directory;
    private final InstantSource clock;
    private final Consumer<Step> progress;

    /** Of a desk's directory; {@code progress} is told each step before it is begun. */
    public Rescue(Path directory, InstantSource clock, Consumer<Step> progress) {
        this.directory = directory;
        this.clock = clock;
        this.progress = progress;
    }

    /** Whether a failure to open or to work says that a rescue is wanted. */
    public static boolean wanted(Throwable failure) {
        return Damage.is(failure);
    }

    /** Whether one was begun and not ended. */
    static boolean unfinished(Path directory) {
        return Files.exists(directory.resolve(FILE))
                || Files.exists(directory.resolve(READY).resolve(DATABASE));
    }

    /**
     * Does all of it, or what is left of it.
     *
     * @throws DeskFailure when the desk is open elsewhere or the disk fails; nothing is lost then
     */
    public Report run() {
        try (FileChannel lock = DeskDatabase.lock(directory)) {
            Path file = directory.resolve(FILE);
            if (!Files.exists(file)) {
                // Left by one that broke off when all was done but this.
                delete(directory.resolve(READY));
                progress.accept(Step.SAVING);
                save(file);
            }
            Head head = head(file);
            Path ready = directory.resolve(READY);
            if (Files.isDirectory(ready) && !Files.exists(ready.resolve(DATABASE))) {
                // The new database stands in its place already.
                return tidyUp(file, head);
            }
            if (!Files.exists(ready.resolve(DATABASE))) {
                progress.accept(Step.BUILDING);
                build(file);
            }
            progress.accept(Step.PLACING);
            Report report = place(file, head);
            LOG.warn(
                    "DB-1021: a damaged database was replaced; {} pending, {} waiting, {} unreadable",
                    report.pending(),
                    report.needsYou(),
                    report.unreadable());
            progress.accept(Step.DONE);
            return report;
        } catch (IOException | SQLException e) {
            throw new DeskFailure("DB-1022", "the damaged database cannot be replaced", e);
        }
    }

    private void save(Path file) throws IOException {
        Salvage salvage = new Salvage(directory.resolve(DATABASE));
        Path part = directory.resolve(FILE + ".part");
        Files.deleteIfExists(part);
        // It holds personal data, as the database does.
        DeskDatabase.keepToOwner(part);
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            line(
                    out,
                    new Head(
                            STAMP.format(clock.instant()),
                            salvage.count("pending"),
                            salvage.count("attention"),
                            salvage.unreadable(),
                            salvage.incomplete()));
            for (Salvage.Row row : salvage.rows()) {
                line(out, new Line(row.table(), row.values()));
            }
        }
        sync(part);
        move(part, file);
    }

    private static void line(BufferedWriter out, Object value) throws IOException {
        out.write(Json.mapper().writeValueAsString(value));
        out.write('\n');
    }

    private static Head head(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return Json.mapper().readValue(lines.findFirst().orElse(""), Head.class);
        } catch (JsonProcessingException e) {
            throw new IOException("the file of a rescue is damaged itself");
        }
    }

    private void build(Path file) throws IOException, SQLException {
        Path building = directory.resolve(BUILDING);
        delete(building);
        Files.createDirectories(building);
        Path database = building.resolve(DATABASE);
        DeskDatabase.keepToOwner(database);
        try (Connection connection = DeskDatabase.connect(database)) {
            Schema.bringUp(connection);
            connection.setAutoCommit(false);
            takeIn(connection, file);
            String deskId = DeskMark.read(directory);
            if (deskId != null) {
                // Read from beside the database where the database itself has lost it.
                insert(connection, "meta", List.of("deskId", deskId), "INSERT OR IGNORE");
            }
            insert(connection, "meta", List.of("rescued", "yes"), "INSERT OR REPLACE");
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                // One file, nothing beside it.
                statement.execute("PRAGMA journal_mode = DELETE");
            }
        }
        sync(database);
        move(building, directory.resolve(READY));
    }

    private static void takeIn(Connection connection, Path file) throws IOException, SQLException {
        List<String> lines;
        try (Stream<String> all = Files.lines(file)) {
            lines = all.skip(1).collect(Collectors.toList());
        }
        for (String text : lines) {
            Map<String, Object> line =
                    Json.mapper().readValue(text, new TypeReference<Map<String, Object>>() {});
            if (line.get("table") instanceof String table
                    && Salvage.TABLES.contains(table)
                    && line.get("values") instanceof List<?> values) {
                insert(connection, table, values, "INSERT OR REPLACE");
            }
        }
    }

    private static void insert(Connection connection, String table, List<?> values, String how)
            throws SQLException {
        String marks = values.stream().map(v -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement(how + " INTO " + table + " VALUES (" + marks + ")")) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
        }
    }

    private Report place(Path file, Head head) throws IOException, SQLException {
        Path aside = directory.resolve("damaged-" + head.stamp());
        Files.createDirectories(aside);
        Path ready = directory.resolve(READY);
        for (String name : OLD_FILES) {
            Path old = directory.resolve(name);
            if (Files.exists(old)) {
                move(old, aside.resolve(name));
            }
        }
        Files.copy(file, aside.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        DeskDatabase.ownersOnly(aside.resolve(FILE));
        move(ready.resolve(DATABASE), directory.resolve(DATABASE));
        // From here on the new database counts.
        return tidyUp(file, head);
    }

    private Report tidyUp(Path file, Head head) throws IOException, SQLException {
        boolean enrolled = enrolled();
        Files.delete(file);
        delete(directory.resolve(READY));
        return new Report(
                head.pending(),
                head.needsYou(),
                head.unreadable(),
                head.incomplete(),
                enrolled,
                directory.resolve("damaged-" + head.stamp()));
    }

    private boolean enrolled() throws SQLException {
        try (Connection connection = DeskDatabase.connect(directory.resolve(DATABASE));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*) FROM meta WHERE key IN"
                                        + " ('serverUrl', 'token', 'storeId')")) {
            return row.getInt(1) == 3;
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path parent = to.toAbsolutePath().getParent();
        if (parent != null && to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.isDirectory(tree)) {
            return;
        }
        try (Stream<Path> entries = Files.list(tree)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(tree);
    }
}
