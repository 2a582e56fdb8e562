package clinic.daybook.server.fuzz;

import clinic.daybook.codec.Json;
import clinic.daybook.server.Sample;
import clinic.daybook.server.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Requests to every route that are nearly right, and some that are nothing at all. */
final class FuzzedRequests {

    private static final List<String> READS =
            List.of(
                    "/v1/events?store=S&after=0&limit=10",
                    "/v1/bootstrap?day=2026-03-03",
                    "/v1/streams/STREAM?from=1",
                    "/v1/store",
                    "/v1/staff/verifiers",
                    "/v1/live?store=S&after=0",
                    "/healthz",
                    "/readyz",
                    "/metrics",
                    "/openapi.json",
                    "/asyncapi.json",
                    "/console",
                    "/console/sign-in?key=x",
                    "/");

    private static final List<String> VALUES =
            List.of(
                    "",
                    "-1",
                    "0",
                    "10001",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e3",
                    "%00",
                    "%ZZ",
                    "%ff%fe",
                    "a".repeat(9_000),
                    "2026-13-40",
                    "+999999999-01-01",
                    "0000-01-01",
                    "../..",
                    "%2e%2e%2f",
                    "x;y=z",
                    "' OR 1=1 --",
                    "한글");

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get");

    private static final List<String> HEADERS =
            List.of(
                    "Content-Type: text/plain; charset=nothing",
                    "Content-Type: ;;;",
                    "Content-Encoding: gzip",
                    "Content-Encoding: br",
                    "Accept: application/xml",
                    "Accept-Encoding: gzip;q=0, nonsense, *;q=nan",
                    "Expect: 100-continue",
                    "Range: bytes=0-18446744073709551615",
                    "If-None-Match: \"x\"",
                    "Transfer-Encoding: chunked",
                    "Transfer-Encoding: gzip, chunked",
                    "Content-Length: 5",
                    "Content-Length: -1",
                    "Cookie: daybook=" + "x".repeat(300) + "; $Version=1",
                    "X-Forwarded-For: ' -- ",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 99",
                    "Origin: null",
                    "X: " + "y".repeat(20_000),
                    "No colon");

    private final TestServer.Desk desk;
    private final String staff;
    private final String stream;

    FuzzedRequests(TestServer.Desk desk, String staff, String stream) {
        this.desk = desk;
        this.staff = staff;
        this.stream = stream;
    }

    /** A whole request as it goes over the socket. */
    byte[] next(Choices choices) {
        byte[] request =
                switch (choices.below(16)) {
                    case 0, 1, 2, 3, 4, 5 -> post("/v1/commits", commits(choices), choices);
                    case 6 -> post("/v1/desks", enrolment(), choices);
                    case 7 -> post("/v1/sessions", session(choices), choices);
                    case 8 -> post("/v1/desks/token", Json.mapper().createObjectNode(), choices);
                    case 9 -> choices.bytes(400);
                    default -> read(choices);
                };
        return choices.oneIn(12) ? Mutations.bytes(request, choices) : request;
    }

    private ObjectNode commits(Choices choices) {
        ObjectNode event = event(choices);
        ObjectNode commit =
                Sample.commit(Sample.id("reservation"), 0, Sample.booking(staff), event);
        if (choices.oneIn(3)) {
            commit = Sample.commit(stream, choices.below(4), event);
        }
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("storeId", desk.storeId());
        body.putArray("commits").add(commit);
        if (choices.oneIn(3)) {
            // The same once more, or another one.
            body.withArray("commits")
                    .add(choices.oneIn(2) ? commit.deepCopy() : Sample.newReservation(staff));
        }
        return body;
    }

    private ObjectNode event(Choices choices) {
        return switch (choices.below(4)) {
            case 0 -> Sample.event(staff, "CustomerArrived", "{}");
            case 1 ->
                    Sample.withPersonal(
                            Sample.event(staff, "MemoChanged", "{\"replaces\":null}"),
                            Sample.id("customer"),
                            Map.of("memo", "a memo"));
            case 2 ->
                    Sample.event(
                            staff,
                            "PaymentReceived",
                            "{\"paymentId\":\""
                                    + java.util.UUID.randomUUID()
                                    + "\",\"method\":\"card\",\"amount\":10000}");
            default -> Sample.event(staff, "ReservationConfirmed", "{}");
        };
    }

    private static ObjectNode enrolment() {
        return Json.mapper().createObjectNode().put("code", "AAAA-AAAA-AAAA").put("name", "fuzz");
    }

    private ObjectNode session(Choices choices) {
        // A PIN takes long to check, on purpose: mostly it is left out.
        ObjectNode body = Json.mapper().createObjectNode().put("staffId", staff);
        return choices.oneIn(6) ? body.put("pin", "0000") : body;
    }

    private byte[] post(String path, JsonNode body, Choices choices) {
        byte[] bytes = Mutations.json(body, choices);
        List<String> headers = new ArrayList<>();
        if (choices.oneIn(8)) {
            byte[] packed = Mutations.gzip(bytes);
            bytes = choices.oneIn(2) ? packed : Mutations.bytes(packed, choices);
            headers.add("Content-Encoding: gzip");
        }
        String method = choices.oneIn(20) ? choices.of(METHODS) : "POST";
        return request(method, path, headers, bytes, choices);
    }

    private byte[] read(Choices choices) {
        String path =
                choices.of(READS).replace("STREAM", stream).replace("S&", desk.storeId() + "&");
        if (choices.oneIn(2)) {
            path = changedPath(path, choices);
        }
        String method = choices.oneIn(6) ? choices.of(METHODS) : "GET";
        return request(method, path, new ArrayList<>(), new byte[0], choices);
    }

    private static String changedPath(String path, Choices choices) {
        int equals = path.indexOf('=', choices.below(path.length()));
        if (equals > 0 && choices.below(4) > 0) {
            int end = path.indexOf('&', equals);
            return path.substring(0, equals + 1)
                    + choices.of(VALUES)
                    + (end < 0 ? "" : path.substring(end));
        }
        return switch (choices.below(4)) {
            case 0 -> path + choices.of(VALUES);
            case 1 -> path.replaceFirst("/([^/?]*)$", "/" + "%s").formatted(choices.of(VALUES));
            case 2 -> path.replace("/", "//");
            default -> path + (path.indexOf('?') < 0 ? "?" : "&") + "a=" + choices.of(VALUES);
        };
    }

    private byte[] request(
            String method, String path, List<String> headers, byte[] body, Choices choices) {
        headers.add("Host: 127.0.0.1");
        headers.add("Connection: close");
        headers.add(
                "Authorization: "
                        + (choices.oneIn(12)
                                ? "Basic " + Base64.getEncoder().encodeToString(choices.bytes(40))
                                : "Bearer " + desk.token()));
        if (body.length > 0) {
            headers.add("Content-Type: application/json");
            headers.add("Content-Length: " + body.length);
        }
        if (choices.oneIn(4)) {
            headers.add(choices.of(HEADERS));
        }
        if (choices.oneIn(30)) {
            headers.remove(choices.below(headers.size()));
        }
        String version = choices.oneIn(40) ? "HTTP/1.0" : "HTTP/1.1";
        String head = method + " " + path + " " + version + "\r\n" + String.join("\r\n", headers);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
