package clinic.daybook.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.local.LocalDesk;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.staff.Role;
import clinic.daybook.sync.SyncInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/**
 * Damage that shows while people work: the desk says so, saves what only it has to a file before
 * anything else, builds its records anew and goes on (I5, I10).
 */
class DamageAtWorkTest extends FxTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;
    private final List<UUID> pending = new ArrayList<>();

    @Test
    void savesWhatOnlyThisDeskHasAndGoesOn() throws Exception {
        work();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Application app = FxToolkit.setupApplication(App.class, "--data", directory.toString());
        try {
            await().atMost(SOON).until(() -> robot.lookup("배소윤").tryQuery().isPresent());
            destroy("attempt", "event", "verifier");

            // Checking a PIN is the first to read from there.
            press(KeyCode.Q, KeyCode.T);
            press(KeyCode.DIGIT2, KeyCode.DIGIT4, KeyCode.DIGIT6);
            press(KeyCode.DIGIT8, KeyCode.DIGIT1, KeyCode.DIGIT0, KeyCode.ENTER);

            await().atMost(SOON).until(() -> robot.lookup("기록을 새로 만들었습니다").tryQuery().isPresent());
            assertThat(robot.lookup("계속 일하기").tryQuery()).isPresent();
            assertThat(Files.readString(saved())).contains(texts(pending));

            robot.clickOn("계속 일하기");

            // Nothing is confirmed here any more, and this desk had no server to read it from.
            await().atMost(SOON)
                    .until(() -> robot.lookup("이 PC를 데스크로 등록하세요").tryQuery().isPresent());
        } finally {
            FxToolkit.cleanupApplication(app);
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(unsent()).isEqualTo(pending);
    }

    /** A clinic's day with changes that no server has. */
    private void work() {
        try (SeededDesk desk = SeededDesk.open(directory, InstantSource.system())) {
            StreamId staff = desk.staff("배소윤", Role.FRONT_DESK, "246810");
            desk.staff("류하늘", Role.FRONT_DESK, "111111");
            StreamId customer = desk.customer("윤서아", "010-1234-4821");
            for (int i = 0; i < 20; i++) {
                ReservationCommand book =
                        new ReservationCommand.Book(
                                customer,
                                Instant.now().plusSeconds(600L * i),
                                30,
                                null,
                                null,
                                Channel.PHONE,
                                List.of(),
                                false);
                Submitted.Shown shown =
                        (Submitted.Shown)
                                SeededDesk.await(
                                        desk.model()
                                                .submit(
                                                        staff,
                                                        Change.of(desk.newId("reservation"), book))
                                                .toCompletableFuture());
                SeededDesk.await(shown.saved().toCompletableFuture());
                pending.add(shown.commitId());
            }
        }
    }

    /** Overwrites the first page of these tables in the file that the desk has open. */
    private void destroy(String... tables) throws SQLException, IOException {
        Path file = directory.resolve("desk.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            // Everything home from the write-ahead log, so that what is broken is what is read.
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            long size = number(statement, "PRAGMA page_size");
            byte[] rubbish = new byte[(int) size];
            Arrays.fill(rubbish, (byte) 0xa5);
            for (String table : tables) {
                long page =
                        number(
                                statement,
                                "SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'");
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(rubbish), (page - 1) * size);
                }
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    /** The file that what only this desk has was saved to. */
    private Path saved() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().startsWith("damaged-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("rescued.jsonl");
        }
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private List<UUID> unsent() {
        try (LocalDesk desk = LocalDesk.open(directory, InstantSource.system())) {
            CompletableFuture<List<UUID>> ids = new CompletableFuture<>();
            desk.sync()
                    .execute(() ->
                            ids.complete(
                                    desk.sync().unsent().stream()
                                            .map(SyncInput.Ready::commitId)
                                            .toList()));
            return SeededDesk.await(ids);
        }
    }
}
