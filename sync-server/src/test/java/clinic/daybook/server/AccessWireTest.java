package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.id;
import static clinic.daybook.server.Sample.newReservation;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.password4j.Argon2Function;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and what they may record (I8). */
class AccessWireTest {

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer enrol(String code, String name) {
        return server.post("/v1/desks", null, TestServer.json(Map.of("code", code, "name", name)));
    }

    @Test
    void everyRouteOfADeskWantsItsToken() {
        for (String path :
                new String[] {
                    "/v1/events",
                    "/v1/bootstrap?day=2026-03-02",
                    "/v1/streams/" + id("room"),
                    "/v1/staff/verifiers",
                    "/v1/live"
                }) {
            for (String token : new String[] {null, "", "wrong", desk.token() + "x"}) {
                Answer answer = server.get(path, token);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("unauthorised");
                assertThat(answer.headers().get("Daybook-Store")).isEqualTo(desk.storeId());
            }
        }
        for (String path : new String[] {"/v1/commits", "/v1/sessions", "/v1/desks/token"}) {
            assertThat(server.post(path, null, new byte[0]).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void everyAnswerNamesTheStoreAndUnknownRoutesAreProblems() {
        for (String path : new String[] {"/healthz", "/readyz", "/metrics"}) {
            Answer answer = server.get(path, null);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().get("Daybook-Store")).isEqualTo(desk.storeId());
        }
        Answer unknown = server.get("/v2/events", desk.token());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("not-found");
        assertThat(unknown.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(unknown.headers().get("Daybook-Store")).isEqualTo(desk.storeId());
        assertThat(unknown.json().get("status").asInt()).isEqualTo(404);
        assertThat(unknown.json().has("type")).isTrue();
        assertThat(unknown.json().has("title")).isTrue();
    }

    @Test
    void aCodeWorksOnceForADayAndHoweverItIsTyped() {
        String code = server.runtime().enrolmentCode(null);
        Answer first =
                enrol(" " + code.toLowerCase(java.util.Locale.ROOT).replace("-", ""), "Desk 2");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().get("deskId").asText()).startsWith("desk-");
        assertThat(first.json().get("storeId").asText()).isEqualTo(desk.storeId());
        assertThat(first.json().get("clinicId").asText()).startsWith("clinic-");
        assertThat(enrol(code, "Desk 3").code()).isEqualTo("enrolment-code-invalid");

        String old = server.runtime().enrolmentCode(null);
        server.clock.advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(enrol(old, "Desk 4").status()).isEqualTo(403);
    }

    @Test
    void guessingCodesIsSlowedDown() {
        for (int i = 0; i < 5; i++) {
            assertThat(enrol("AAAA-BBBB-CCC" + i, "x").status()).isEqualTo(403);
        }
        String right = server.runtime().enrolmentCode(null);
        Answer sixth = enrol(right, "x");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("too-many-attempts");
        long wait = Long.parseLong(sixth.headers().get("Retry-After"));
        assertThat(wait).isBetween(1L, 60L);
        server.clock.advance(Duration.ofSeconds(wait));
        assertThat(enrol(right, "x").status()).isEqualTo(201);
    }

    @Test
    void rightCodesAreNotCountedAsGuesses() {
        for (int i = 0; i < 8; i++) {
            assertThat(enrol(server.runtime().enrolmentCode(null), "Desk " + i).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void aDeskWhoseEnrolmentLacksSomethingIsTold() {
        for (String body : new String[] {"", "[]", "{}", "{\"code\":1,\"name\":\"x\"}"}) {
            assertThat(server.post("/v1/desks", null, body.getBytes()).status()).isEqualTo(400);
        }
    }

    @Test
    void aRevokedDeskIsShutOutUntilItEnrolsAgainAsTheSameDesk() {
        server.runtime().context().shutOut().revoke(StreamId.parse(desk.id()));
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(401);
        Answer again =
                server.post(
                        "/v1/desks",
                        null,
                        TestServer.json(
                                Map.of(
                                        "code", server.runtime().enrolmentCode(null),
                                        "name", "Desk 1",
                                        "deskId", desk.id())));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("deskId").asText()).isEqualTo(desk.id());
        assertThat(server.get("/v1/events", again.json().get("token").asText()).status())
                .isEqualTo(200);
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(401);
    }

    @Test
    void aNewTokenEndsTheOldOneAfterFiveMinutes() {
        Answer answer = server.post("/v1/desks/token", desk.token(), new byte[0]);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("deskId").asText()).isEqualTo(desk.id());
        String fresh = answer.json().get("token").asText();
        assertThat(fresh).isNotEqualTo(desk.token());
        server.clock.advance(Duration.ofSeconds(299));
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(200);
        assertThat(server.get("/v1/events", fresh).status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(2));
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(401);
        assertThat(server.get("/v1/events", fresh).status()).isEqualTo(200);
    }

    private Answer replaceToken(String held, String own) {
        return server.post("/v1/desks/token", held, TestServer.json(Map.of("token", own)));
    }

    @Test
    void aDeskMayBringATokenOfItsOwnMakingAndAskAgain() {
        String own = "k".repeat(42) + "_";
        Answer first = replaceToken(desk.token(), own);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().get("token").asText()).isEqualTo(own);
        assertThat(replaceToken(desk.token(), own).status()).isEqualTo(201);
        assertThat(replaceToken(own, own).status()).isEqualTo(201);
        server.clock.advance(Duration.ofSeconds(301));
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(401);
        assertThat(server.get("/v1/events", own).status()).isEqualTo(200);

        Desk other = server.enrol("Desk 2");
        assertThat(replaceToken(other.token(), own).status()).as("another's").isEqualTo(400);
        assertThat(replaceToken(other.token(), "too short").status()).isEqualTo(400);
        assertThat(server.get("/v1/events", other.token()).status()).isEqualTo(200);
    }

    @Test
    void secretsAreKeptAsHashes() throws Exception {
        String code = server.runtime().enrolmentCode(null);
        String staff = server.staff(Role.MANAGER);
        String session = session(staff, "123456").json().get("session").asText();
        server.close();
        StringBuilder kept = new StringBuilder();
        try (var files = java.nio.file.Files.walk(directory)) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                kept.append(java.nio.file.Files.readString(file, ISO_8859_1));
            }
        }
        assertThat(kept.toString())
                .contains(staff)
                .doesNotContain(desk.token())
                .doesNotContain(session)
                .doesNotContain(code)
                .doesNotContain(code.replace("-", ""));
        server = new TestServer(directory);
    }

    @Test
    void tokensOutliveARestart() {
        server.restart();
        assertThat(server.get("/v1/events", desk.token()).status()).isEqualTo(200);
    }

    @Test
    void desksCanCheckPinsByThemselves() {
        String staff = server.staff(Role.MANAGER);
        JsonNode line = server.get("/v1/staff/verifiers", desk.token()).lines().getFirst();
        assertThat(line.get("staffId").asText()).isEqualTo(staff);
        String verifier = line.get("verifier").asText();
        assertThat(verifier).startsWith("$argon2id$");
        Argon2Function function = Argon2Function.getInstanceFromHash(verifier);
        assertThat(function.check("123456", verifier)).isTrue();
        assertThat(function.check("123457", verifier)).isFalse();
    }

    private Answer session(String staffId, String pin) {
        return server.post(
                "/v1/sessions",
                desk.token(),
                TestServer.json(Map.of("staffId", staffId, "pin", pin)));
    }

    @Test
    void aSessionWantsTheRightPin() {
        String staff = server.staff(Role.MANAGER);
        Answer opened = session(staff, "123456");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.json().get("session").asText()).isNotEmpty();
        assertThat(Instant.parse(opened.json().get("expiresAt").asText()))
                .isAfter(server.clock.instant());
        assertThat(session(staff, "000000").code()).isEqualTo("pin-wrong");
        assertThat(session(id("staff"), "123456").code()).isEqualTo("pin-wrong");
        assertThat(session("staff-x", "123456").status()).isEqualTo(400);
    }

    @Test
    void wrongPinsLockAMemberOfStaffForAWhile() {
        String staff = server.staff(Role.MANAGER);
        for (int i = 0; i < 5; i++) {
            assertThat(session(staff, "000000").status()).isEqualTo(403);
        }
        Answer locked = session(staff, "123456");
        assertThat(locked.status()).isEqualTo(429);
        server.clock.advance(
                Duration.ofSeconds(Long.parseLong(locked.headers().get("Retry-After"))));
        assertThat(session(staff, "000000").status()).isEqualTo(403);
        Answer longer = session(staff, "123456");
        assertThat(longer.status()).isEqualTo(429);
        assertThat(Long.parseLong(longer.headers().get("Retry-After")))
                .as("twice as long")
                .isBetween(61L, 120L);
        server.clock.advance(Duration.ofSeconds(121));
        assertThat(session(staff, "123456").status()).isEqualTo(201);
        assertThat(session(staff, "000000").status()).isEqualTo(403);
    }

    @Test
    void anUnknownActorMayBeKnownLater() {
        JsonNode result = server.commit(desk, newReservation(id("staff"))).result();
        assertThat(result.get("code").asText()).isEqualTo("unknown-actor");
        assertThat(result.get("retryable").asBoolean()).isTrue();
    }

    @Test
    void theRoleDecidesWhatMayBeRecorded() {
        String practitioner = server.staff(Role.PRACTITIONER);
        String manager = server.staff(Role.MANAGER);
        JsonNode result = server.commit(desk, newReservation(practitioner)).result();
        assertThat(result.get("code").asText()).isEqualTo("not-permitted");
        assertThat(result.get("retryable").asBoolean()).isFalse();
        ObjectNode room =
                commit(
                        id("room"),
                        0,
                        event(
                                practitioner,
                                "RoomOpened",
                                "{\"name\":\"1\",\"kind\":\"treatment\"}"));
        assertThat(server.commit(desk, room).outcomes()).containsExactly("not-permitted");
        ObjectNode admin =
                commit(
                        id("staff"),
                        0,
                        event(manager, "StaffHired", "{\"name\":\"Lee\",\"role\":\"admin\"}"));
        assertThat(server.commit(desk, admin).outcomes()).containsExactly("not-permitted");
    }

    @Test
    void aMemberOfStaffHiredInTheSameRequestMayActInIt() {
        String manager = server.staff(Role.MANAGER);
        String hired = id("staff");
        assertThat(
                        server.commit(
                                        desk,
                                        commit(
                                                hired,
                                                0,
                                                event(
                                                        manager,
                                                        "StaffHired",
                                                        "{\"name\":\"Lee\",\"role\":\"front-desk\"}")),
                                        newReservation(hired))
                                .outcomes())
                .containsExactly("accepted", "accepted");
    }

    @Test
    void whoLeftAfterDecidingIsAcceptedAndFlaggedAndBeforeIsNot() {
        String staff = server.staff(Role.FRONT_DESK);
        String manager = server.staff(Role.MANAGER);
        long before = server.runtime().tail().head();
        server.commit(desk, commit(staff, 2, event(manager, "StaffLeft", "{}")));

        ObjectNode late = newReservation(staff);
        late.put("basisPosition", before);
        assertThat(server.commit(desk, late).outcomes()).containsExactly("accepted");
        assertThat(flags(late)).containsExactly("authority-late");

        ObjectNode after = newReservation(staff);
        after.put("basisPosition", server.runtime().tail().head());
        assertThat(server.commit(desk, after).outcomes()).containsExactly("not-permitted");
        assertThat(server.commit(desk, newReservation(staff)).outcomes())
                .containsExactly("not-permitted");
    }

    @Test
    void whoActedAMomentAgoAndLeftMayNotActAgain() {
        String staff = server.staff(Role.FRONT_DESK);
        String manager = server.staff(Role.MANAGER);
        assertThat(server.commit(desk, newReservation(staff)).outcomes())
                .containsExactly("accepted");
        server.commit(desk, commit(staff, 2, event(manager, "StaffLeft", "{}")));
        assertThat(server.commit(desk, newReservation(staff)).outcomes())
                .containsExactly("not-permitted");
    }

    @Test
    void whatBecameOfTheirChangesIsToldAlsoOfWhoLeft() {
        String staff = server.staff(Role.FRONT_DESK);
        String manager = server.staff(Role.MANAGER);
        server.commit(desk, commit(staff, 2, event(manager, "StaffLeft", "{}")));

        ObjectNode told =
                commit(
                        desk.id(),
                        0,
                        event(
                                staff,
                                "ChangeNeedsPerson",
                                "{\"commitId\":\""
                                        + UUID.randomUUID()
                                        + "\",\"streamId\":\""
                                        + id("reservation")
                                        + "\",\"type\":\"Arrive\",\"basis\":1,\"decidedOn\":2,"
                                        + "\"code\":\"illegal-in-state\"}"));
        told.put("basisPosition", server.runtime().tail().head());
        assertThat(server.commit(desk, told).outcomes()).containsExactly("accepted");
        assertThat(flags(told)).containsExactly("authority-late");

        ObjectNode nobody =
                commit(desk.id(), 1, event(id("staff"), "ChangeLetGo", told(told).toString()));
        assertThat(server.commit(desk, nobody).outcomes()).containsExactly("unknown-actor");
    }

    private static JsonNode told(ObjectNode commit) {
        return commit.get("events").get(0).get("data");
    }

    @Test
    void whoLostTheRoleAfterDecidingIsFlaggedToo() {
        String staff = server.staff(Role.FRONT_DESK);
        String manager = server.staff(Role.MANAGER);
        long before = server.runtime().tail().head();
        server.commit(
                desk,
                commit(
                        staff,
                        2,
                        event(
                                manager,
                                "StaffRoleChanged",
                                "{\"role\":\"practitioner\",\"previous\":\"front-desk\"}")));
        ObjectNode late = newReservation(staff);
        late.put("basisPosition", before);
        late.put("outcome", "adjusted");
        assertThat(server.commit(desk, late).outcomes()).containsExactly("accepted");
        assertThat(flags(late)).containsExactly("authority-late", "adjusted");
        ObjectNode again = newReservation(server.staff(Role.FRONT_DESK));
        again.put("outcome", "unchanged");
        assertThat(server.commit(desk, again).outcomes()).containsExactly("accepted");
        assertThat(flags(again)).containsExactly("unchanged");
    }

    @Test
    void aManagersEventWithoutASessionIsFlagged() {
        String manager = server.staff(Role.MANAGER);
        String other = server.staff(Role.ADMIN);
        String session = session(manager, "123456").json().get("session").asText();

        assertThat(flags(voided(manager, session))).isEmpty();
        assertThat(flags(voided(manager, null))).containsExactly("authorised-offline");
        assertThat(flags(voided(manager, "made-up"))).containsExactly("authorised-offline");
        assertThat(flags(voided(other, session))).containsExactly("authorised-offline");
        Desk first = desk;
        desk = server.enrol("Desk 2");
        assertThat(flags(voided(manager, session)))
                .as("a session is of the desk where it was opened")
                .containsExactly("authorised-offline");
        desk = first;
        server.clock.advance(Duration.ofDays(2));
        assertThat(flags(voided(manager, session))).containsExactly("authorised-offline");
    }

    /** Books and takes back a reservation as entered in error, which only managers may. */
    private ObjectNode voided(String staff, String session) {
        String stream = id("reservation");
        server.commit(desk, commit(stream, 0, booking(staff)));
        ObjectNode commit = commit(stream, 1, event(staff, "EnteredInError", "{}"));
        if (session != null) {
            commit.put("session", session);
        }
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("accepted");
        return commit;
    }

    /** The flags of a commit's first event as it was recorded. */
    private java.util.List<String> flags(ObjectNode commit) {
        JsonNode recorded =
                server.get(
                                "/v1/streams/"
                                        + commit.get("streamId").asText()
                                        + "?from="
                                        + (commit.get("expectedVersion").asLong() + 1),
                                desk.token())
                        .lines()
                        .getFirst();
        java.util.List<String> flags = new java.util.ArrayList<>();
        recorded.path("flags").forEach(flag -> flags.add(flag.asText()));
        return flags;
    }

    @Test
    void refusalsAreKeptForTheConsoleWithoutAnythingPersonal() {
        server.commit(desk, newReservation(id("staff")));
        assertThat(server.runtime().context().refusals().list())
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("unknown-actor");
                    assertThat(refusal.streamKind()).isEqualTo("reservation");
                    assertThat(refusal.deskId().toString()).isEqualTo(desk.id());
                });
        assertThat(server.get("/metrics", null).text())
                .contains("daybook_commits_total{result=\"unknown-actor\"} 1");
    }
}
