package clinic.daybook.server.kinesis;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests on their way to Kinesis, two at a time: while one is answered, the next is written. Of
 * which streams their entries are is the {@link ForwardWindow}'s business, which gives out none of
 * a stream that is in another request. For one thread.
 */
final class Requests implements AutoCloseable {

    private static final int MOST = 2;
    private static final long CLOSE_SECONDS = 2;

    /**
     * What came of a request: an outcome, or why there is none.
     *
     * @param entries those of the request
     */
    record Answer(
            List<ForwardEntry> entries,
            KinesisSender.@Nullable Outcome outcome,
            @Nullable SendException refused,
            @Nullable Throwable failed) {}

    private final KinesisSender sender;
    private final Runnable done;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("kinesis-request-", 0).factory());
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MOST);
    private int underWay;

    /** {@code done}: run after each answer, on another thread. */
    Requests(KinesisSender sender, Runnable done) {
        this.sender = sender;
        this.done = done;
    }

    /** Whether another one may be sent. */
    boolean hasRoom() {
        return underWay < MOST;
    }

    /** Whether none is under way. */
    boolean none() {
        return underWay == 0;
    }

    /** Sends one; its answer is among the next. */
    void send(List<ForwardEntry> entries) {
        if (!hasRoom()) {
            throw new IllegalStateException("too many requests at a time");
        }
        underWay++;
        threads.execute(() -> {
            answers.add(answer(entries));
            done.run();
        });
    }

    private Answer answer(List<ForwardEntry> entries) {
        try {
            return new Answer(entries, sender.put(entries), null, null);
        } catch (SendException e) {
            return new Answer(entries, null, e, null);
        } catch (RuntimeException | Error e) {
            // Without an answer nobody would ever send these again.
            return new Answer(entries, null, null, e);
        }
    }

    /** The answer that came first of those that were not looked at yet; {@code null}: none has. */
    @Nullable Answer poll() {
        Answer answer = answers.poll();
        if (answer != null) {
            underWay--;
        }
        return answer;
    }

    /** What is under way is broken off; whether it arrived nobody knows. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            var _ = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
