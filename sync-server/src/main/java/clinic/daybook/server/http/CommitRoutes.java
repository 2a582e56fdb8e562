package clinic.daybook.server.http;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResponse;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.Sender;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.store.OverloadedException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code POST /v1/commits}. */
final class CommitRoutes {

    /** How many long requests are worked on at a time: each may take several times its 4 MiB. */
    private static final int AT_A_TIME = 16;

    /**
     * How many long bodies are held at a time, half read or waiting their turn: a short one takes
     * no memory to speak of, and there are no more of them than threads.
     */
    private static final int LONG_BODIES = 32;

    private static final long WAIT_SECONDS = 3;

    private final String storeId;
    private final CommitService commits;
    private final DeskRegistry desks;
    private final Semaphore working = new Semaphore(AT_A_TIME, true);
    private final Semaphore longBodies = new Semaphore(LONG_BODIES, true);

    CommitRoutes(String storeId, CommitService commits, DeskRegistry desks) {
        this.storeId = storeId;
        this.commits = commits;
        this.desks = desks;
    }

    void register(JavalinDefaultRoutingApi routes, DeskAuth auth) {
        routes.post("/v1/commits", auth.enrolledOfLate(this::commit));
    }

    private void commit(Context ctx) throws IOException, InterruptedException {
        if (!Bodies.mayBeLong(ctx)) {
            commit(ctx, Bodies.object(Bodies.bytes(ctx)));
            return;
        }
        if (!longBodies.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new OverloadedException("too many long commit requests at a time");
        }
        try {
            commitLong(ctx);
        } finally {
            longBodies.release();
        }
    }

    private void commitLong(Context ctx) throws IOException, InterruptedException {
        // Read before it waits its turn: a slow line must not take up a place.
        byte[] body = Bodies.bytes(ctx);
        if (!working.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new OverloadedException("too many commit requests at a time");
        }
        try {
            commit(ctx, Bodies.object(body));
        } finally {
            working.release();
        }
    }

    private void commit(Context ctx, ObjectNode body) throws IOException {
        if (!(body.get("commits") instanceof ArrayNode list)) {
            throw HttpProblem.malformed("commits is a list");
        }
        if (list.size() > Protocol.MAX_COMMITS) {
            throw HttpProblem.malformed(
                    "a request has at most " + Protocol.MAX_COMMITS + " commits");
        }
        if (!Bodies.text(body, "storeId").equals(storeId)) {
            throw HttpProblem.storeChanged();
        }
        StreamId desk = DeskAuth.desk(ctx);
        Sender sender = new Sender(desk, desks.acknowledged(desk));
        CommitResponse response = new CommitResponse(commits.commit(sender, list));
        byte[] answer = Json.mapper().writeValueAsBytes(response);
        ctx.contentType("application/json");
        // As a result it would be copied once more on its way, through a buffer of its own.
        ctx.res().setContentLength(answer.length);
        ctx.res().getOutputStream().write(answer);
    }
}
