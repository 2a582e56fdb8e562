package clinic.daybook.bench;

import clinic.daybook.server.store.PreparedCommit;
import clinic.daybook.server.store.PreparedEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The floor under a server's store: one thread that puts the rows of all who wait into one
 * transaction of a bare database and tells them when it is durable. Nothing is looked up or
 * checked.
 */
final class BareQueue implements AutoCloseable {

    private static final int MOST = 256;

    private record Waiting(List<BareStore.Row> rows, CompletableFuture<Long> durable) {}

    private final BareStore store;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST);
    private final Thread writer = new Thread(this::run, "bare-writer");
    private long position;

    /** Begins to write into that store, which it closes in the end. */
    BareQueue(BareStore store) {
        this.store = store;
        writer.start();
    }

    /** Writes what an accepted commit writes; returns once it is durable. */
    void append(PreparedCommit commit) throws InterruptedException {
        Waiting waiting = new Waiting(rows(commit), new CompletableFuture<>());
        queue.put(waiting);
        var _ = Watch.get("a bare insert", waiting.durable());
    }

    private synchronized List<BareStore.Row> rows(PreparedCommit commit) {
        List<BareStore.Row> rows = new ArrayList<>();
        String streamId = commit.streamId().toString();
        String commitId = commit.commitId().toString();
        long version = commit.expectedVersion();
        for (PreparedEvent event : commit.events()) {
            position++;
            version++;
            rows.add(
                    row(
                            "event",
                            position,
                            streamId,
                            version,
                            event.eventId().toString(),
                            commitId,
                            event.type(),
                            "2027-01-06T00:31:07.412Z",
                            event.body()));
        }
        rows.add(
                row(
                        "accepted_commit",
                        commitId,
                        commit.content().bytes(),
                        version,
                        Long.toString(position)));
        PreparedCommit.Place place = commit.place();
        if (place != null) {
            rows.add(
                    row(
                            "reservation_place",
                            streamId,
                            place.startsAt().getEpochSecond(),
                            place.customerId().toString()));
        }
        return rows;
    }

    private static BareStore.Row row(String table, Object... values) {
        return new BareStore.Row(table, List.of(values));
    }

    private void run() {
        List<Waiting> together = new ArrayList<>();
        try {
            while (true) {
                together.clear();
                together.add(queue.take());
                queue.drainTo(together);
                store.commit(together.stream().flatMap(w -> w.rows().stream()).toList());
                together.forEach(w -> w.durable().complete(0L));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            together.forEach(w -> w.durable().completeExceptionally(e));
        }
    }

    @Override
    public void close() throws SQLException {
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
