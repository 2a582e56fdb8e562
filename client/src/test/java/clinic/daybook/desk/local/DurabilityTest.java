package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.UndoArrival;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is saved stays (I5), projections equal their folds (I7), transactions are whole (I9). */
class DurabilityTest {

    @TempDir Path directory;

    /** The process that is killed: books for as long as it lives and says what was saved. */
    static final class BooksUntilKilled {
        private BooksUntilKilled() {}

        public static void main(String[] arguments) {
            Rig rig = new Rig(Path.of(arguments[0]), System.nanoTime());
            while (true) {
                UUID saved = rig.save(rig.id("reservation"), rig.book());
                System.out.println(saved);
            }
        }
    }

    @Test
    void whatWasSavedOutlivesTheProcess() throws IOException, InterruptedException {
        Rig.seeded(directory, 1).close();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BooksUntilKilled.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Set<UUID> saved = new HashSet<>();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (saved.size() < 40) {
                String line = out.readLine();
                assertThat(line).as("the process ended by itself").isNotNull();
                saved.add(UUID.fromString(line));
            }
            // By its handle, which leaves what it has said to be read.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // The last line may have been cut by the kill.
                if (line.length() == 36) {
                    saved.add(UUID.fromString(line));
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (Rig again = new Rig(directory, 2)) {
            assertThat(again.unsent()).containsAll(saved);
        }
    }

    @Test
    void whatCouldNotBeSavedIsTakenBack() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            StreamId reservation = rig.id("reservation");
            UUID booked = rig.save(reservation, rig.book());
            String before = rig.digest();
            rig.disk.failAt(0);

            Submitted.Shown shown =
                    (Submitted.Shown) rig.submit(Change.of(reservation, new Arrive()));
            assertThatThrownBy(() -> Rig.join(shown.saved().toCompletableFuture()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Submitted.NotSaved.class);
            rig.disk.heal();

            assertThat(rig.unsent()).containsExactly(booked);
            assertThat(rig.digest()).isEqualTo(before);
            rig.save(reservation, new Arrive());
            assertThat(rig.unsent()).hasSize(2);
        }
    }

    @Test
    void aPageOfTheFeedIsAppliedWholeOrNotAtAll() {
        int faults = 0;
        for (int n = 0; ; n++) {
            Path fresh = directory.resolve("run" + n);
            try (Rig rig = Rig.seeded(fresh, 1)) {
                StreamId reservation = rig.id("reservation");
                rig.confirm(reservation, rig.book());
                rig.save(reservation, rig.add("레이저"));
                List<RecordedEvent> page = new ArrayList<>();
                page.addAll(rig.decide(reservation, rig.add("보톡스"), Map.of()));
                page.addAll(rig.decide(reservation, new Arrive(), Map.of()));
                String before = rig.digest();
                long position = rig.onEngine(() -> rig.desk.sync().position());
                List<UUID> pending = rig.unsent();

                rig.disk.failAt(n);
                CompletableFuture<Boolean> ended = new CompletableFuture<>();
                rig.onEngine(() -> {
                    rig.desk.sync().listen(new Reloads(() -> ended.complete(false)));
                    rig.desk.sync().apply(FeedPage.of(page), () -> ended.complete(true));
                    return true;
                });
                boolean applied = Rig.join(ended);
                rig.disk.heal();
                rig.restart();
                if (applied) {
                    assertThat(faults).as("statements that were made to fail").isGreaterThan(8);
                    return;
                }
                faults++;
                assertThat(rig.digest()).as("fault at %d", n).isEqualTo(before);
                assertThat(rig.onEngine(() -> rig.desk.sync().position())).isEqualTo(position);
                assertThat(rig.unsent()).isEqualTo(pending);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void projectionsBuiltStepByStepAndFromScratchAgree(long seed) {
        try (Rig rig = Rig.seeded(directory.resolve("a"), seed);
                Rig other = new Rig(directory.resolve("b"), seed + 100)) {
            List<StreamId> reservations = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                if (reservations.isEmpty() || rig.random.nextInt(6) == 0) {
                    StreamId id = rig.id("reservation");
                    reservations.add(id);
                    rig.confirm(id, rig.book());
                } else {
                    StreamId id = reservations.get(rig.random.nextInt(reservations.size()));
                    tryConfirm(rig, id);
                }
            }
            String stepwise = rig.digest();
            Rig.join(rig.desk.rebuild().toCompletableFuture());
            assertThat(rig.digest()).isEqualTo(stepwise);

            // Another desk reads the same in one piece.
            other.feed(rig.log);
            assertThat(other.digest()).isEqualTo(stepwise);
            other.feed(rig.log);
            assertThat(other.digest()).as("repeats change nothing").isEqualTo(stepwise);

            rig.save(reservations.getFirst(), rig.add("아직 여기만"));
            String pending = rig.digest();
            Rig.join(rig.desk.rebuild().toCompletableFuture());
            assertThat(rig.digest()).as("with something pending").isEqualTo(pending);
        }
    }

    private static void tryConfirm(Rig rig, StreamId id) {
        Command command =
                switch (rig.random.nextInt(4)) {
                    case 0 -> new Arrive();
                    case 1 -> new CheckIn();
                    case 2 -> new UndoArrival();
                    default -> rig.add("처치 " + rig.random.nextInt(1_000));
                };
        if (rig.state(id).decide(command) instanceof clinic.daybook.event.Decision.Accepted<?> a) {
            if (!a.events().isEmpty()) {
                rig.confirm(id, command);
            }
        }
    }

    @Test
    void whatCannotBeReadMakesItsStreamReadOnlyAndTheRestGoesOn() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            StreamId strange = rig.id("reservation");
            StreamId plain = rig.id("reservation");
            rig.confirm(strange, rig.book());
            String template =
                    RowJson.write(rig.log.getLast())
                            .replace("\"version\":1", "\"version\":2")
                            .replaceAll("\"position\":[0-9]+", "\"position\":" + rig.nextPosition())
                            .replaceAll(
                                    "\"eventId\":\"[^\"]+\"", "\"eventId\":\"" + rig.uuid() + "\"")
                            .replace("ReservationBooked", "HologramProjected");
            rig.feed(FeedPage.parse(List.of(template, "{not json", "")));
            rig.confirm(plain, rig.book());

            assertThat(rig.submit(Change.of(strange, new Arrive())))
                    .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));
            rig.save(plain, new Arrive());
            rig.restart();
            assertThat(rig.submit(Change.of(strange, new Arrive())))
                    .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));
            CompletableFuture<ReservationDetail> detail = new CompletableFuture<>();
            rig.desk.onReservation(strange, detail::complete);
            assertThat(Rig.join(detail).audit().getFirst().type()).isEqualTo("HologramProjected");
        }
    }
}
