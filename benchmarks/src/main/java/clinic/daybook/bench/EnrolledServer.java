package clinic.daybook.bench;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.system.ServerProcess;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A server process whose desks are nothing but tokens. */
final class EnrolledServer implements AutoCloseable {

    private final ServerProcess server;
    private final StreamId staff;
    private final String storeId;
    private final List<String> tokens;

    private EnrolledServer(
            ServerProcess server, StreamId staff, String storeId, List<String> tokens) {
        this.server = server;
        this.staff = staff;
        this.storeId = storeId;
        this.tokens = List.copyOf(tokens);
    }

    /** Starts one with an empty log in this directory and enrols so many desks. */
    static EnrolledServer start(Path directory, int desks)
            throws IOException, InterruptedException {
        Config config = Config.local(directory.resolve("server"), 0);
        StreamId staff;
        String storeId;
        List<String> codes = new ArrayList<>();
        try (ServerRuntime runtime = ServerRuntime.start(config, InstantSource.system())) {
            staff = runtime.addStaff("배소윤", Role.FRONT_DESK, "123456");
            storeId = runtime.context().store().identity().storeId();
            for (int i = 0; i < desks; i++) {
                codes.add(runtime.enrolmentCode("desk " + i));
            }
        }
        ServerProcess server = BenchClinic.started(directory);
        return new EnrolledServer(server, staff, storeId, enrol(server.port(), codes));
    }

    private static List<String> enrol(int port, List<String> codes) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (RawHttp http = new RawHttp(port, "")) {
            for (String code : codes) {
                RawHttp.Answer answer = http.post("/v1/desks", "{\"code\":\"" + code + "\"}");
                JsonNode enrolled = Json.mapper().readTree(answer.body());
                tokens.add(enrolled.required("token").textValue());
            }
        }
        return tokens;
    }

    int port() {
        return server.port();
    }

    StreamId staff() {
        return staff;
    }

    String storeId() {
        return storeId;
    }

    /** One for each desk. */
    List<String> tokens() {
        return tokens;
    }

    /** Commits of new reservations with so many events each, over this connection. */
    Commits commits(RawHttp http, int events) {
        return new Commits(
                new RepeatedPost(
                        http, "/v1/commits", SampleEvents.request(storeId, staff, events)));
    }

    /** Commits over one connection. */
    record Commits(RepeatedPost post) {

        /** Sends the next one; fails unless it is accepted. */
        void next() throws IOException {
            RawHttp.Answer answer = post.send();
            if (answer.status() != 200 || !answer.text().contains("\"accepted\"")) {
                throw new BenchFailure("a commit was answered with " + answer.text());
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
