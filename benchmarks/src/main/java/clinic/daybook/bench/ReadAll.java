package clinic.daybook.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reading a server's whole log by pages, as a desk does that begins. */
final class ReadAll implements Benchmark {

    private static final int PAGE = 4_000;
    private static final int EVENTS_A_COMMIT = 100;

    @Override
    public String name() {
        return "read";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException {
        try (EnrolledServer server = EnrolledServer.start(directory, 1);
                RawHttp http = new RawHttp(server.port(), server.tokens().getFirst())) {
            EnrolledServer.Commits commits = server.commits(http, EVENTS_A_COMMIT);
            for (int i = 0; i < effort.readEvents(); i += EVENTS_A_COMMIT) {
                commits.next();
            }
            // The first time the server warms up.
            readAll(server, http);
            long began = System.nanoTime();
            long events = readAll(server, http);
            double seconds = (System.nanoTime() - began) / 1e9;
            return List.of(Metric.of(name(), "all", events / seconds, "events/s"));
        }
    }

    private static long readAll(EnrolledServer server, RawHttp http) throws IOException {
        long after = 0;
        long events = 0;
        while (true) {
            RawHttp.Answer page =
                    http.get(
                            "/v1/events?store="
                                    + server.storeId()
                                    + "&after="
                                    + after
                                    + "&limit="
                                    + PAGE);
            int lines = lines(page.body());
            events += lines;
            if (lines == 0) {
                return events;
            }
            after = lastPosition(page.body());
        }
    }

    private static int lines(byte[] body) {
        int lines = 0;
        for (byte b : body) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** A line begins with its position. */
    private static long lastPosition(byte[] body) {
        int start = body.length - 1;
        while (start > 0 && body[start - 1] != '\n') {
            start--;
        }
        String line = new String(body, start, body.length - start, StandardCharsets.UTF_8);
        int colon = line.indexOf(':');
        return Long.parseLong(line.substring(colon + 1, line.indexOf(',')));
    }
}
