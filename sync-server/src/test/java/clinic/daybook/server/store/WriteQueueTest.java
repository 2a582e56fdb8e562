package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who was answered together is written together again, where a transaction takes long. */
@Timeout(60)
class WriteQueueTest {

    private final AtomicLong now = new AtomicLong();
    private final WriteQueue queue = new WriteQueue(now::get);

    private WriteQueue.Write<Integer> write() {
        return new WriteQueue.Work<>(_ -> 0, new CompletableFuture<>(), now.get());
    }

    private void writeTwo(long millis) {
        queue.offer(write());
        queue.offer(write());
        assertThat(queue.take()).hasSize(2);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        queue.written();
        // As the writer does at the end of each burst.
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void onASlowDiskTheFirstOfThoseWhoCameTogetherWaitsForTheOthers() throws Exception {
        writeTwo(40);
        WriteQueue.Write<?> first = write();
        WriteQueue.Write<?> second = write();
        queue.offer(first);
        CompletableFuture<List<WriteQueue.Write<?>>> group = new CompletableFuture<>();
        Thread writer = new Thread(() -> group.complete(queue.take()));
        writer.start();
        // The clock stands still: nothing but the second one ends the wait.
        await().until(() ->
                writer.getState() == Thread.State.TIMED_WAITING
                        || writer.getState() == Thread.State.TERMINATED);
        queue.offer(second);
        assertThat(group.get(30, TimeUnit.SECONDS)).isEqualTo(List.of(first, second));
    }

    @Test
    void onAQuickDiskNobodyWaitsForTheOthers() {
        writeTwo(1);
        queue.offer(write());
        assertThat(queue.take()).hasSize(1);
    }
}
