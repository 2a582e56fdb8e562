package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends commits, one after the other, to reservations of its own and to some that all writers have
 * in common. Whatever happens to the server, each is sent until its outcome is known, unchanged;
 * some are sent once more after that.
 */
final class SoakWriter implements Runnable {

    /** What all writers together have to tell. */
    static final class Told {
        final Map<UUID, List<Long>> accepted = new ConcurrentHashMap<>();
        final AtomicInteger conflicts = new AtomicInteger();
        final AtomicInteger unknown = new AtomicInteger();
        final AtomicInteger repeated = new AtomicInteger();
    }

    /** Where a stream stands as far as this writer knows. */
    private static final class Target {
        private final String streamId;
        private final boolean common;
        private long version;

        Target(String streamId, boolean common) {
            this.streamId = streamId;
            this.common = common;
        }
    }

    private static final int OWN_STREAMS = 4;
    private static final int MAX_EVENTS = 4;
    private static final int STREAM_EVENTS = 60;
    private static final int REPEAT_ONE_IN = 10;
    private static final int MAX_PAUSE_MILLIS = 60;
    private static final int AGAIN_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Soak.Scene scene;
    private final SoakClient.Enrolled desk;
    private final SplittableRandom random;
    private final List<Target> targets = new ArrayList<>();

    /** {@code common}: streams that other writers write as well. */
    SoakWriter(
            Soak.Scene scene,
            SoakClient.Enrolled desk,
            List<String> common,
            SplittableRandom random) {
        this.scene = scene;
        this.desk = desk;
        this.random = random;
        for (int i = 0; i < OWN_STREAMS; i++) {
            targets.add(newTarget());
        }
        common.forEach(streamId -> targets.add(new Target(streamId, true)));
    }

    @Override
    public void run() {
        try {
            while (!scene.over()) {
                work();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            scene.violated("a writer failed: " + e.getMessage());
        }
    }

    private void work() throws IOException, InterruptedException {
        int chosen = random.nextInt(targets.size());
        Target target = targets.get(chosen);
        UUID commitId = randomId();
        String body = request(target, commitId);
        JsonNode result = sendUntilKnown(body);
        String status = result.path("status").asText();
        if (status.equals("accepted")) {
            List<Long> positions = positions(result);
            scene.told().accepted.put(commitId, positions);
            target.version = result.required("version").longValue();
            if (random.nextInt(REPEAT_ONE_IN) == 0) {
                repeat(body, commitId, positions);
            }
            if (!target.common && target.version > STREAM_EVENTS) {
                targets.set(chosen, newTarget());
            }
        } else if (status.equals("conflict") && target.common) {
            scene.told().conflicts.incrementAndGet();
            target.version = result.required("currentVersion").longValue();
        } else {
            scene.violated("commit " + commitId + " of " + target.streamId + ": " + result);
        }
    }

    private void repeat(String body, UUID commitId, List<Long> positions)
            throws IOException, InterruptedException {
        JsonNode again = sendUntilKnown(body);
        scene.told().repeated.incrementAndGet();
        if (!again.path("duplicate").asBoolean() || !positions(again).equals(positions)) {
            scene.violated("I2: commit " + commitId + " sent once more: " + again);
        }
    }

    private JsonNode sendUntilKnown(String body) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < until) {
            try {
                SoakClient.Answer answer = scene.client().commit(desk, body);
                if (answer.status() == OK) {
                    return Json.mapper().readTree(answer.body()).required("results").required(0);
                }
                if (answer.status() != UNAVAILABLE) {
                    throw new SystemFailure(
                            "commits were answered with " + answer.status() + " " + answer.body());
                }
            } catch (IOException cut) {
                scene.told().unknown.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
        throw new IOException("the server did not come back");
    }

    private String request(Target target, UUID commitId) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("storeId", desk.storeId());
        ObjectNode commit = body.putArray("commits").addObject();
        commit.put("commitId", commitId.toString());
        commit.put("streamId", target.streamId);
        commit.put("expectedVersion", target.version);
        int events = 1 + random.nextInt(MAX_EVENTS);
        for (int i = 1; i <= events; i++) {
            event(commit.withArray("events").addObject(), target.version + i);
        }
        return body.toString();
    }

    /** Booked, then arrived and not arrived by turns: the version alone says what is legal. */
    private void event(ObjectNode event, long version) {
        event.put("eventId", randomId().toString());
        event.put("schema", 1);
        event.put("occurredAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        event.putObject("actor").put("staffId", scene.staffId());
        ObjectNode data = event.putObject("data");
        if (version == 1) {
            event.put("type", "ReservationBooked");
            data.put("customerId", "customer-" + randomId());
            data.put("startsAt", "2026-03-03T01:00:00Z");
            data.put("minutes", 30);
            data.put("channel", "phone");
            data.putArray("treatments");
        } else {
            event.put("type", version % 2 == 0 ? "CustomerArrived" : "ArrivalUndone");
        }
    }

    private Target newTarget() {
        return new Target("reservation-" + randomId(), false);
    }

    private UUID randomId() {
        return new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & Long.MAX_VALUE >> 1) | Long.MIN_VALUE);
    }

    private static List<Long> positions(JsonNode result) {
        List<Long> positions = new ArrayList<>();
        result.path("positions").forEach(p -> positions.add(p.longValue()));
        return positions;
    }
}
