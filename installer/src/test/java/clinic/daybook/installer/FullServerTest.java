package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
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
            Random random = new Random(1);
            for (int i = 0; i < BOOKINGS; i++) {
                booked.add(book(desk, manager, random));
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

    private static UUID book(DeskModel desk, StreamId staff, Random random) {
        Submitted submitted =
                join(
                        desk.submit(
                                staff,
                                Change.of(
                                        new StreamId(
                                                "reservation", Uuid7.of(Instant.now(), random)),
                                        new ReservationCommand.Book(
                                                new StreamId(
                                                        "customer",
                                                        Uuid7.of(Instant.now(), random)),
                                                Instant.parse("2026-02-01T01:00:00Z"),
                                                30,
                                                null,
                                                null,
                                                Channel.PHONE,
                                                List.of(),
                                                false))));
        Submitted.Shown shown = (Submitted.Shown) submitted;
        join(shown.saved());
        return shown.commitId();
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

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
