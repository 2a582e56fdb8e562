package clinic.daybook.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Time, a server and desks on bad lines; one thread, the same for the same seed. */
final class MiniWorld {

    private record Task(long at, long number, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private final MiniServer server = new MiniServer();
    private final List<MiniDesk> desks = new ArrayList<>();
    private final Random random;
    private long millis = Streams.NOW.toEpochMilli();
    private long number;
    private double loss;

    MiniWorld(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    MiniServer server() {
        return server;
    }

    List<MiniDesk> desks() {
        return desks;
    }

    MiniDesk newDesk() {
        return newDesk(FirstSync.USUALLY_BEYOND);
    }

    /** {@code beyond}: see {@link FirstSync#beyond}. */
    MiniDesk newDesk(long beyond) {
        MiniDesk desk = new MiniDesk(this, new Random(random.nextLong()), beyond);
        desks.add(desk);
        return desk;
    }

    void loss(double share) {
        loss = share;
    }

    boolean loses() {
        return random.nextDouble() < loss;
    }

    Instant now() {
        return Instant.ofEpochMilli(millis);
    }

    long millis() {
        return millis;
    }

    void in(long wait, Runnable task) {
        atMillis(millis + wait, task);
    }

    void at(Instant time, Runnable task) {
        atMillis(time.toEpochMilli(), task);
    }

    void atMillis(long time, Runnable task) {
        tasks.add(new Task(Math.max(time, millis), number++, task));
    }

    void tellAll() {
        desks.forEach(MiniDesk::tell);
    }

    /** Lets time pass; true when something happened. */
    boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        millis = next.at();
        next.run().run();
        return true;
    }
}
