package clinic.daybook.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.Problem;
import clinic.daybook.server.Sample;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StoreVerifier;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A real server that takes whatever comes: no answer is a failure of its own, none tells of its
 * insides, every refusal is a problem document with a code, and it works afterwards as before.
 */
final class FuzzedServer implements AutoCloseable {

    /** Names of our classes and others', traces, statements. */
    private static final Pattern INSIDES =
            Pattern.compile(
                    "Exception\\b|\\bat [a-z]+(\\.[a-zA-Z0-9_$]+)+\\(|clinic\\.daybook\\.[a-z]+\\.[A-Z]"
                            + "|\\bjava\\.[a-z]+\\.|org\\.(eclipse|sqlite|postgresql)|com\\.fasterxml"
                            + "|io\\.javalin|SQLITE_|\\bSELECT\\b|\\bINSERT INTO\\b|Caused by");

    private static final Pattern EVENTS =
            Pattern.compile("\\{\"type\":\"events\".*?(],\"head\":[0-9]+\\}|$)", Pattern.DOTALL);

    private static final Set<String> CODES = codes();

    private final TestServer server;
    private final TestServer.Desk sane;
    private final String staff;
    private final FuzzedRequests requests;
    private final FuzzedLine lines;

    /** Its data in an empty directory. */
    FuzzedServer(Path directory) {
        server = new TestServer(directory);
        staff = server.staff(Role.MANAGER);
        sane = server.enrol("sane");
        TestServer.Desk fuzzed = server.enrol("fuzzed");
        String stream = Sample.id("reservation");
        assertThat(server.commit(sane, Sample.commit(stream, 0, Sample.booking(staff))).outcomes())
                .containsExactly("accepted");
        requests = new FuzzedRequests(fuzzed, staff, stream);
        lines = new FuzzedLine(fuzzed);
    }

    /** The port at which it takes what comes. */
    int port() {
        return server.runtime().port();
    }

    /** One request or one live line, chosen and held against what must be. */
    void attack(Choices choices) throws IOException {
        int port = port();
        if (choices.oneIn(8)) {
            byte[] line = lines.next(choices);
            byte[] answered = RawAnswer.bytes(port, line);
            RawAnswer.parse(answered).ifPresent(FuzzedServer::checkStatus);
            String said = LineAnswer.said(answered);
            // What desks had recorded comes back as they wrote it.
            String own = EVENTS.matcher(said).replaceAll("");
            assertThat(INSIDES.matcher(own).find()).as("%s", own).isFalse();
            return;
        }
        byte[] request = requests.next(choices);
        check(request, RawAnswer.exchange(port, request));
    }

    private static void check(byte[] request, Optional<RawAnswer> answered) {
        if (answered.isEmpty()) {
            return;
        }
        RawAnswer answer = answered.get();
        String sent = new String(request, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        String shown = sent + "\n" + answer.head() + "\n" + answer.body();
        checkStatus(answer);
        if (answer.status() < 400) {
            checkResults(answer, shown);
            return;
        }
        assertThat(INSIDES.matcher(answer.head() + answer.body()).find()).as(shown).isFalse();
        if (sent.contains("/console") || sent.startsWith("HEAD ")) {
            return;
        }
        assertThat(answer.head()).as(shown).contains("content-type: application/problem+json");
        JsonNode problem = json(answer.body());
        assertThat(problem.path("code").asText()).as(shown).isIn(CODES);
        assertThat(problem.path("status").asInt()).as(shown).isEqualTo(answer.status());
    }

    private static void checkStatus(RawAnswer answer) {
        // 501 and 505 are HTTP's own words for a request that uses what is no HTTP.
        assertThat(answer.status() < 500 || Set.of(501, 503, 505).contains(answer.status()))
                .as(answer.head() + "\n" + answer.body())
                .isTrue();
    }

    /** What is said of commits is ours; the rest of a good answer is what desks had sent. */
    private static void checkResults(RawAnswer answer, String shown) {
        if (!answer.body().startsWith("{\"results\"")) {
            return;
        }
        for (JsonNode result : json(answer.body()).path("results")) {
            String message = result.path("message").asText();
            assertThat(INSIDES.matcher(message).find()).as(shown).isFalse();
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** It does what it did before, and its store is sound. */
    void checkStillSound() {
        TestServer.Answer committed = server.commit(sane, Sample.newReservation(staff));
        assertThat(committed.status()).as(committed.text()).isEqualTo(200);
        assertThat(committed.outcomes()).containsExactly("accepted");
        long position = committed.result().get("positions").get(0).asLong();
        TestServer.Answer read = server.get("/v1/events?after=" + (position - 1), sane.token());
        assertThat(read.lines()).hasSize(1);
        EventStore store = server.runtime().context().store();
        assertThat(new StoreVerifier(store).verify().findings()).isEmpty();
    }

    /** The documented ones, and those of answers that the HTTP library gives by itself. */
    private static Set<String> codes() {
        Set<String> codes = new TreeSet<>(Set.of("method-not-allowed", "upgrade-required"));
        for (Field field : Problem.Codes.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                try {
                    codes.add((String) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        codes.remove(Problem.Codes.STORAGE_FAILED);
        return codes;
    }

    @Override
    public void close() {
        server.close();
    }
}
