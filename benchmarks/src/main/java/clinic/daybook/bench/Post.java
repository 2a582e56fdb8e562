package clinic.daybook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commits over HTTP, with everything that the server does for them: of one event at 32 connections
 * against a POST to Javalin that does nothing, and of a hundred at 8. Server and peer take turns,
 * so that a machine that is now faster and now slower is so for both.
 */
final class Post implements Benchmark {

    private static final int CONNECTIONS = 32;
    private static final int LARGE = 100;
    private static final int LARGE_CONNECTIONS = 8;
    private static final int ROUNDS = 5;

    /** It has far more to compile than a peer that does nothing, and meanwhile half of the time. */
    private static final int WARM_UPS = 6;

    @Override
    public String name() {
        return "post";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        try (EnrolledServer server =
                        EnrolledServer.start(Files.createDirectory(directory.resolve("one")), 1);
                PeerProcess peer = PeerProcess.start(directory, PeerMain.JAVALIN)) {
            Load one = commits(server, CONNECTIONS, 1);
            Load empty = new Load(CONNECTIONS, peer.port(), "", Post::empties);
            Load hundred = commits(server, LARGE_CONNECTIONS, LARGE);
            one.warmUp(effort.warmUp().multipliedBy(WARM_UPS));
            empty.warmUp(effort.warmUp());
            List<List<Metric>> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                double ours = one.rate(effort);
                double nothing = empty.rate(effort);
                rounds.add(
                        List.of(
                                Metric.of(name(), "one-event", ours, "requests/s")
                                        .against("javalin-empty", nothing),
                                Metric.of(name(), "javalin-empty", nothing, "requests/s")));
            }
            List<Metric> all = new ArrayList<>(Metric.median(rounds));
            hundred.warmUp(effort.warmUp());
            all.add(Metric.of(name(), "hundred-events", LARGE * hundred.rate(effort), "events/s"));
            return all;
        }
    }

    private static Load commits(EnrolledServer server, int connections, int events) {
        return new Load(
                connections,
                server.port(),
                server.tokens().getFirst(),
                http -> server.commits(http, events)::next);
    }

    private static Throughput.Work empties(RawHttp http) {
        RepeatedPost post = new RepeatedPost(http, PeerMain.EMPTY, "");
        return () -> {
            RawHttp.Answer answer = post.send();
            if (answer.status() != 200) {
                throw new BenchFailure("Javalin answered with " + answer.status());
            }
        };
    }

    /** The same request over and over, at so many connections. */
    private record Load(
            int connections, int port, String token, Function<RawHttp, Throughput.Work> request) {

        void warmUp(Duration time) throws InterruptedException {
            var _ = rate(Duration.ZERO, time);
        }

        /** Requests a second, in one round. */
        double rate(Effort effort) throws InterruptedException {
            return rate(effort.window().dividedBy(ROUNDS), effort.window());
        }

        private double rate(Duration before, Duration window) throws InterruptedException {
            return Throughput.rate(
                    connections,
                    before,
                    window,
                    _ -> {
                        RawHttp http = new RawHttp(port, token);
                        return new Requests(http, request.apply(http));
                    });
        }
    }

    /** What is done over and over on one connection. */
    private record Requests(RawHttp http, Throughput.Work request) implements Throughput.Work {

        @Override
        public void once() throws Exception {
            request.once();
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
