package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Reads of a {@link MiniDesk} over a line that loses them.
 *
 * @param later runs something after a while
 * @param feed takes what came of it
 * @param keep keeps a page under a number
 */
record MiniReads(
        MiniWorld world,
        Random random,
        Consumer<Runnable> later,
        Consumer<SyncInput> feed,
        ToLongFunction<MiniFeed.Page> keep) {

    void fetch(long after) {
        later.accept(() -> {
            if (world.loses()) {
                feed.accept(
                        new SyncInput.FetchFailed(
                                SyncInput.Failure.UNREACHABLE, null, random.nextDouble()));
                return;
            }
            List<MiniServer.Logged> log = world.server().log;
            int end = (int) Math.min(log.size(), after + 5);
            List<MiniServer.Logged> events = List.copyOf(log.subList((int) after, end));
            feed.accept(
                    new SyncInput.PageReceived(
                            keep.applyAsLong(new MiniFeed.Page.Live(events)),
                            after,
                            end,
                            log.size(),
                            streams(events)));
        });
    }

    void fetchBoard() {
        later.accept(() -> {
            if (world.loses()) {
                feed.accept(
                        new SyncInput.BoardFailed(
                                SyncInput.Failure.UNREACHABLE, false, null, random.nextDouble()));
                return;
            }
            long head = world.server().log.size();
            List<MiniServer.Logged> events = world.server().whole(MiniReads::today);
            feed.accept(
                    new SyncInput.BoardReceived(
                            keep.applyAsLong(new MiniFeed.Page.Board(events, head)),
                            head,
                            streams(events)));
        });
    }

    /** Even ones are on today's board. */
    static boolean today(StreamId stream) {
        return stream.id().getLeastSignificantBits() % 2 == 0;
    }

    void fetchOlder(long after) {
        later.accept(() -> {
            if (world.loses()) {
                feed.accept(
                        new SyncInput.OlderFailed(
                                SyncInput.Failure.UNREACHABLE, null, random.nextDouble()));
                return;
            }
            List<MiniServer.Logged> log = world.server().log;
            int end = (int) Math.min(log.size(), after + 1 + random.nextInt(4));
            List<MiniServer.Logged> events = List.copyOf(log.subList((int) after, end));
            feed.accept(
                    new SyncInput.OlderReceived(
                            keep.applyAsLong(new MiniFeed.Page.Older(events, end)), after, end));
        });
    }

    void fetchWanted(Wanted what) {
        later.accept(() -> {
            if (world.loses()) {
                feed.accept(
                        new SyncInput.WantedFailed(
                                what, SyncInput.Failure.UNREACHABLE, null, random.nextDouble()));
                return;
            }
            List<MiniServer.Logged> events =
                    world.server()
                            .whole(s ->
                                    switch (what) {
                                        case Wanted.Stream w -> s.equals(w.streamId());
                                        case Wanted.Day _ -> !today(s);
                                    });
            later.accept(() ->
                    feed.accept(
                            new SyncInput.WantedReceived(
                                    what, keep.applyAsLong(new MiniFeed.Page.Whole(events)))));
        });
    }

    static Set<StreamId> streams(List<MiniServer.Logged> events) {
        Set<StreamId> streams = new HashSet<>();
        events.forEach(e -> streams.add(e.stream()));
        return streams;
    }
}
