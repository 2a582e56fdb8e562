package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.Enrolment;
import clinic.daybook.protocol.Protocol;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Reads all that a server has recorded, as any desk would. */
final class ServerLog {

    private ServerLog() {}

    static List<JsonNode> read(String url, String enrolmentCode)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> enrolled =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url + "/v1/desks"))
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    Json.mapper()
                                                            .writeValueAsString(
                                                                    new Enrolment.Request(
                                                                            enrolmentCode,
                                                                            "auditor"))))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String token = Json.mapper().readTree(enrolled.body()).required("token").textValue();
            List<JsonNode> events = new ArrayList<>();
            long after = 0;
            while (true) {
                HttpResponse<String> page =
                        http.send(
                                HttpRequest.newBuilder(
                                                URI.create(url + "/v1/events?after=" + after))
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                for (String line : page.body().lines().toList()) {
                    JsonNode event = Json.mapper().readTree(line);
                    events.add(event);
                    after = event.required("position").longValue();
                }
                if (after >= page.headers().firstValueAsLong(Protocol.HEAD_HEADER).orElseThrow()) {
                    return events;
                }
            }
        }
    }
}
