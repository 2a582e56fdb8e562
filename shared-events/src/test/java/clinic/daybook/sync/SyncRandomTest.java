package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.ChangeMemo;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.UndoArrival;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Desks that work at random on lines that lose requests and answers, with processes that die: in
 * the end all agree, and every change is on the server once, was so already, or waits for a person.
 */
class SyncRandomTest {

    private static final int STREAMS = 4;
    private static final int ACTIONS = 120;
    private static final int MANY_STEPS = 200_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeEndsExactlyOnce(long seed) {
        MiniWorld world = new MiniWorld(seed);
        Random random = world.random();
        for (int i = 0; i < STREAMS; i++) {
            StreamId stream = Streams.reservation(i);
            StreamState empty = Streams.empty();
            Command book = Streams.book(Streams.order("상담"));
            world.server()
                    .push(
                            List.of(
                                    Streams.commit(
                                            stream, empty, book, Streams.accepted(empty, book))));
        }
        world.loss(0.25);
        for (int i = 0; i < 3; i++) {
            world.newDesk();
        }
        for (int i = 0; i < ACTIONS; i++) {
            MiniDesk desk = world.desks().get(random.nextInt(3));
            world.in(random.nextInt(20_000), () -> act(desk, random));
        }
        world.in(20_000, () -> world.loss(0));

        int steps = 0;
        while (world.step() && !(world.millis() > end() && allQuiet(world))) {
            if (++steps == MANY_STEPS) {
                throw new AssertionError("does not come to rest: " + world.desks());
            }
        }

        assertThat(allQuiet(world)).as("seed %d", seed).isTrue();
        check(world);
    }

    private static long end() {
        return Streams.NOW.toEpochMilli() + 20_001;
    }

    private static boolean allQuiet(MiniWorld world) {
        return world.desks().stream().allMatch(MiniDesk::quiet);
    }

    private static void check(MiniWorld world) {
        Set<UUID> inLog = new HashSet<>();
        world.server().log.forEach(e -> inLog.add(e.commitId()));
        for (MiniDesk desk : world.desks()) {
            assertThat(desk.confirmed).isEqualTo(world.server().states);
            checkIntents(desk, inLog);
            for (UUID commit : desk.submitted) {
                int ends =
                        (inLog.contains(commit) ? 1 : 0)
                                + (desk.needsPerson.contains(commit) ? 1 : 0)
                                + (desk.alreadySo.contains(commit) ? 1 : 0);
                assertThat(ends).isEqualTo(1);
            }
        }
    }

    /**
     * Of what was meant as one, a later part is on the server only where the earlier one is, or was
     * so already; what got through alone is the first part, and the other is known to be refused.
     */
    private static void checkIntents(MiniDesk desk, Set<UUID> inLog) {
        desk.intents.forEach((intent, parts) -> {
            boolean first = inLog.contains(parts.get(0));
            boolean second = inLog.contains(parts.get(1));
            if (second) {
                assertThat(first || desk.alreadySo.contains(parts.get(0)))
                        .as("the second part of an intent got through alone")
                        .isTrue();
            } else if (first) {
                assertThat(
                                desk.needsPerson.contains(parts.get(1))
                                        || desk.alreadySo.contains(parts.get(1)))
                        .isTrue();
            }
        });
    }

    private static void act(MiniDesk desk, Random random) {
        int dice = random.nextInt(20);
        if (dice == 0) {
            desk.restart();
            return;
        }
        if (dice == 1) {
            desk.cut();
            return;
        }
        StreamId stream = Streams.reservation(random.nextInt(STREAMS));
        if (dice < 6) {
            StreamId other = Streams.reservation((stream.hashCode() & 1) + 1);
            if (!other.equals(stream)) {
                desk.submitTogether(
                        stream, other, random.nextBoolean() ? new Arrive() : new UndoArrival());
            }
            return;
        }
        Command command =
                switch (random.nextInt(8)) {
                    case 0 -> new Arrive();
                    case 1 -> new CheckIn();
                    case 2 -> new UndoArrival();
                    case 3 ->
                            random.nextInt(4) == 0
                                    ? new Cancel(CancelledBy.CUSTOMER)
                                    : new Arrive();
                    case 4 -> new ChangeMemo(memo(desk, stream));
                    default -> Streams.add("처치 " + random.nextInt(6));
                };
        desk.submit(stream, command);
    }

    private static UUID memo(MiniDesk desk, StreamId stream) {
        StreamState shown =
                Rebase.optimistic(
                        desk.confirmed.getOrDefault(stream, Streams.empty()),
                        desk.chains.getOrDefault(stream, List.of()));
        return ((Reservation) shown.state()).memoEventId();
    }
}
