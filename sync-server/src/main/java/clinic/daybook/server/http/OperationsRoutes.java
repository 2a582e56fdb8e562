package clinic.daybook.server.http;

import clinic.daybook.protocol.Problem;
import clinic.daybook.server.commit.CommitCounters;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.live.LiveFanOut;
import clinic.daybook.server.store.EventStore;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.function.Consumer;

/** Whether the server is well: for whoever or whatever watches it. */
final class OperationsRoutes {

    private final EventStore store;
    private final DeskRegistry desks;
    private final LiveFanOut live;
    private final CommitCounters counters;
    private final Consumer<StringBuilder> further;

    OperationsRoutes(
            EventStore store,
            DeskRegistry desks,
            LiveFanOut live,
            CommitCounters counters,
            Consumer<StringBuilder> further) {
        this.store = store;
        this.desks = desks;
        this.live = live;
        this.counters = counters;
        this.further = further;
    }

    void register(JavalinDefaultRoutingApi routes) {
        routes.get("/healthz", ctx -> text(ctx, "alive\n"));
        routes.get("/readyz", this::ready);
        routes.get("/metrics", this::metrics);
    }

    private void ready(Context ctx) {
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
        StringBuilder out = new StringBuilder();
        sample(
                out,
                "daybook_head_position",
                "gauge",
                "The newest position of the store.",
                store.head());
        sample(out, "daybook_desks", "gauge", "Enrolled desks.", desks.list().size());
        sample(
                out,
                "daybook_desks_online",
                "gauge",
                "Desks with a live line here.",
                desks.online());
        sample(out, "daybook_live_connections", "gauge", "Live lines.", live.size());
        sample(
                out,
                "daybook_writes_waiting",
                "gauge",
                "Writes that wait for the store.",
                store.waitingWrites());
        describe(out, "daybook_commits_total", "counter", "Commits by their result.");
        counters.totals()
                .forEach((result, count) ->
                        out.append("daybook_commits_total{result=\"")
                                .append(result)
                                .append("\"} ")
                                .append(count)
                                .append('\n'));
        further.accept(out);
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
        ctx.result(out.toString());
    }

    private static void sample(
            StringBuilder out, String name, String type, String help, long value) {
        describe(out, name, type, help);
        out.append(name).append(' ').append(value).append('\n');
    }

    private static void describe(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void text(Context ctx, String text) {
        ctx.contentType("text/plain; charset=utf-8");
        ctx.result(text);
    }
}
