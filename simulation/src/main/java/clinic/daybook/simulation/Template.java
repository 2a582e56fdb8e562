package clinic.daybook.simulation;

import clinic.daybook.clinic.ClinicEvent;
import clinic.daybook.customer.CustomerEvent;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureEvent;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.room.RoomEvent;
import clinic.daybook.room.RoomKind;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The clinic before a run: its staff, rooms, treatments and one customer. Made once, then copied.
 */
final class Template {

    static final List<StreamId> STAFF = ids("staff", 3);
    static final List<StreamId> ROOMS = ids("room", 2);
    static final List<StreamId> PROCEDURES = ids("procedure", 2);
    static final StreamId CUSTOMER = ids("customer", 1).getFirst();

    /** How far its log goes. */
    static final long LAST_POSITION = STAFF.size() + 1L + ROOMS.size() + PROCEDURES.size() + 1L;

    private static final String FILE = "daybook.db";

    private final Path directory;

    private Template(Path directory) {
        this.directory = directory;
    }

    private static List<StreamId> ids(String kind, int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> new StreamId(kind, new UUID(0x7000L, i)))
                .toList();
    }

    /** Makes the store in a directory of its own. */
    static Template make(Path directory) {
        Server server =
                new Server(
                        new World(),
                        new Chance(1),
                        new Faults(),
                        Bug.none(),
                        directory,
                        life -> {});
        if (!server.start()) {
            throw new IllegalStateException("the template cannot be made in " + directory);
        }
        SystemCommits commits = server.core().context().system();
        StreamId clinic = server.core().context().store().identity().clinicId();
        STAFF.forEach(s -> record(commits, s, new StaffEvent.StaffHired("박지훈", Role.MANAGER)));
        record(commits, clinic, new ClinicEvent.ClinicNamed("데이북 의원", null));
        ROOMS.forEach(r -> record(commits, r, new RoomEvent.RoomOpened("1", RoomKind.TREATMENT)));
        PROCEDURES.forEach(p ->
                record(
                        commits,
                        p,
                        new ProcedureEvent.ProcedureDefined(
                                "레이저", 30, 50_000, ProcedureKind.TREATMENT, null)));
        record(commits, CUSTOMER, new CustomerEvent.CustomerRegistered(null, null, null));
        server.core().close();
        return new Template(directory);
    }

    private static void record(SystemCommits commits, StreamId stream, Event event) {
        commits.record(stream, new Actor(STAFF.getFirst()), List.of(event), null)
                .ifPresent(refusal -> {
                    throw new IllegalStateException("the template: " + refusal.code());
                });
    }

    /** Puts it where a run's server will find it. */
    void copyTo(Path server) {
        try {
            Files.createDirectories(server);
            Files.copy(directory.resolve(FILE), server.resolve(FILE));
        } catch (IOException e) {
            throw new IllegalStateException("the template cannot be copied", e);
        }
    }
}
