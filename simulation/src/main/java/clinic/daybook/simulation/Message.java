package clinic.daybook.simulation;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What goes over the network: requests and answers in bytes, as both ends write and read them. */
final class Message {

    /** A request; header names in lower case. */
    record Asked(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            byte[] body) {

        static Asked of(Request request) {
            Map<String, String> headers = new TreeMap<>();
            for (String name : request.headers().names()) {
                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(request.header(name)));
            }
            Buffer body = new Buffer();
            if (request.body() != null) {
                try {
                    request.body().writeTo(body);
                } catch (IOException e) {
                    throw new IllegalStateException("a request in memory cannot be read", e);
                }
            }
            URI uri = request.url().uri();
            return new Asked(
                    request.method(),
                    uri.getPath(),
                    uri.getRawQuery(),
                    headers,
                    body.readByteArray());
        }

        /** The same request as OkHttp makes it for a live line. */
        Asked asUpgrade() {
            Map<String, String> all = new TreeMap<>(headers);
            all.put("upgrade", "websocket");
            return new Asked(method, path, query, all, body);
        }

        Asked withBody(byte[] other) {
            return new Asked(method, path, query, headers, other);
        }
    }

    /** An answer; header names as they were written. */
    record Answered(int status, Map<String, String> headers, byte[] body) {

        Answered withBody(byte[] other) {
            return new Answered(status, headers, other);
        }

        Response to(Request request) {
            Response.Builder response =
                    new Response.Builder()
                            .request(request)
                            .protocol(okhttp3.Protocol.HTTP_1_1)
                            .code(status)
                            .message("")
                            .body(ResponseBody.create(body, null));
            headers.forEach(response::header);
            return response.build();
        }
    }

    private Message() {}
}
