package clinic.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Commits over HTTP, with everything that the server does for them, at 32 connections: of one event
 * against a POST to Javalin that does nothing, and of a hundred.
 */
final class Post implements Benchmark {

    private static final int CONNECTIONS = 32;
    private static final int LARGE = 100;
    private static final int LARGE_CONNECTIONS = 8;

    @Override
    public String name() {
        return "post";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        double one;
        double hundred;
        try (EnrolledServer server =
                EnrolledServer.start(Files.createDirectory(directory.resolve("one")), 1)) {
            one = rate(server, CONNECTIONS, 1, effort);
            hundred = LARGE * rate(server, LARGE_CONNECTIONS, LARGE, effort);
        }
        double empty;
        try (PeerProcess peer = PeerProcess.start(directory, PeerMain.JAVALIN)) {
            empty =
                    Throughput.rate(
                            CONNECTIONS,
                            effort.warmUp(),
                            effort.window(),
                            _ ->
                                    new Requests(
                                            new RawHttp(peer.port(), ""),
                                            http -> {
                                                RawHttp.Answer answer =
                                                        http.post(PeerMain.EMPTY, "");
                                                if (answer.status() != 200) {
                                                    throw new BenchFailure(
                                                            "Javalin answered with "
                                                                    + answer.status());
                                                }
                                            }));
        }
        return List.of(
                Metric.of(name(), "one-event", one, "requests/s").against("javalin-empty", empty),
                Metric.of(name(), "javalin-empty", empty, "requests/s"),
                Metric.of(name(), "hundred-events", hundred, "events/s"));
    }

    private static double rate(EnrolledServer server, int connections, int events, Effort effort)
            throws InterruptedException {
        // It has far more to compile than a peer that does nothing, and meanwhile half the
        // processors.
        Duration warmUp = effort.warmUp().multipliedBy(6);
        String token = server.tokens().getFirst();
        return Throughput.rate(
                connections,
                warmUp,
                effort.window(),
                _ ->
                        new Requests(
                                new RawHttp(server.port(), token),
                                http -> server.commit(http, events)));
    }

    /** What is done over and over on one connection. */
    private record Requests(RawHttp http, Request request) implements Throughput.Work {

        @FunctionalInterface
        interface Request {
            void on(RawHttp http) throws IOException;
        }

        @Override
        public void once() throws IOException {
            request.on(http);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
