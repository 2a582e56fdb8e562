package clinic.daybook.server.kinesis;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.EventTail;
import clinic.daybook.server.store.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads and encodes the next events while those before them are on their way. One page at a time,
 * so that no more is held than the window has room for. For one thread.
 */
final class ReadAhead implements AutoCloseable {

    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_BYTES = 1024 * 1024;

    /** With its envelope, the smallest event takes so many times its own room. */
    private static final int ENVELOPED = 3;

    /** More than an event of the protocol's limit can be once its envelope is around it. */
    private static final int LARGEST_EVENT = Protocol.MAX_EVENT_BYTES + 16 * 1024;

    private static final long CLOSE_SECONDS = 2;

    private final EventTail tail;
    private final Runnable done;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("kinesis-reader").factory());
    private @Nullable Future<List<ForwardItem>> next;

    /** {@code done}: run after each page, on another thread. */
    ReadAhead(EventTail tail, Runnable done) {
        this.tail = tail;
        this.done = done;
    }

    /** Begins to read, unless it has, as much as the window has room for. */
    void begin(ForwardWindow window) {
        long after = window.readTo();
        if (next == null && hasRoom(window) && tail.head() > after) {
            int events = Math.min(PAGE_EVENTS, window.eventsRoom());
            int bytes = (int) Math.min(PAGE_BYTES, window.bytesRoom() / ENVELOPED);
            FutureTask<List<ForwardItem>> page =
                    new FutureTask<>(() -> read(after, events, bytes)) {
                        @Override
                        protected void done() {
                            done.run();
                        }
                    };
            reader.execute(page);
            next = page;
        }
    }

    /** Whether the window has room for any event there may be. */
    static boolean hasRoom(ForwardWindow window) {
        return window.eventsRoom() > 0 && window.bytesRoom() >= LARGEST_EVENT;
    }

    /** Whether a page is being read. */
    boolean busy() {
        return next != null;
    }

    /** What was read; empty when nothing is being read, or it is not there yet. */
    List<ForwardItem> take() throws InterruptedException {
        Future<List<ForwardItem>> reading = next;
        if (reading == null || !reading.isDone()) {
            return List.of();
        }
        try {
            List<ForwardItem> read = reading.get();
            next = null;
            return read;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<ForwardItem> read(long after, int events, int bytes) {
        String storeId = tail.storeId();
        List<ForwardItem> items = new ArrayList<>();
        for (WireEvent event : tail.readWithoutPersonal(after, events, bytes)) {
            items.add(CloudEvent.item(storeId, event));
        }
        return items;
    }

    /** A page that is being read is read to its end; nobody gets it. */
    @Override
    public void close() {
        reader.shutdown();
        try {
            var _ = reader.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
