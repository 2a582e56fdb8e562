package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.http.HttpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The documents of the protocol, to hold real requests and answers against. Stricter than they are:
 * a field that they do not name fails, so that none is forgotten.
 */
final class Contract {

    private static final Contract SERVED = new Contract();

    /** Enough of a long answer to know its kind. */
    private static final int LINES = 50;

    private final ObjectNode openApi = strict(read("openapi.json"));
    private final ObjectNode asyncApi = strict(read("asyncapi.json"));
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        // What both documents name stands in one of them.
        ((ObjectNode) asyncApi.at("/components/schemas"))
                .setAll((ObjectNode) openApi.at("/components/schemas").deepCopy());
    }

    /** That of this version. */
    static Contract served() {
        return SERVED;
    }

    private static ObjectNode read(String name) {
        try (InputStream in = HttpServer.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return (ObjectNode)
                    Json.mapper()
                            .readTree(
                                    text.replaceAll(
                                            "\"(openapi.json)?#/components/schemas/",
                                            "\"#/\\$defs/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode strict(ObjectNode node) {
        if (node.path("type").asText().equals("object")
                && node.has("properties")
                && !node.has("additionalProperties")) {
            node.put("additionalProperties", false);
        }
        tighten(node);
        return node;
    }

    private static void tighten(JsonNode node) {
        for (JsonNode child : node) {
            if (child instanceof ObjectNode object) {
                strict(object);
            } else {
                tighten(child);
            }
        }
    }

    /** Everything that is documented, as in {@code GET /v1/events}. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        openApi.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method ->
                                        routes.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return routes;
    }

    /** The same with each status that is named, as in {@code GET /v1/events 200}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (String route : routes()) {
            operation(route)
                    .get("responses")
                    .fieldNames()
                    .forEachRemaining(status -> {
                        if (!status.equals("default")) {
                            answers.add(route + " " + status);
                        }
                    });
        }
        return answers;
    }

    /** The documented route that a request goes to; empty: to none. */
    String route(String method, String path) {
        String known = path.replaceFirst("\\?.*", "");
        for (String route : routes()) {
            String template = route.substring(route.indexOf(' ') + 1);
            String pattern = Pattern.quote(template).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
            if (route.startsWith(method + " ") && known.matches(pattern)) {
                return route;
            }
        }
        return "";
    }

    /** What is sent is what the document says. */
    void checkRequest(String route, byte[] body) {
        JsonNode schema = operation(route).at("/requestBody/content/application~1json/schema");
        assertThat(schema.isMissingNode()).as("body of %s", route).isFalse();
        validate("request of " + route, openApi, schema, parse(body));
    }

    /** What is answered is what the document says; a request to no documented route passes. */
    void checkAnswer(String method, String path, TestServer.Answer answer) {
        String route = route(method, path);
        if (route.isEmpty()) {
            return;
        }
        JsonNode responses = operation(route).get("responses");
        JsonNode response = responses.path(Integer.toString(answer.status()));
        String where = route + " " + answer.status();
        if (response.isMissingNode()) {
            response = responses.path("default");
        }
        assertThat(response.isMissingNode()).as("%s is not documented", where).isFalse();
        JsonNode documented = resolved(response);
        documented
                .path("headers")
                .properties()
                .forEach(header -> {
                    String value = answer.headers().get(header.getKey());
                    assertThat(value).as("%s of %s", header.getKey(), where).isNotNull();
                    JsonNode schema = resolved(header.getValue()).get("schema");
                    JsonNode text = Json.mapper().getNodeFactory().textNode(value);
                    validate(where + " " + header.getKey(), openApi, schema, text);
                });
        JsonNode content = documented.path("content");
        // What is compressed was asked for by a test of just that.
        if (content.isMissingNode() || answer.headers().get("Content-Encoding") != null) {
            return;
        }
        String type = String.valueOf(answer.headers().get("Content-Type")).split(";", -1)[0];
        JsonNode schema = content.path(type).path("schema");
        assertThat(schema.isMissingNode()).as("%s as %s", where, type).isFalse();
        if (type.equals("application/x-ndjson")) {
            List<JsonNode> lines = answer.lines();
            lines.stream().limit(LINES).forEach(line -> validate(where, openApi, schema, line));
        } else if (type.endsWith("json")) {
            validate(where, openApi, schema, answer.json());
        }
    }

    /** A message of the live line, from either end, is what the document says. */
    void checkLive(JsonNode message) {
        String type = message.path("type").asText();
        JsonNode payload = asyncApi.path("components").path("messages").path(type).path("payload");
        assertThat(payload.isMissingNode()).as("live message %s", type).isFalse();
        validate("live " + type, asyncApi, payload, message);
    }

    /** The types of live messages that are documented. */
    Set<String> liveMessages() {
        Set<String> types = new TreeSet<>();
        asyncApi.at("/components/messages").fieldNames().forEachRemaining(types::add);
        return types;
    }

    private JsonNode operation(String route) {
        String[] parts = route.split(" ", -1);
        return openApi.get("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.isEmpty() ? node : openApi.at(ref.substring(1));
    }

    private void validate(String where, ObjectNode document, JsonNode schema, JsonNode value) {
        Schema compiled =
                schemas.computeIfAbsent(
                        schema.toString(),
                        _ -> {
                            ObjectNode whole = schema.deepCopy();
                            whole.set("$defs", document.at("/components/schemas"));
                            return registry.getSchema(whole);
                        });
        assertThat(compiled.validate(value)).as(where).isEmpty();
    }

    private static JsonNode parse(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
