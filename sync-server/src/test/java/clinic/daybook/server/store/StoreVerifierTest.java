package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.Sample;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier finds in a store that a server has written, sound and tampered with. */
@Timeout(120)
class StoreVerifierTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;
    private Path data;

    @BeforeEach
    void aDayAtTheServer() {
        data = directory.resolve("data");
        try (TestServer server = new TestServer(data)) {
            day(server, server.enrol("Desk 1"), server.staff(Role.FRONT_DESK));
        }
    }

    private static void day(TestServer server, Desk desk, String staff) {
        String customer = Sample.id("customer");
        ObjectNode named =
                Sample.withPersonal(
                        Sample.event(staff, "CustomerRegistered", "{\"weight\":1.10e2}"),
                        customer,
                        Map.of("name", "Kim"));
        ObjectNode booked = Sample.newReservation(staff);
        String reservation = booked.get("streamId").asText();
        ObjectNode moved =
                Sample.event(
                        staff,
                        "ReservationRescheduled",
                        "{\"startsAt\":\"2026-03-05T01:00:00.250Z\",\"minutes\":45,\"previous\":"
                                + "{\"startsAt\":\"2026-03-03T01:00:00Z\",\"minutes\":30}}");
        assertThat(
                        server.commit(
                                        desk,
                                        Sample.commit(customer, 0, named),
                                        booked,
                                        Sample.newReservation(staff),
                                        Sample.commit(reservation, 1, moved))
                                .outcomes())
                .containsOnly("accepted");
    }

    private static List<String> findings(Path directory) {
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK)) {
            return new StoreVerifier(database.events()).verify().findings();
        }
    }

    @Test
    void whatAServerWroteIsSound() {
        assertThat(findings(data)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "do not say what was accepted"
                        + "|UPDATE event SET body = replace(body, '\"minutes\":30', '\"minutes\":31')",
                "do not say what was accepted"
                        + "|UPDATE event SET body = replace(body, 'CustomerRegistered', 'RoomAdded')",
                "do not stand where|UPDATE accepted_commit SET version = version + 1",
                "do not stand where|UPDATE accepted_commit SET positions = '99'",
                "not remembered|DELETE FROM accepted_commit",
                "none of its events|DELETE FROM event WHERE position ="
                        + " (SELECT max(position) FROM event WHERE stream_id LIKE 'reservation%')",
                "for another day|UPDATE reservation_place SET starts_at = starts_at + 86400",
                "for another day|DELETE FROM reservation_place",
                "without being there|INSERT INTO reservation_place VALUES ('reservation-x', 1, 'c')",
                "does not follow position|UPDATE event SET position = position + 1 WHERE position ="
                        + " (SELECT max(position) FROM event)",
                "beyond the newest|INSERT INTO consumer_cursor (name, position) VALUES ('kinesis:x', 1000)",
                "commitment|UPDATE personal SET fields = '{\"name\":\"Lee\"}'",
            })
    void whatWasTamperedWithIsFound(String finding, String sql) throws Exception {
        String url = "jdbc:sqlite:" + data.resolve("daybook.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
        assertThat(findings(data)).anyMatch(found -> found.contains(finding));
    }

    @Test
    void whatIsBackedUpWhileDesksWorkIsSoundWhenRestored() throws Exception {
        Path backup = directory.resolve("clinic.backup");
        Path restored = directory.resolve("restored");
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch working = new CountDownLatch(10);
        try (TestServer server = new TestServer(data);
                ExecutorService desks = Executors.newSingleThreadExecutor()) {
            Desk desk = server.enrol("Desk 2");
            String staff = server.staff(Role.FRONT_DESK);
            Future<?> work =
                    desks.submit(() -> {
                        while (!enough.get()) {
                            day(server, desk, staff);
                            working.countDown();
                        }
                    });
            assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
            long head = new StoreBackup(data, CLOCK).to(backup).head();
            assertThat(findings(data)).isEmpty();
            enough.set(true);
            work.get();
            assertThat(new StoreRestore(restored, CLOCK).from(backup).head()).isEqualTo(head);
        }
        assertThat(Files.exists(restored.resolve("daybook.db"))).isTrue();
        assertThat(findings(restored)).isEmpty();
        try (TestServer again = new TestServer(restored)) {
            Desk desk = again.enrol("Desk 3");
            day(again, desk, again.staff(Role.FRONT_DESK));
        }
        assertThat(findings(restored)).isEmpty();
    }
}
