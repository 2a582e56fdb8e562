package clinic.daybook.server.worker;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.PinnedKeys;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import com.fasterxml.jackson.core.JacksonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads a store over HTTP with a reader's credential, from whichever of its servers answers. */
public final class StoreClient implements EventSource, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMinutes(5);

    /** Events of one answer: with the largest, it fits the smallest heap that we run with. */
    private static final int PAGE = 2_000;

    private final List<HttpUrl> servers;
    private final String token;
    private final OkHttpClient http;
    private int first;

    /** What is made of an answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(Response response) throws IOException;
    }

    /**
     * A client of these servers.
     *
     * @param servers at least one
     * @param credential as {@code reader add} printed it
     * @throws IllegalArgumentException when it is none; the message says so, without it
     */
    public StoreClient(List<URI> servers, String credential) {
        EnrolmentCode read = EnrolmentCode.read(credential.strip());
        if (read == null || !read.code().matches("[A-Za-z0-9_-]{20,100}")) {
            throw new IllegalArgumentException(
                    "this is no reader's credential; take what `reader add` prints");
        }
        this.token = read.code();
        OkHttpClient.Builder client =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(READ)
                        .callTimeout(CALL);
        if (!read.pins().isEmpty()) {
            PinnedKeys pinned = new PinnedKeys(read.pins());
            client.sslSocketFactory(pinned.sockets(), pinned).hostnameVerifier(pinned);
        }
        this.http = client.build();
        this.servers =
                servers.stream()
                        .map(uri -> HttpUrl.get(uri.toString().replaceAll("/+$", "")))
                        .toList();
    }

    @Override
    public StoreInfo store() {
        return ask(
                "/v1/store",
                response -> Json.mapper().readValue(response.body().byteStream(), StoreInfo.class));
    }

    @Override
    public List<RecordedEvent> stream(StreamId streamId, long fromVersion) {
        return ask("/v1/streams/" + streamId + "?from=" + fromVersion, StoreClient::events);
    }

    @Override
    public List<RecordedEvent> after(String storeId, long position) {
        return ask(
                "/v1/events?store=" + storeId + "&after=" + position + "&limit=" + PAGE,
                StoreClient::events);
    }

    private static List<RecordedEvent> events(Response response) throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(response.body().charStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(Counting.read(line));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("an answer that is no list of events", e);
        }
        return events;
    }

    /** Asks the server that answered last, and the others in turn where it does not. */
    private synchronized <T> T ask(String path, Reading<T> reading) {
        String why = "";
        for (int i = 0; i < servers.size(); i++) {
            int at = (first + i) % servers.size();
            HttpUrl url = servers.get(at).resolve(path);
            if (url == null) {
                throw new IllegalArgumentException("no path of a server: " + path);
            }
            Request request =
                    new Request.Builder()
                            .url(url)
                            .header("Authorization", "Bearer " + token)
                            .build();
            try (Response response = http.newCall(request).execute()) {
                if (response.isSuccessful()) {
                    T answer = reading.read(response);
                    first = at;
                    return answer;
                }
                why = refusal(response, path);
            } catch (JacksonException e) {
                why = "what answers there is no Daybook server; correct --server";
            } catch (IOException e) {
                why = "no server answers (" + e.getClass().getSimpleName() + "); check --server";
            }
        }
        throw new SourceAwayException(why);
    }

    private static String refusal(Response response, String path) {
        return switch (response.code()) {
            case 401 ->
                    "the server does not know this credential; make one with `reader add` and"
                            + " start the worker with it";
            case 409 ->
                    throw new OtherStoreException(
                            String.valueOf(response.header(Protocol.STORE_HEADER)));
            case 404 ->
                    path.startsWith("/v1/streams/")
                            ? "a stream that Kinesis brought is not at the server; is it the right"
                                    + " --server?"
                            : "what answers there is no Daybook server; correct --server";
            default -> "the server answered " + response.code() + "; its log tells more";
        };
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
