package clinic.daybook.server;

import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.live.DeskRegistry.DeskState;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of one store: whatever one knows and the other needs, that one knows as well. */
@Timeout(120)
class SeveralServersWireTest {

    private static final String DATABASE = TestPostgres.newDatabase();

    @TempDir private Path directory;
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() {
        PostgresAddress database = TestPostgres.address(TestPostgres.newSchema(DATABASE));
        first = server("first", database);
        second = server("second", database);
    }

    private TestServer server(String name, PostgresAddress database) {
        return new TestServer(
                new Config(
                        directory.resolve(name),
                        database,
                        Config.DEFAULT_BIND,
                        0,
                        null,
                        new Tls.Off(),
                        Limits.STANDARD));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aCommitThroughOneReachesADeskAtTheOther() throws Exception {
        Desk here = first.enrol("Here");
        Desk there = second.enrol("There");
        String staff = first.staff(Role.FRONT_DESK);
        LiveLine line = LiveLine.open(second, there, "after=0");
        line.next("hello");
        ObjectNode booking = newReservation(staff);
        assertThat(first.commit(here, booking).outcomes()).containsExactly("accepted");
        while (true) {
            JsonNode last = line.next("events").get("events");
            if (last.get(last.size() - 1).get("streamId").equals(booking.get("streamId"))) {
                break;
            }
        }
        // The same again, through the other one, is known there; what expects less is a conflict.
        JsonNode again = second.commit(here, booking).result();
        assertThat(again.get("duplicate").asBoolean()).isTrue();
        ObjectNode late = newReservation(staff).put("streamId", booking.get("streamId").asText());
        assertThat(second.commit(there, late).outcomes()).containsExactly("conflict");
    }

    @Test
    void aDeskThatReadFromOneIsUnderstoodAtTheOtherAtOnce() throws Exception {
        Desk desk = first.enrol("Desk");
        String staff = first.staff(Role.FRONT_DESK);
        for (int i = 0; i < 20; i++) {
            JsonNode result = first.commit(desk, newReservation(staff)).result();
            long position = result.get("positions").get(0).asLong();
            LiveLine line = LiveLine.open(second, desk, "after=" + position);
            assertThat(line.next("hello").get("head").asLong()).isGreaterThanOrEqualTo(position);
            line.socket.cancel();
        }
    }

    @Test
    void whoIsOnlineAtOneIsSeenAtTheOtherUntilItGoes() throws Exception {
        Desk here = first.enrol("Here");
        Desk there = second.enrol("There");
        String staff = first.staff(Role.FRONT_DESK);
        first.commit(here, newReservation(staff));
        LiveLine watching = LiveLine.open(second, there, "after=0");
        LiveLine line = LiveLine.open(first, here, "after=0");
        line.next("hello");
        JsonNode came = aboutUntilOnline(watching, here, true);
        assertThat(came.get("name").asText()).isEqualTo("Here");
        line.socket.send(
                "{\"type\":\"ack\",\"position\":1,\"pending\":2,\"needsYou\":1,"
                        + "\"appVersion\":\"1.2\",\"level\":1}");
        await().atMost(30, TimeUnit.SECONDS).until(() -> seen(second, here).pending() == 2);
        assertThat(seen(second, here).position()).isEqualTo(1);
        assertThat(seen(second, here).appVersion()).isEqualTo("1.2");
        line.socket.close(1000, null);
        aboutUntilOnline(watching, here, false);
        // It may move over, and is online all the same.
        LiveLine moved = LiveLine.open(second, here, "after=0");
        moved.next("hello");
        await().atMost(30, TimeUnit.SECONDS).until(() -> seen(first, here).online());
        assertThat(seen(first, here).pending()).isEqualTo(2);
    }

    private static DeskState seen(TestServer at, Desk desk) {
        return at.runtime().context().desks().find(StreamId.parse(desk.id())).orElseThrow();
    }

    private static JsonNode aboutUntilOnline(LiveLine line, Desk desk, boolean online)
            throws InterruptedException {
        while (true) {
            JsonNode news = line.next("desk");
            if (news.get("deskId").asText().equals(desk.id())
                    && news.get("online").asBoolean() == online) {
                return news;
            }
        }
    }

    @Test
    void whoIsShutOutAtOneLosesItsLineAtTheOther() throws Exception {
        Desk desk = first.enrol("Desk");
        LiveLine line = LiveLine.open(second, desk, "after=0");
        line.next("hello");
        first.runtime().context().shutOut().revoke(StreamId.parse(desk.id()));
        assertThat(second.get("/v1/events", desk.token()).status()).isEqualTo(401);
        assertThat(line.closeCode()).isEqualTo(Protocol.CLOSE_REVOKED);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        second.runtime()
                                .context()
                                .desks()
                                .find(StreamId.parse(desk.id()))
                                .isEmpty());
        // Enrolled again at the other one, it is let in at both.
        Desk again = second.enrol("Desk");
        assertThat(first.get("/v1/events", again.token()).status()).isEqualTo(200);
    }

    @Test
    void whatOneRemembersIsHeldAgainstWhatTheOtherHasStored() {
        Desk desk = first.enrol("Desk");
        String staff = first.staff(Role.FRONT_DESK);
        String manager = first.staff(Role.MANAGER);
        ObjectNode booked = newReservation(staff);
        String stream = booked.get("streamId").asText();
        first.commit(desk, booked);
        ObjectNode arrived = commit(stream, 1, event(staff, "CustomerArrived", "{}"));
        assertThat(second.commit(desk, arrived).outcomes()).containsExactly("accepted");
        // The first one takes the stream to be where it left it.
        assertThat(first.commit(desk, arrived).result().get("duplicate").asBoolean()).isTrue();
        ObjectNode again = commit(stream, 1, event(staff, "CustomerArrived", "{}"));
        assertThat(first.commit(desk, again).outcomes()).containsExactly("conflict");
        ObjectNode undone = commit(stream, 2, event(staff, "ArrivalUndone", "{}"));
        assertThat(first.commit(desk, undone).outcomes()).containsExactly("accepted");
        // And so with who may do what.
        second.commit(desk, commit(staff, 2, event(manager, "StaffLeft", "{}")));
        assertThat(first.commit(desk, newReservation(staff)).outcomes())
                .containsExactly("not-permitted");
    }

    @Test
    void wrongPinsAndCodesCountTogether() {
        Desk desk = first.enrol("Desk");
        String staff = second.staff(Role.MANAGER);
        assertThat(pin(first, desk, staff, "123456").status()).isEqualTo(201);
        for (int i = 0; i < 5; i++) {
            TestServer at = i % 2 == 0 ? first : second;
            assertThat(pin(at, desk, staff, "000000").code()).isEqualTo("pin-wrong");
            assertThat(code(at).status()).isEqualTo(403);
        }
        for (TestServer at : new TestServer[] {first, second}) {
            assertThat(pin(at, desk, staff, "123456").status()).isEqualTo(429);
            assertThat(code(at).status()).isEqualTo(429);
        }
    }

    @Test
    void aSessionOpenedAtOneCountsAtTheOther() {
        Desk desk = first.enrol("Desk");
        String manager = first.staff(Role.MANAGER);
        String session = pin(first, desk, manager, "123456").json().get("session").asText();
        assertThat(
                        second.runtime()
                                .context()
                                .sessions()
                                .valid(session, StreamId.parse(manager), StreamId.parse(desk.id())))
                .isTrue();
    }

    private static Answer pin(TestServer at, Desk desk, String staff, String pin) {
        return at.post(
                "/v1/sessions",
                desk.token(),
                TestServer.json(Map.of("staffId", staff, "pin", pin)));
    }

    private static Answer code(TestServer at) {
        return at.post(
                "/v1/desks", null, TestServer.json(Map.of("code", "WRONG", "name", "Guess")));
    }
}
