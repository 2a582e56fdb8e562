package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.id;
import static clinic.daybook.server.Sample.newReservation;
import static clinic.daybook.server.Sample.withPersonal;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading events: by position, of a day, of a stream. */
class EventsWireTest {

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

    private void book(int many) {
        ObjectNode[] commits = new ObjectNode[many];
        Arrays.setAll(commits, _ -> newReservation(staff));
        server.commit(desk, commits);
    }

    private static long head(Answer answer) {
        return Long.parseLong(answer.headers().get("Daybook-Head"));
    }

    @Test
    void pagesFollowEachOtherUpToTheHead() {
        book(30);
        List<Long> positions = new ArrayList<>();
        long after = 0;
        long head;
        do {
            Answer page =
                    server.get(
                            "/v1/events?store=" + desk.storeId() + "&after=" + after + "&limit=7",
                            desk.token());
            assertThat(page.headers().get("Content-Type")).isEqualTo("application/x-ndjson");
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(7);
            head = head(page);
            for (JsonNode line : page.lines()) {
                positions.add(line.get("position").asLong());
            }
            after = positions.getLast();
        } while (after < head);
        assertThat(positions).hasSize(32).isSorted().doesNotHaveDuplicates();
        Answer atHead = server.get("/v1/events?after=" + head, desk.token());
        assertThat(atHead.status()).isEqualTo(200);
        assertThat(atHead.body()).isEmpty();
        assertThat(head(atHead)).isEqualTo(head);
    }

    @Test
    void aThousandIsTheUsualPage() {
        for (int i = 0; i < 3; i++) {
            book(400);
        }
        assertThat(server.get("/v1/events", desk.token()).lines()).hasSize(1_000);
        assertThat(server.get("/v1/events?limit=10000", desk.token()).lines()).hasSize(1_202);
    }

    @Test
    void anotherStoreOrAPlaceBeyondTheHeadIsAChangedStore() {
        for (String query :
                new String[] {
                    "store=" + UUID.randomUUID(),
                    "after=3",
                    "store=" + desk.storeId() + "&after=3",
                    "store="
                }) {
            Answer answer = server.get("/v1/events?" + query, desk.token());
            assertThat(answer.status()).as(query).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("store-changed");
        }
    }

    @Test
    void whatIsNoNumberOrOutOfRangeIsMalformed() {
        for (String query :
                new String[] {
                    "after=x",
                    "after=",
                    "after=-1",
                    "after=1.5",
                    "limit=0",
                    "limit=10001",
                    "limit=-5",
                    "limit=ten",
                    "after=99999999999999999999"
                }) {
            Answer answer = server.get("/v1/events?" + query, desk.token());
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("malformed-request");
        }
    }

    @Test
    void answersAreCompressedWhereThatIsAskedFor() throws IOException {
        book(50);
        Answer plain = server.get("/v1/events", desk.token(), "Accept-Encoding", "identity");
        assertThat(plain.headers().get("Content-Encoding")).isNull();
        Answer packed = server.get("/v1/events", desk.token(), "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(packed.headers().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(plain.text());
        assertThat(
                        server.get("/v1/events", desk.token(), "Accept-Encoding", "gzip;q=0")
                                .headers()
                                .get("Content-Encoding"))
                .isNull();
    }

    @Test
    void aStreamIsReadFromAVersionOn() {
        String stream = id("reservation");
        server.commit(
                desk,
                commit(
                        stream,
                        0,
                        booking(staff),
                        event(staff, "ReservationConfirmed", "{}"),
                        event(staff, "CustomerArrived", "{}")));
        assertThat(versions("/v1/streams/" + stream)).containsExactly(1L, 2L, 3L);
        assertThat(versions("/v1/streams/" + stream + "?from=2")).containsExactly(2L, 3L);
        assertThat(versions("/v1/streams/" + stream + "?from=4")).isEmpty();
        assertThat(server.get("/v1/streams/" + stream + "?from=x", desk.token()).status())
                .isEqualTo(400);
        for (String unknown : new String[] {id("reservation"), "nonsense", "reservation-1"}) {
            Answer answer = server.get("/v1/streams/" + unknown, desk.token());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("unknown-stream");
        }
    }

    private List<Long> versions(String path) {
        return server.get(path, desk.token()).lines().stream()
                .map(line -> line.get("version").asLong())
                .toList();
    }

    @Test
    void aDaysBoardIsWhatTheClinicsTimeZoneSays() {
        String manager = server.staff(Role.MANAGER);
        String customer = id("customer");
        String onTheDay = id("reservation");
        String other = id("reservation");
        String movedAway = id("reservation");
        String room = id("room");
        ObjectNode moved =
                event(
                        staff,
                        "ReservationRescheduled",
                        "{\"startsAt\":\"2026-03-09T01:00:00Z\",\"minutes\":30,\"previous\":"
                                + "{\"startsAt\":\"2026-03-03T02:00:00Z\",\"minutes\":30}}");
        Answer answer =
                server.commit(
                        desk,
                        commit(
                                customer,
                                0,
                                withPersonal(
                                        event(staff, "CustomerRegistered", "{}"),
                                        customer,
                                        Map.of("name", "홍길동"))),
                        commit(id("customer"), 0, event(staff, "CustomerRegistered", "{}")),
                        // Half past midnight of the third in Seoul is still the second in UTC.
                        commit(onTheDay, 0, booking(staff, customer, "2026-03-02T15:30:00Z")),
                        commit(other, 0, booking(staff, customer, "2026-03-02T14:59:00Z")),
                        commit(movedAway, 0, booking(staff, customer, "2026-03-03T02:00:00Z")),
                        commit(movedAway, 1, moved),
                        commit(onTheDay, 1, event(staff, "ReservationConfirmed", "{}")),
                        commit(
                                room,
                                0,
                                event(
                                        manager,
                                        "RoomOpened",
                                        "{\"name\":\"1\",\"kind\":\"treatment\"}")));
        assertThat(answer.outcomes()).containsOnly("accepted");

        Answer board = server.get("/v1/bootstrap?day=2026-03-03", desk.token());
        assertThat(head(board)).isEqualTo(server.runtime().tail().head());
        assertThat(board.lines())
                .extracting(line -> line.get("streamId").asText())
                .containsExactlyInAnyOrder(
                        staff, staff, manager, manager, customer, onTheDay, onTheDay, room);
        assertThat(board.lines()).extracting(line -> line.get("position").asLong()).isSorted();
        assertThat(board.text()).contains("홍길동");
        for (String query : new String[] {"", "?day=", "?day=today", "?day=2026-02-30"}) {
            assertThat(server.get("/v1/bootstrap" + query, desk.token()).status()).isEqualTo(400);
        }
    }
}
