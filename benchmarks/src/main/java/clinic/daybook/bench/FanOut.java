package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * One event to very many live desks, from its commit until the last of them has it; against servers
 * that only pass on as many bytes, from one line to all.
 */
final class FanOut implements Benchmark {

    /** Makes something go out to all lines. */
    @FunctionalInterface
    private interface Trigger {
        void pull() throws IOException;
    }

    /** A message with one event, as the server sends it. */
    private static final String MESSAGE =
            "{\"type\":\"events\",\"events\":[{\"position\":1,\"streamId\":\"reservation-"
                    + SampleEvents.id()
                    + "\",\"version\":1,\"recordedAt\":\"2027-01-06T00:31:07.500Z\","
                    + SampleEvents.body(
                                    SampleEvents.id(),
                                    SampleEvents.id(),
                                    new StreamId("staff", SampleEvents.id()))
                            .substring(1)
                    + "],\"head\":1}";

    private static final Duration SETTLED = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        Times ours = ours(Files.createDirectory(directory.resolve("server")), effort);
        Times javaWebSocket = peer(directory, PeerMain.JAVA_WEBSOCKET, "/", effort);
        Times javalin = peer(directory, PeerMain.JAVALIN, PeerMain.LIVE, effort);
        return List.of(
                metric("p50", ours.p50()).against(PeerMain.JAVA_WEBSOCKET, javaWebSocket.p50()),
                metric("p99", ours.p99()).against(PeerMain.JAVA_WEBSOCKET, javaWebSocket.p99()),
                metric("beside-javalin-p50", ours.p50()).against(PeerMain.JAVALIN, javalin.p50()),
                metric("beside-javalin-p99", ours.p99()).against(PeerMain.JAVALIN, javalin.p99()),
                metric("java-websocket-p50", javaWebSocket.p50()),
                metric("java-websocket-p99", javaWebSocket.p99()),
                metric("javalin-p50", javalin.p50()),
                metric("javalin-p99", javalin.p99()));
    }

    private static Times ours(Path directory, Effort effort)
            throws IOException, InterruptedException {
        try (EnrolledServer server = EnrolledServer.start(directory, effort.live());
                RawHttp http = new RawHttp(server.port(), server.tokens().getFirst())) {
            long position = 2;
            IntFunction<String> request =
                    i ->
                            "/v1/live?store="
                                    + server.storeId()
                                    + "&after="
                                    + position
                                    + " HTTP/1.1\r\nAuthorization: Bearer "
                                    + server.tokens().get(i)
                                    + "\r\n";
            try (Crowd crowd = Crowd.open(server.port(), effort.live(), request)) {
                return times(crowd, effort, server.commits(http, 1)::next);
            }
        }
    }

    private static Times peer(Path directory, String peer, String path, Effort effort)
            throws IOException, InterruptedException {
        try (PeerProcess process = PeerProcess.start(directory, peer);
                Crowd crowd =
                        Crowd.open(process.port(), effort.live(), i -> path + " HTTP/1.1\r\n")) {
            // A peer answers a handshake before it counts the line among those it passes on to, and
            // says nothing of when it does.
            Thread.sleep(SETTLED);
            return times(crowd, effort, () -> crowd.say(MESSAGE));
        }
    }

    private static Times times(Crowd crowd, Effort effort, Trigger trigger)
            throws IOException, InterruptedException {
        Times times = new Times();
        int rounds = effort.clicks();
        for (int i = -rounds / 5 - 1; i < rounds; i++) {
            CompletableFuture<Long> all = crowd.next();
            long began = System.nanoTime();
            trigger.pull();
            long took = Watch.get("an event at every line", all) - began;
            if (i >= 0) {
                times.add(took);
            }
        }
        return times;
    }

    private Metric metric(String metric, double millis) {
        return Metric.of(name(), metric, millis, "ms");
    }
}
