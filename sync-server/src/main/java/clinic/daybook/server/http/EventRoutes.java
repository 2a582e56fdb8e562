package clinic.daybook.server.http;

import clinic.daybook.clinic.ClinicState;
import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.server.commit.Ids;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.store.DayStreams;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StreamPage;
import clinic.daybook.server.store.WireEvent;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading events: by position, by day, by stream. */
final class EventRoutes {

    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_BYTES = 1024 * 1024;

    private final EventStore store;
    private final StreamStates states;

    EventRoutes(EventStore store, StreamStates states) {
        this.store = store;
        this.states = states;
    }

    void register(JavalinDefaultRoutingApi routes, DeskAuth auth) {
        routes.get("/v1/store", auth.reading(this::store));
        routes.get("/v1/events", auth.reading(this::events));
        routes.get("/v1/bootstrap", auth.enrolled(this::bootstrap));
        routes.get("/v1/streams/{streamId}", auth.reading(this::stream));
    }

    /** For a desk whose store this is not: the one question that it asks before all others. */
    private void store(Context ctx) throws IOException {
        ctx.contentType("application/json");
        ctx.result(
                Json.mapper()
                        .writeValueAsBytes(
                                new StoreInfo(
                                        store.storeId(),
                                        store.identity().clinicId().toString(),
                                        store.currentHead(),
                                        store.ancestors())));
    }

    private void events(Context ctx) throws IOException {
        long after = Numbers.query(ctx, "after", 0, 0, Long.MAX_VALUE);
        long limit = Numbers.query(ctx, "limit", Protocol.DEFAULT_PAGE, 1, Protocol.MAX_PAGE);
        String asked = ctx.queryParam("store");
        long head = store.currentHead();
        if ((asked != null && !asked.equals(store.storeId())) || after > head) {
            throw HttpProblem.storeChanged();
        }
        Ndjson.events(
                ctx,
                head,
                new Reading(after, limit) {
                    @Override
                    List<WireEvent> read(long from, int most) {
                        return DeskAuth.reader(ctx)
                                ? store.readWithoutPersonal(from, most, PAGE_BYTES)
                                : store.page(from, head, most, PAGE_BYTES);
                    }
                });
    }

    private void bootstrap(Context ctx) throws IOException {
        LocalDate day = day(ctx.queryParam("day"));
        ZoneId zone =
                states.stateOf(store.identity().clinicId(), ClinicState.class)
                        .orElse(ClinicState.NEW)
                        .zone();
        DayStreams streams =
                store.dayStreams(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant());
        Ndjson.events(
                ctx,
                streams.head(),
                new Reading(0, Long.MAX_VALUE) {
                    @Override
                    List<WireEvent> read(long from, int most) {
                        return store.pageOf(
                                streams.streamIds(), from, streams.head(), most, PAGE_BYTES);
                    }
                });
    }

    private void stream(Context ctx) throws IOException {
        StreamId streamId = Ids.streamId(ctx.pathParam("streamId"));
        long from = Numbers.query(ctx, "from", 1, 0, Long.MAX_VALUE);
        StreamPage first =
                streamId == null
                        ? new StreamPage(0, 0, List.of())
                        : page(ctx, streamId, from, PAGE_EVENTS);
        if (streamId == null || first.currentVersion() == 0) {
            throw HttpProblem.of(
                    404, Problem.Codes.UNKNOWN_STREAM, "there is no stream of this id");
        }
        Ndjson.events(ctx, first.head(), new StreamReading(ctx, streamId, first));
    }

    private StreamPage page(Context ctx, StreamId streamId, long from, int most) {
        return DeskAuth.reader(ctx)
                ? store.streamWithoutPersonal(streamId, from, most, PAGE_BYTES)
                : store.stream(streamId, from, most, PAGE_BYTES);
    }

    private static LocalDate day(@Nullable String text) {
        try {
            if (text != null) {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= 1 && day.getYear() <= 9998) {
                    return day;
                }
            }
        } catch (DateTimeException e) {
            throw HttpProblem.malformed("day is a date: YYYY-MM-DD");
        }
        throw HttpProblem.malformed("day is a date: YYYY-MM-DD");
    }

    /** Goes through positions page by page. */
    private abstract static class Reading implements Ndjson.Pages {
        private long after;
        private long left;

        Reading(long after, long limit) {
            this.after = after;
            this.left = limit;
        }

        abstract List<WireEvent> read(long from, int most);

        @Override
        public List<WireEvent> next() {
            if (left == 0) {
                return List.of();
            }
            List<WireEvent> page = read(after, (int) Math.min(left, PAGE_EVENTS));
            if (!page.isEmpty()) {
                after = page.getLast().position();
                left -= page.size();
            }
            return page;
        }
    }

    /** Goes through the versions that the stream had when the answer began. */
    private final class StreamReading implements Ndjson.Pages {
        private final Context ctx;
        private final StreamId streamId;
        private final long last;
        private @Nullable StreamPage first;
        private long next;

        StreamReading(Context ctx, StreamId streamId, StreamPage first) {
            this.ctx = ctx;
            this.streamId = streamId;
            this.last = first.currentVersion();
            this.first = first;
        }

        @Override
        public List<WireEvent> next() {
            StreamPage page = first;
            if (page == null) {
                if (next > last) {
                    return List.of();
                }
                int most = (int) Math.min(PAGE_EVENTS, last - next + 1);
                page = page(ctx, streamId, next, most);
            }
            first = null;
            next = page.events().isEmpty() ? last + 1 : page.events().getLast().version() + 1;
            return page.events();
        }
    }
}
