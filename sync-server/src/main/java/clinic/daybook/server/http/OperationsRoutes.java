package clinic.daybook.server.http;

import clinic.daybook.protocol.Problem;
import clinic.daybook.server.insight.Metrics;
import clinic.daybook.server.store.EventStore;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;

/** Whether the server is well: for whoever or whatever watches it. */
final class OperationsRoutes {

    private final EventStore store;
    private final Gate gate;
    private final Metrics metrics;

    OperationsRoutes(EventStore store, Gate gate, Metrics metrics) {
        this.store = store;
        this.gate = gate;
        this.metrics = metrics;
    }

    void register(JavalinDefaultRoutingApi routes) {
        routes.get("/healthz", ctx -> text(ctx, "alive\n"));
        routes.get("/readyz", this::ready);
        routes.get("/metrics", this::metrics);
    }

    private void ready(Context ctx) {
        gate.check();
        if (!store.writable()) {
            throw HttpProblem.later(
                    503,
                    Problem.Codes.STORAGE_FAILED,
                    "the store cannot be written",
                    Duration.ofSeconds(5));
        }
        text(ctx, "ready\n");
    }

    private void metrics(Context ctx) {
        ctx.contentType(Metrics.CONTENT_TYPE);
        ctx.result(metrics.text());
    }

    private static void text(Context ctx, String text) {
        ctx.contentType("text/plain; charset=utf-8");
        ctx.result(text);
    }
}
