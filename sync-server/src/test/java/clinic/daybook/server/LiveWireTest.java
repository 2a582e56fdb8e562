package clinic.daybook.server;

import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.StreamId;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live line, over a real WebSocket. */
@Timeout(120)
class LiveWireTest {

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;
    private String staff;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
        staff = server.staff(Role.FRONT_DESK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LiveLine open(Desk who, String query) {
        return LiveLine.open(server, who, query);
    }

    private void book(int many) {
        for (int done = 0; done < many; done += 500) {
            ObjectNode[] commits = new ObjectNode[Math.min(500, many - done)];
            Arrays.setAll(commits, _ -> newReservation(staff));
            assertThat(server.commit(desk, commits).outcomes()).containsOnly("accepted");
        }
    }

    @Test
    void helloThenTheDesksThenWhatWasMissedThenWhatIsNew() throws Exception {
        Desk other = server.enrol("Desk 2");
        book(250);
        LiveLine line = open(desk, "store=" + desk.storeId() + "&after=1");
        JsonNode hello = line.next();
        assertThat(hello.get("type").asText()).isEqualTo("hello");
        assertThat(hello.get("storeId").asText()).isEqualTo(desk.storeId());
        assertThat(hello.get("head").asLong()).isEqualTo(252);
        assertThat(hello.get("writeLevel").asInt()).isEqualTo(EventLevels.CURRENT);
        JsonNode first = line.next();
        JsonNode second = line.next();
        assertThat(List.of(first.get("deskId").asText(), second.get("deskId").asText()))
                .containsExactly(desk.id(), other.id());
        assertThat(first.get("online").asBoolean()).isTrue();
        assertThat(first.get("name").asText()).isEqualTo("Desk 1");
        assertThat(first.has("since")).isTrue();
        assertThat(second.get("online").asBoolean()).isFalse();

        List<Long> missed = line.positions(251);
        assertThat(missed.getFirst()).isEqualTo(2);
        assertThat(missed).hasSize(251).isSorted().doesNotHaveDuplicates();
        book(1);
        JsonNode fresh = line.next("events");
        assertThat(fresh.get("events").get(0).get("position").asLong()).isEqualTo(253);
        assertThat(fresh.get("head").asLong()).isEqualTo(253);
        assertThat(fresh.get("events").get(0).get("type").asText()).isEqualTo("ReservationBooked");
    }

    @Test
    void severalLinesHearTheSameWithoutAGapWhileDesksCommit() throws Exception {
        List<LiveLine> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(open(desk, "after=" + i % 2));
        }
        for (int i = 0; i < 20; i++) {
            book(10);
        }
        for (int i = 0; i < 5; i++) {
            List<Long> positions = lines.get(i).positions(202 - i % 2);
            assertThat(positions.getFirst()).isEqualTo(i % 2 + 1);
            assertThat(positions.getLast()).isEqualTo(202);
            assertThat(positions).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatAnotherProcessRecordsIsHeardToo() throws Exception {
        LiveLine line = open(desk, "after=2");
        line.next("hello");
        assertThat(
                        Main.run(
                                "staff",
                                "add",
                                "--data",
                                directory.toString(),
                                "--name",
                                "Lee",
                                "--role",
                                "manager",
                                "--pin",
                                "1234"))
                .isZero();
        assertThat(line.positions(2)).containsExactly(3L, 4L);
    }

    @Test
    void desksHearOfEachOther() throws Exception {
        LiveLine line = open(desk, "after=0");
        line.next("hello");
        line.next("desk");
        Desk other = server.enrol("Desk 2");
        assertThat(line.next("desk").get("deskId").asText()).isEqualTo(other.id());
        LiveLine second = open(other, "after=0");
        JsonNode came = line.next("desk");
        assertThat(came.get("deskId").asText()).isEqualTo(other.id());
        assertThat(came.get("online").asBoolean()).isTrue();

        second.socket.send(
                "{\"type\":\"ack\",\"position\":2,\"pending\":3,\"needsYou\":1,"
                        + "\"appVersion\":\"0.1.0\",\"clockOffsetMs\":-40}");
        JsonNode read = line.next("desk");
        assertThat(read.get("position").asLong()).isEqualTo(2);
        var state =
                server.runtime().context().desks().find(StreamId.parse(other.id())).orElseThrow();
        assertThat(state.pending()).isEqualTo(3);
        assertThat(state.needsYou()).isEqualTo(1);
        assertThat(state.appVersion()).isEqualTo("0.1.0");
        assertThat(state.clockOffset()).isEqualTo(-40);

        second.socket.close(1000, null);
        JsonNode gone = line.next("desk");
        assertThat(gone.get("online").asBoolean()).isFalse();
        assertThat(gone.get("position").asLong()).isEqualTo(2);

        server.restart();
        LiveLine again = open(desk, "after=2");
        JsonNode known = again.next("desk");
        if (known.get("deskId").asText().equals(desk.id())) {
            known = again.next("desk");
        }
        assertThat(known.get("deskId").asText()).isEqualTo(other.id());
        assertThat(known.get("position").asLong()).isEqualTo(2);
    }

    @Test
    void whatADeskSaysThatIsNotUnderstoodIsIgnored() throws Exception {
        LiveLine line = open(desk, "after=2");
        line.next("desk");
        for (String odd :
                new String[] {
                    "",
                    "{",
                    "[]",
                    "{\"type\":\"news\"}",
                    "{\"type\":\"ack\"}",
                    "{\"type\":\"ack\",\"position\":99,\"pending\":0,\"needsYou\":0,\"appVersion\":\"\"}",
                    "{\"type\":\"ack\",\"position\":-1,\"pending\":0,\"needsYou\":0,\"appVersion\":\"\"}"
                }) {
            line.socket.send(odd);
        }
        book(1);
        assertThat(line.positions(1)).containsExactly(3L);
        assertThat(server.runtime().context().desks().acknowledged(StreamId.parse(desk.id())))
                .isZero();
    }

    @Test
    void whatADeskAcknowledgedIsTheLeastThatItsPeopleKnew() throws Exception {
        String manager = server.staff(Role.MANAGER);
        String leaver = server.staff(Role.FRONT_DESK);
        long before = server.runtime().tail().head();
        server.commit(desk, Sample.commit(leaver, 2, Sample.event(manager, "StaffLeft", "{}")));
        LiveLine line = open(desk, "after=0");
        line.socket.send(
                "{\"type\":\"ack\",\"position\":"
                        + (before + 1)
                        + ",\"pending\":0,\"needsYou\":0,\"appVersion\":\"\"}");
        StreamId deskId = StreamId.parse(desk.id());
        await().until(() -> server.runtime().context().desks().acknowledged(deskId) == before + 1);
        ObjectNode late = newReservation(leaver);
        late.put("basisPosition", before);
        assertThat(server.commit(desk, late).outcomes()).containsExactly("not-permitted");
    }

    @Test
    void aBadTokenIsRefusedAtTheUpgrade() throws Exception {
        LiveLine line = open(new Desk(desk.id(), "wrong", desk.storeId()), "after=0");
        assertThat(line.refused.poll(30, TimeUnit.SECONDS)).isEqualTo(401);
        LiveLine odd = open(desk, "after=x");
        assertThat(odd.refused.poll(30, TimeUnit.SECONDS)).isEqualTo(400);
        assertThat(server.get("/v1/live", desk.token()).status()).isEqualTo(426);
    }

    @Test
    void anotherStoreOrAPlaceBeyondTheHeadIsClosed() throws Exception {
        assertThat(open(desk, "after=0&store=" + UUID.randomUUID()).closeCode()).isEqualTo(4010);
        assertThat(open(desk, "after=3").closeCode()).isEqualTo(4010);
    }

    @Test
    void whoIsMoreThanTenThousandBehindReadsByGet() throws Exception {
        book(9_998);
        LiveLine just = open(desk, "after=0");
        assertThat(just.positions(10_000)).hasSize(10_000).isSorted();
        book(1);
        assertThat(open(desk, "after=0").closeCode()).isEqualTo(4009);
    }

    @Test
    void aRevokedDeskIsClosed() throws Exception {
        LiveLine line = open(desk, "after=2");
        line.next("hello");
        server.runtime().context().shutOut().revoke(StreamId.parse(desk.id()));
        assertThat(line.closeCode()).isEqualTo(4003);
    }

    @Test
    void aDeskThatTheCommandLineShutsOutIsClosed() throws Exception {
        LiveLine line = open(desk, "after=2");
        line.next("hello");
        assertThat(Main.run("revoke", "--data", directory.toString(), "Desk 7")).isEqualTo(2);
        assertThat(Main.run("revoke", "--data", directory.toString(), "Desk 1")).isZero();
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(401);
        assertThat(line.closeCode()).isEqualTo(4003);
        assertThat(Main.run("revoke", "--data", directory.toString(), desk.id())).isEqualTo(2);
    }

    @Test
    void theLineShowsThatItIsAlive() throws Exception {
        LiveLine line = open(desk, "after=2");
        JsonNode beat = line.next("heartbeat");
        assertThat(beat.get("head").asLong()).isEqualTo(2);
        assertThat(beat.get("at").asText()).isEqualTo(server.clock.instant().toString());
    }

    @Test
    void whoDoesNotReadIsLetGoAndNobodyWaitsForThem() throws Exception {
        LiveLine good = open(desk, "after=2");
        good.next("hello");
        try (Socket stuck = new Socket("127.0.0.1", server.runtime().port())) {
            stuck.setReceiveBufferSize(4 * 1024);
            stuck.getOutputStream().write(handshake("after=2").getBytes(StandardCharsets.US_ASCII));
            InputStream in = stuck.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            await().until(() -> live() == 2);
            ObjectNode big = newReservation(staff);
            ((ObjectNode) big.get("events").get(0).get("data")).put("x", "y".repeat(60_000));
            int sent = 0;
            while (sent < 400 && live() == 2) {
                ObjectNode[] commits = new ObjectNode[20];
                Arrays.setAll(
                        commits,
                        _ -> {
                            ObjectNode commit = newReservation(staff);
                            commit.set("events", big.get("events").deepCopy());
                            ((ObjectNode) commit.get("events").get(0))
                                    .put("eventId", UUID.randomUUID().toString());
                            return commit;
                        });
                assertThat(server.commit(desk, commits).outcomes()).containsOnly("accepted");
                sent += 20;
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> live() == 1);
            assertThat(good.positions(sent)).hasSize(sent).isSorted();
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedAndNoFailure() throws Exception {
        try (RawLine line = RawLine.to(server)) {
            line.send(handshake("after=2&x=<"));
            assertThat(line.line()).startsWith("HTTP/1.1 400");
        }
    }

    private String handshake(String query) {
        return "GET /v1/live?"
                + query
                + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer "
                + desk.token()
                + "\r\n\r\n";
    }

    private long live() {
        return server.get("/metrics", null)
                .text()
                .lines()
                .filter(line -> line.startsWith("daybook_live_connections "))
                .map(line -> Long.parseLong(line.split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
    }
}
