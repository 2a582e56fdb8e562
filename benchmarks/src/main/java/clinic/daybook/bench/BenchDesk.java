package clinic.daybook.bench;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A desk with one board open, as it is while people work. */
final class BenchDesk implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final DeskModel model;
    private final Watch<BoardSnapshot> board;
    private final Watch<SyncStatus> sync;

    private BenchDesk(Path directory, DeskModel model, LocalDate day) {
        this.directory = directory;
        this.model = model;
        this.board = new Watch<>(listener -> model.onBoard(day, listener));
        this.sync = new Watch<>(model::onSync);
    }

    /** Opens a desk's directory, and a board. */
    static BenchDesk open(Path directory, LocalDate day) {
        return new BenchDesk(directory, DeskRuntime.open(directory, InstantSource.system()), day);
    }

    void enrol(String url, String code, String name) throws InterruptedException {
        Watch.get("the enrolment", model.enrol(url, code, name).toCompletableFuture());
    }

    /** Waits until it has read everything up to a position. */
    void awaitPosition(long position) throws InterruptedException {
        sync.await("position " + position, s -> s.position() >= position);
    }

    /**
     * Waits until all events are in the desk's database. A desk may follow live while older events
     * still come, and show what its disk does not have yet: what counts is the disk.
     */
    void awaitAll(long events) throws SQLException {
        try (Connection desk = DriverManager.getConnection("jdbc:sqlite:" + database());
                PreparedStatement query = desk.prepareStatement("SELECT count(*) FROM event")) {
            while (true) {
                long began = System.nanoTime();
                try (ResultSet row = query.executeQuery()) {
                    if (row.getLong(1) >= events) {
                        return;
                    }
                }
                // Looking must not take more than a tenth of what it looks at.
                LockSupport.parkNanos(Math.max(LOOK.toNanos(), 10 * (System.nanoTime() - began)));
            }
        }
    }

    /** Waits until it is live and has nothing to send. */
    void awaitQuiet() throws InterruptedException {
        sync.await(
                "everything sent",
                s ->
                        s.connection() == SyncStatus.Connection.LIVE
                                && s.unsent() == 0
                                && s.position() == s.head());
    }

    /** Changes saved here that the server does not have yet. */
    int unsent() throws InterruptedException {
        return sync.await("a status", s -> true).unsent();
    }

    Path database() {
        return directory.resolve("desk.db");
    }

    DeskModel model() {
        return model;
    }

    Watch<BoardSnapshot> board() {
        return board;
    }

    Watch<SyncStatus> sync() {
        return sync;
    }

    /** The cards of the board once there are so many. */
    List<StreamId> cards(int count) throws InterruptedException {
        return board.await(count + " cards", b -> b.cards().size() >= count).cards().stream()
                .map(BoardCard::id)
                .toList();
    }

    static Optional<BoardCard> card(BoardSnapshot board, StreamId id) {
        return board.cards().stream().filter(c -> c.id().equals(id)).findFirst();
    }

    /** Whether a card is there and at least at a version. */
    static boolean shows(BoardSnapshot board, StreamId id, long version) {
        return card(board, id).filter(c -> c.version() >= version).isPresent();
    }

    @Override
    public void close() {
        board.close();
        sync.close();
        model.close();
    }
}
