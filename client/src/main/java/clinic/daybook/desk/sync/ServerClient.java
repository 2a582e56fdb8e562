package clinic.daybook.desk.sync;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitRequest;
import clinic.daybook.protocol.CommitResponse;
import clinic.daybook.protocol.Enrolment;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.PinnedKeys;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.protocol.StaffSession;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.SyncInput.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The server's routes. Every request ends in exactly one callback, on a thread of the network's,
 * within the timeouts given here.
 */
final class ServerClient implements AutoCloseable {

    private static final MediaType JSON = MediaType.get("application/json");

    /** An event is at most 64 KiB with its personal part; its envelope adds little. */
    private static final long MAX_LINE_BYTES = 1024 * 1024;

    private static final long MAX_ANSWER_BYTES = 64L * 1024 * 1024;
    private static final int MAX_STAFF = 100_000;

    /** A hundred times what a day of a large clinic has. */
    private static final int MAX_BOARD = 1_000_000;

    private static final int MAX_STREAM = 100_000;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    /** Told what the server's clock said, and when that was asked and answered. */
    interface TimeListener {
        void answered(Instant at, long askedNanos, long answeredNanos);
    }

    private final DeskNetwork http;
    private final LongSupplier nanos;
    private final Servers servers = new Servers();
    private volatile TimeListener times = (_, _, _) -> {};
    private volatile Consumer<Boolean> trust = _ -> {};
    // Those of the enrolment that was asked with last.
    private volatile @Nullable PinnedKeys keys;

    ServerClient() {
        this(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                // A page of 1,000 events over a slow line may take long and is worth waiting for.
                Duration.ofSeconds(120));
    }

    /** With timeouts of one's own: for connecting, for silence, and for a request as a whole. */
    ServerClient(Duration connect, Duration silence, Duration call) {
        this(new OkHttpNetwork(connect, silence, call));
    }

    /** Over a network of one's own, which is closed with this. */
    ServerClient(DeskNetwork network) {
        this(network, System::nanoTime);
    }

    /** {@code nanos}: the time by which answers are timed. */
    ServerClient(DeskNetwork network, LongSupplier nanos) {
        http = network;
        this.nanos = nanos;
    }

    /** From now on each answer's time is told, on a thread of the network's. */
    void onTime(TimeListener listener) {
        times = listener;
    }

    /** From now on it is told whether who answers can be trusted, on a thread of the network's. */
    void onTrust(Consumer<Boolean> listener) {
        trust = listener;
    }

    /** A page of the feed, and the newest position. */
    record Page(FeedPage page, long head) {}

    /** The address of a server, without a slash at its end; {@code null} when it is none. */
    static @Nullable String address(String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            return null;
        }
        String written = url.newBuilder().query(null).fragment(null).build().toString();
        return written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
    }

    /**
     * Hands in a code.
     *
     * @param keys of this request alone: whom to trust; {@code null}: whoever an authority vouches
     *     for
     */
    void enrol(
            String address,
            @Nullable PinnedKeys keys,
            Enrolment.Request body,
            Consumer<Enrolment.Response> then,
            Consumer<ServerFailure> failed) {
        Request request =
                pinned(new Request.Builder().url(address + "/v1/desks"), keys)
                        .post(body(body))
                        .build();
        send(
                address,
                request,
                201,
                null,
                response -> read(response, Enrolment.Response.class),
                then,
                failed);
    }

    /** At most {@code limit} events after a position. */
    void page(
            Enrolled desk,
            long after,
            int limit,
            Consumer<Page> then,
            Consumer<ServerFailure> failed) {
        String url = "/v1/events?store=" + desk.storeId() + "&after=" + after + "&limit=" + limit;
        events(desk, url, limit, then, failed);
    }

    /** Reference data, a clinic day's reservations and their customers, whole. */
    void board(Enrolled desk, LocalDate day, Consumer<Page> then, Consumer<ServerFailure> failed) {
        events(desk, "/v1/bootstrap?day=" + day, MAX_BOARD, then, failed);
    }

    /** One stream, whole. */
    void stream(
            Enrolled desk, StreamId stream, Consumer<Page> then, Consumer<ServerFailure> failed) {
        events(desk, "/v1/streams/" + stream, MAX_STREAM, then, failed);
    }

    private void events(
            Enrolled desk,
            String path,
            int most,
            Consumer<Page> then,
            Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + path).build(),
                200,
                desk.storeId(),
                response -> {
                    String head = response.header(Protocol.HEAD_HEADER);
                    if (head == null) {
                        throw new IOException("no " + Protocol.HEAD_HEADER);
                    }
                    return new Page(parse(response, most), number(head));
                },
                then,
                failed);
    }

    /** Reads line by line, so that no page stands in memory both as text and as events. */
    private static FeedPage parse(Response response, int most) throws IOException {
        BufferedSource source = response.body().source();
        FeedPage.Parser parser = new FeedPage.Parser();
        int lines = 0;
        while (!source.exhausted()) {
            if (lines++ == most) {
                throw new IOException("more lines than were asked for");
            }
            parser.line(source.readUtf8LineStrict(MAX_LINE_BYTES));
        }
        return parser.page();
    }

    /** Who the server's store is, whichever the desk worked with. */
    void store(Enrolled desk, Consumer<StoreInfo> then, Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + "/v1/store").build(),
                200,
                null,
                response -> read(response, StoreInfo.class),
                then,
                failed);
    }

    void push(
            Enrolled desk,
            Supplier<CommitRequest> commits,
            Consumer<CommitResponse> then,
            Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + "/v1/commits").post(new LateBody(commits)).build(),
                200,
                desk.storeId(),
                response -> read(response, CommitResponse.class),
                then,
                failed);
    }

    void verifiers(
            Enrolled desk, Consumer<List<StaffVerifier>> then, Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + "/v1/staff/verifiers").build(),
                200,
                desk.storeId(),
                response -> {
                    List<StaffVerifier> all = new ArrayList<>();
                    for (String line : lines(response, MAX_STAFF)) {
                        all.add(parse(line, StaffVerifier.class));
                    }
                    return all;
                },
                then,
                failed);
    }

    /** Replaces the desk's token by one of its own making. */
    void replaceToken(
            Enrolled desk,
            String token,
            Consumer<Enrolment.Response> then,
            Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + "/v1/desks/token")
                        .post(body(new Enrolment.TokenRequest(token)))
                        .build(),
                201,
                null,
                response -> read(response, Enrolment.Response.class),
                then,
                failed);
    }

    /** Shows the server who sits at the desk. */
    void session(
            Enrolled desk,
            StaffSession.Request who,
            Consumer<StaffSession.Response> then,
            Consumer<ServerFailure> failed) {
        String at = address(desk);
        send(
                at,
                request(desk, at + "/v1/sessions").post(body(who)).build(),
                201,
                desk.storeId(),
                response -> read(response, StaffSession.Response.class),
                then,
                failed);
    }

    /**
     * Opens a live line.
     *
     * @param at what {@link #address(Enrolled)} said; told to {@link #lost} if it ends
     * @param keys of this line alone, made by {@link #keys(Collection)} from the desk's pins
     */
    WebSocket live(
            Enrolled desk,
            String at,
            @Nullable PinnedKeys keys,
            long after,
            WebSocketListener listener) {
        String url = at + "/v1/live?store=" + desk.storeId() + "&after=" + after;
        return http.newWebSocket(request(desk, url, keys).build(), listener);
    }

    /** Trusts the servers with these keys; {@code null}: there are none, and authorities count. */
    static @Nullable PinnedKeys keys(Collection<KeyPin> pins) {
        return pins.isEmpty() ? null : new PinnedKeys(pins);
    }

    /** The address of the server that the desk talks to now. */
    String address(Enrolled desk) {
        return servers.of(desk.serverUrls());
    }

    /** A live line to that address could not be opened, or broke. */
    void lost(String address) {
        servers.unreachable(address);
    }

    /** What an answer that is no success means. */
    static ServerFailure failure(Response response) {
        String code = problemCode(response);
        Failure failure =
                switch (response.code()) {
                    case 401 -> Failure.UNAUTHORISED;
                    case 409 ->
                            code.equals(Problem.Codes.STORE_CHANGED)
                                    ? Failure.STORE_CHANGED
                                    : Failure.UNREACHABLE;
                    case 429, 503 -> Failure.OVERLOADED;
                    case 400, 413 -> Failure.REFUSED;
                    default -> Failure.UNREACHABLE;
                };
        return new ServerFailure(failure, response.code(), code, retryAfter(response));
    }

    /** Ends all requests and connections. */
    @Override
    public void close() {
        http.close();
    }

    /** Makes something of a successful answer. */
    private interface Answer<T> {
        T read(Response response) throws IOException;
    }

    private <T> void send(
            String at,
            Request request,
            int success,
            @Nullable String storeId,
            Answer<T> answer,
            Consumer<T> then,
            Consumer<ServerFailure> failed) {
        long asked = nanos.getAsLong();
        http.newCall(request)
                .enqueue(
                        new Callback() {
                            @Override
                            public void onFailure(Call call, IOException e) {
                                servers.unreachable(at);
                                ServerFailure failure = ServerFailure.of(e);
                                if (failure.untrusted()) {
                                    trust.accept(false);
                                }
                                failed.accept(failure);
                            }

                            @Override
                            public void onResponse(Call call, Response response) {
                                time(response, asked);
                                trust.accept(true);
                                T value;
                                try (response) {
                                    if (response.code() != success) {
                                        ServerFailure failure = failure(response);
                                        if (failure.outOfReach()) {
                                            servers.unreachable(at);
                                        }
                                        failed.accept(failure);
                                        return;
                                    }
                                    if (otherStore(response, storeId)) {
                                        failed.accept(
                                                new ServerFailure(
                                                        Failure.STORE_CHANGED,
                                                        response.code(),
                                                        Problem.Codes.STORE_CHANGED,
                                                        null));
                                        return;
                                    }
                                    value = answer.read(response);
                                } catch (IOException e) {
                                    servers.unreachable(at);
                                    failed.accept(ServerFailure.noAnswer());
                                    return;
                                }
                                then.accept(value);
                            }
                        });
    }

    private void time(Response response, long asked) {
        String told = response.header(Protocol.TIME_HEADER);
        if (told == null) {
            return;
        }
        long answered = nanos.getAsLong();
        try {
            times.answered(Instant.parse(told), asked, answered);
        } catch (DateTimeParseException e) {
            // Somebody in between put it there; the next answer will do.
        }
    }

    private static boolean otherStore(Response response, @Nullable String storeId) {
        String answered = response.header(Protocol.STORE_HEADER);
        return storeId != null && answered != null && !answered.equals(storeId);
    }

    private Request.Builder request(Enrolled desk, String url) {
        return request(desk, url, keys(desk));
    }

    private static Request.Builder request(Enrolled desk, String url, @Nullable PinnedKeys keys) {
        return pinned(new Request.Builder().url(url), keys)
                .header("Authorization", "Bearer " + desk.token())
                .header("Accept", "application/json, application/x-ndjson");
    }

    /** The same as long as the pins are, so that requests share their lines. */
    private @Nullable PinnedKeys keys(Enrolled desk) {
        PinnedKeys known = keys;
        if (known == null || !known.pins().equals(desk.pins())) {
            known = keys(desk.pins());
            keys = known;
        }
        return known;
    }

    /** The network trusts nobody but who has one of these keys. */
    private static Request.Builder pinned(Request.Builder request, @Nullable PinnedKeys keys) {
        return keys == null ? request : request.tag(PinnedKeys.class, keys);
    }

    private static RequestBody body(Object value) {
        return RequestBody.create(bytes(value), JSON);
    }

    private static byte[] bytes(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON", e);
        }
    }

    /** A body that is made on the thread that sends it: a long one takes a while. */
    private static final class LateBody extends RequestBody {
        private final Supplier<?> value;
        private byte @Nullable [] made;

        LateBody(Supplier<?> value) {
            this.value = value;
        }

        private byte[] made() {
            byte[] bytes = made;
            if (bytes == null) {
                bytes = bytes(value.get());
                made = bytes;
            }
            return bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return made().length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(made());
        }
    }

    private static <T> T read(Response response, Class<T> type) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_ANSWER_BYTES)) {
            throw new IOException("the answer is too long");
        }
        return parse(source.readUtf8(), type);
    }

    private static <T> T parse(String json, Class<T> type) throws IOException {
        JsonNode node = Json.mapper().readTree(json);
        T value = node == null ? null : RecordReader.read(node, type).value();
        if (value == null) {
            throw new IOException("the answer is not what the protocol says");
        }
        return value;
    }

    private static List<String> lines(Response response, int most) throws IOException {
        BufferedSource source = response.body().source();
        List<String> lines = new ArrayList<>();
        while (!source.exhausted()) {
            if (lines.size() == most) {
                throw new IOException("more lines than were asked for");
            }
            lines.add(source.readUtf8LineStrict(MAX_LINE_BYTES));
        }
        return lines;
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("not a position", e);
        }
    }

    private static String problemCode(Response response) {
        try {
            JsonNode node =
                    Json.mapper().readTree(response.peekBody(Protocol.MAX_BODY_BYTES).string());
            return node == null ? "" : node.path("code").asText("");
        } catch (IOException e) {
            // An answer of somebody in between, who knows no problem documents.
            return "";
        }
    }

    private static @Nullable Duration retryAfter(Response response) {
        String seconds = response.header("Retry-After");
        if (seconds == null || !seconds.matches("[0-9]{1,6}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
