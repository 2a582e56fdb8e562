package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's disk is full: the desk keeps its work, and it goes through later (I2, I5, I10). */
@Timeout(180)
class FullServerTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int BOOKINGS = 200;

    @TempDir private Path directory;

    @Test
    void theDeskKeepsWhatTheServerHasNoRoomFor() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()));
        try (ServerRuntime server =
                        ServerRuntime.start(Config.local(disk.resolve("server"), 0), CLOCK);
                DeskModel desk = DeskRuntime.open(directory.resolve("desk"), CLOCK)) {
            AtomicReference<SyncStatus> sync = new AtomicReference<>();
            AtomicReference<Reference> reference = new AtomicReference<>();
            desk.onSync(sync::set);
            desk.onReference(reference::set);
            StreamId manager = server.addStaff("박지훈", Role.MANAGER, "123456");
            join(desk.enrol(server.url(), server.enrolmentCode(null), "데스크 1"));
            await().atMost(LONG)
                    .until(() ->
                            reference.get().staff().stream().anyMatch(s -> s.id().equals(manager)));
            Path filler = disk.resolve("filler");
            fill(filler);
            List<UUID> booked = new ArrayList<>();
            for (int i = 0; i < BOOKINGS; i++) {
                booked.add(book(desk, manager));
            }
            // It is said not to be there, which is the truth.
            await().atMost(LONG).until(() -> sync.get().unsent() > 0 && !writable(server));
            assertThat(sync.get().needsYou()).isZero();
            Files.delete(filler);
            await().atMost(LONG).until(() -> sync.get().unsent() == 0);
            assertThat(
                            server.tail().readAfter(0, Integer.MAX_VALUE).stream()
                                    .filter(e -> e.type().equals("ReservationBooked"))
                                    .map(RecordedEvent::commitId))
                    .containsExactlyElementsOf(booked);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean writable(ServerRuntime server) {
        return server.context().store().writable();
    }

    private static UUID book(DeskModel desk, StreamId staff) {
        StreamId reservation = new StreamId("reservation", AtDesk.id());
        return AtDesk.submit(desk, staff, Change.of(reservation, AtDesk.booking())).commitId();
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That was the purpose.
            return;
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
