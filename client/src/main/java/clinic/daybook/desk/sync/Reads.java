package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Arrival;
import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncInput.Failure;
import clinic.daybook.sync.Wanted;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from the server by the ways there are, and keeps what has come until it is clear
 * whether it is needed. Of the engine's thread.
 */
final class Reads {

    private static final int NOT_FOUND = 404;

    /** A page that was read, and what it stands for. */
    private record Kept(FeedPage page, Arrival arrival) {}

    private final SyncSide desk;
    private final ServerClient server;
    private final InstantSource clock;
    private final Consumer<SyncInput> feed;
    private final RandomGenerator random;
    private final Map<Long, Kept> pages = new HashMap<>();
    private @Nullable Enrolled enrolled;
    private long nextPage = 1;
    // Answers to what an earlier enrolment asked are none of this one's business.
    private long session;

    Reads(
            SyncSide desk,
            ServerClient server,
            InstantSource clock,
            Consumer<SyncInput> feed,
            RandomGenerator random) {
        this.desk = desk;
        this.server = server;
        this.clock = clock;
        this.feed = feed;
        this.random = random;
    }

    /** Reads from there from now on; {@code null}: nowhere. What was read before is forgotten. */
    void begin(@Nullable Enrolled from) {
        enrolled = from;
        session++;
        pages.clear();
    }

    /** Keeps what the live connection brought; its number. */
    long keep(FeedPage page) {
        return number(page, new Arrival.Feed());
    }

    void drop(long page) {
        pages.remove(page);
    }

    /** Has a page taken over and reports when it is durable. */
    void apply(long page) {
        Kept kept = pages.remove(page);
        long asked = session;
        if (kept != null) {
            desk.apply(
                    kept.page(),
                    kept.arrival(),
                    () -> {
                        if (asked == session) {
                            feed.accept(new SyncInput.PageApplied(page));
                        }
                    });
        }
    }

    void fetch(long after, int limit) {
        Enrolled to = enrolled;
        long asked = session;
        if (to != null) {
            server.page(
                    to,
                    after,
                    limit,
                    answer -> {
                        FeedPage page = answer.page();
                        long upTo = Math.max(after, page.upTo());
                        Set<StreamId> streams = page.streams();
                        arrived(
                                asked,
                                page,
                                new Arrival.Feed(),
                                number ->
                                        new SyncInput.PageReceived(
                                                number, after, upTo, answer.head(), streams));
                    },
                    failure ->
                            failed(
                                    asked,
                                    new SyncInput.FetchFailed(
                                            failure.failure(),
                                            failure.retryAfter(),
                                            random.nextDouble())));
        }
    }

    void fetchBoard() {
        Enrolled to = enrolled;
        long asked = session;
        LocalDate day = desk.today(clock.instant());
        if (to != null) {
            server.board(
                    to,
                    day,
                    answer -> {
                        Set<StreamId> streams = answer.page().streams();
                        arrived(
                                asked,
                                answer.page(),
                                new Arrival.Board(day, answer.head()),
                                number ->
                                        new SyncInput.BoardReceived(
                                                number, answer.head(), streams));
                    },
                    failure ->
                            failed(
                                    asked,
                                    new SyncInput.BoardFailed(
                                            failure.failure(),
                                            failure.status() == NOT_FOUND,
                                            failure.retryAfter(),
                                            random.nextDouble())));
        }
    }

    void fetchOlder(long after, int limit) {
        Enrolled to = enrolled;
        long asked = session;
        if (to != null) {
            server.page(
                    to,
                    after,
                    limit,
                    answer -> {
                        long upTo = Math.max(after, answer.page().upTo());
                        arrived(
                                asked,
                                answer.page(),
                                new Arrival.Older(upTo),
                                number -> new SyncInput.OlderReceived(number, after, upTo));
                    },
                    failure ->
                            failed(
                                    asked,
                                    new SyncInput.OlderFailed(
                                            failure.failure(),
                                            failure.retryAfter(),
                                            random.nextDouble())));
        }
    }

    void fetchWanted(Wanted what) {
        Enrolled to = enrolled;
        long asked = session;
        if (to == null) {
            return;
        }
        Consumer<ServerClient.Page> then =
                answer ->
                        arrived(
                                asked,
                                answer.page(),
                                new Arrival.Whole(),
                                number -> new SyncInput.WantedReceived(what, number));
        Consumer<ServerFailure> failed =
                failure ->
                        failed(
                                asked,
                                new SyncInput.WantedFailed(
                                        what,
                                        failure.status() == NOT_FOUND
                                                ? Failure.REFUSED
                                                : failure.failure(),
                                        failure.retryAfter(),
                                        random.nextDouble()));
        switch (what) {
            case Wanted.Stream w -> server.stream(to, w.streamId(), then, failed);
            case Wanted.Day w -> server.board(to, w.day(), then, failed);
        }
    }

    /** A page has come from the network. */
    private void arrived(
            long askedIn, FeedPage page, Arrival arrival, LongFunction<SyncInput> input) {
        FeedPage prepared = desk.prepare(page);
        onEngine(askedIn, () -> feed.accept(input.apply(number(prepared, arrival))));
    }

    private long number(FeedPage page, Arrival arrival) {
        pages.put(nextPage, new Kept(page, arrival));
        return nextPage++;
    }

    private void failed(long askedIn, SyncInput input) {
        onEngine(askedIn, () -> feed.accept(input));
    }

    private void onEngine(long askedIn, Runnable task) {
        desk.execute(() -> {
            if (askedIn == session) {
                task.run();
            }
        });
    }
}
