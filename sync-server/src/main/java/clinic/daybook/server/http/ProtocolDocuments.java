package clinic.daybook.server.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The protocol for programs: OpenAPI of its routes, AsyncAPI of its live line. */
final class ProtocolDocuments {

    private ProtocolDocuments() {}

    static void register(JavalinDefaultRoutingApi routes) {
        serve(routes, "openapi.json");
        serve(routes, "asyncapi.json");
    }

    private static void serve(JavalinDefaultRoutingApi routes, String name) {
        byte[] document = read(name);
        routes.get(
                "/" + name,
                ctx -> {
                    ctx.contentType("application/json");
                    ctx.result(document);
                });
    }

    private static byte[] read(String name) {
        try (InputStream in = ProtocolDocuments.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable in the program: " + name, e);
        }
    }
}
