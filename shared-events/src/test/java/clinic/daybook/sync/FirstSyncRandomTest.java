package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.UndoArrival;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * New desks that begin with a day's board and work while older events follow, on lines that lose
 * what they carry, with processes that die and databases that fail at any step: in the end they
 * hold what a desk holds that read everything in order (I4, I7, I9), and nothing that a person did
 * is lost (I5).
 */
class FirstSyncRandomTest {

    private static final int STREAMS = 12;
    private static final int BEFORE = 90;
    private static final int ACTIONS = 150;
    private static final int MANY_STEPS = 200_000;
    private static final long BEYOND = 20;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 80);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBoardFirstAndTheRestBehindItEndsLikeReadingInOrder(long seed) {
        MiniWorld world = new MiniWorld(seed);
        Random random = world.random();
        past(world);
        world.loss(0.2);
        MiniDesk plain = world.newDesk(Long.MAX_VALUE);
        world.newDesk(BEYOND);
        world.in(random.nextInt(10_000), () -> world.newDesk(BEYOND));
        for (int i = 0; i < ACTIONS; i++) {
            world.in(
                    random.nextInt(20_000),
                    () -> act(world.desks().get(random.nextInt(world.desks().size())), random));
        }
        world.in(20_000, () -> world.loss(0));

        int steps = 0;
        while (world.step() && !(world.millis() > end() && allQuiet(world))) {
            if (++steps == MANY_STEPS) {
                throw new AssertionError("does not come to rest: " + world.desks());
            }
        }

        assertThat(allQuiet(world)).as("seed %d: %s", seed, world.desks()).isTrue();
        Set<UUID> inLog = new HashSet<>();
        world.server().log.forEach(e -> inLog.add(e.commitId()));
        assertThat(plain.confirmed).isEqualTo(world.server().states);
        for (MiniDesk desk : world.desks()) {
            assertThat(desk.confirmed).isEqualTo(plain.confirmed);
            for (UUID commit : desk.submitted) {
                int ends =
                        (inLog.contains(commit) ? 1 : 0)
                                + (desk.needsPerson.contains(commit) ? 1 : 0)
                                + (desk.alreadySo.contains(commit) ? 1 : 0);
                assertThat(ends).isEqualTo(1);
            }
        }
    }

    private static void past(MiniWorld world) {
        for (int i = 0; i < BEFORE; i++) {
            StreamId stream = Streams.reservation(i % STREAMS);
            StreamState state = world.server().state(stream);
            Command command =
                    i < STREAMS ? Streams.book(Streams.order("상담")) : Streams.add("처치 " + i);
            world.server()
                    .push(
                            List.of(
                                    Streams.commit(
                                            stream,
                                            state,
                                            command,
                                            Streams.accepted(state, command))));
        }
    }

    private static long end() {
        return Streams.NOW.toEpochMilli() + 20_001;
    }

    private static boolean allQuiet(MiniWorld world) {
        return world.desks().size() == 3 && world.desks().stream().allMatch(MiniDesk::quiet);
    }

    private static void act(MiniDesk desk, Random random) {
        StreamId stream = Streams.reservation(random.nextInt(STREAMS));
        switch (random.nextInt(24)) {
            case 0, 1 -> desk.restart();
            case 2, 3 -> desk.cut();
            case 4 -> desk.reload();
            case 5, 6 -> desk.look(new Wanted.Stream(stream));
            case 7 -> desk.look(new Wanted.Day(LocalDate.EPOCH));
            case 8, 9 -> desk.submit(stream, new Arrive());
            case 10 -> desk.submit(stream, new UndoArrival());
            case 11 -> desk.submit(stream, new CheckIn());
            default -> desk.submit(stream, Streams.add("처치 " + random.nextInt(6)));
        }
    }
}
