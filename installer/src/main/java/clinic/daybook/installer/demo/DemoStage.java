package clinic.daybook.installer.demo;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.SampleClinic;
import clinic.daybook.installer.sample.SampleHistory;
import clinic.daybook.installer.sample.TimedCommit;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.commit.Sender;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** The cast of a demonstration: a server with the sample clinic, two enrolled desks, one clock. */
final class DemoStage implements AutoCloseable {

    /** The sample clinic's own; its desks and its day are in it. */
    static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    private static final long SAMPLE_SEED = 20270106;
    private static final int LOAD_BATCH = 500;

    private final Path directory;
    private final LocalDate day;
    private final DemoClock clock;
    private final Map<String, StreamId> staff = new HashMap<>();
    private final DemoDesk deskA;
    private final DemoDesk deskB;
    private ServerRuntime server;
    private int port;

    /**
     * Sets the stage in an empty directory.
     *
     * @param directory for the databases of the server and the desks
     * @param day the clinic day to play
     * @param progress is told in a few words what is being done
     */
    DemoStage(Path directory, LocalDate day, Consumer<String> progress) {
        this.directory = directory;
        this.day = day;
        this.clock = new DemoClock(SampleHistory.begins(day, ZONE));
        progress.accept("starting a server");
        this.server = ServerRuntime.start(Config.local(directory.resolve("server"), 0), clock);
        this.port = server.port();
        for (SampleClinic.Employee employee : SampleClinic.staff()) {
            staff.put(
                    employee.key(),
                    server.addStaff(employee.name(), employee.role(), employee.pin()));
        }
        progress.accept("enrolling two desks");
        this.deskA = enrol("데스크 1", "desk-a");
        this.deskB = enrol("데스크 2", "desk-b");
        progress.accept("writing the sample clinic's history");
        load();
        clock.stand(day.atTime(SampleClinic.referenceTime()).atZone(ZONE).toInstant());
        clock.run();
        progress.accept("waiting for the desks to read it");
        long head = server.tail().head();
        for (DemoDesk desk : desks()) {
            desk.awaitSync("the history has come", sync -> sync.position() >= head);
        }
    }

    private DemoDesk enrol(String name, String folder) {
        DeskModel model = DeskRuntime.open(directory.resolve(folder), clock);
        DemoDesk desk = new DemoDesk(name, model, day);
        DemoDesk.get(
                model.enrol(server.url(), server.enrolmentCode(name), name), name + " enrolled");
        return desk;
    }

    /** Every commit is recorded with the server's clock at the time at which it was decided. */
    private void load() {
        List<TimedCommit> history = SampleHistory.of(day, ZONE, staff, new Random(SAMPLE_SEED));
        List<Commit> batch = new ArrayList<>();
        TimedCommit last = history.getFirst();
        for (TimedCommit next : history) {
            boolean together =
                    next.at().equals(last.at())
                            && next.desk().equals(last.desk())
                            && batch.size() < LOAD_BATCH;
            if (!together) {
                load(last.at(), last.desk(), batch);
                batch.clear();
            }
            batch.add(next.commit());
            last = next;
        }
        load(last.at(), last.desk(), batch);
    }

    private void load(Instant at, String desk, List<Commit> commits) {
        clock.stand(at);
        StreamId deskId = (desk.equals("A") ? deskA : deskB).model().deskId();
        List<CommitResult> results =
                server.context()
                        .commits()
                        .commit(new Sender(deskId, 0), Json.mapper().valueToTree(commits));
        for (CommitResult result : results) {
            if (!(result instanceof CommitResult.Accepted)) {
                throw new DemoFailure("the sample clinic was not accepted: " + result);
            }
        }
    }

    /** Stops the server; its data stays. */
    void stopServer() {
        server.close();
    }

    /** Starts the server again, at the same address with the same data. */
    void startServer() {
        server = ServerRuntime.start(Config.local(directory.resolve("server"), port), clock);
    }

    DemoClock clock() {
        return clock;
    }

    LocalDate day() {
        return day;
    }

    String serverUrl() {
        return server.url();
    }

    /** The id of a member of the sample's staff. */
    StreamId staff(String key) {
        StreamId id = staff.get(key);
        if (id == null) {
            throw new IllegalArgumentException("not of the sample's staff: " + key);
        }
        return id;
    }

    DemoDesk deskA() {
        return deskA;
    }

    DemoDesk deskB() {
        return deskB;
    }

    List<DemoDesk> desks() {
        return List.of(deskA, deskB);
    }

    @Override
    public void close() {
        deskA.close();
        deskB.close();
        server.close();
    }
}
