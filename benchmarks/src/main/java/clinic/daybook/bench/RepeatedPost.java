package clinic.daybook.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A POST that is sent over and over on one connection. It is made once, and only its ids are new
 * each time: to make it anew would take as much of the processors as an answer does.
 */
final class RepeatedPost {

    /** Stands in a body wherever an id of its own is wanted each time. */
    static final String NEW_ID = "????????-????-????-????-????????????";

    private final RawHttp http;
    private final byte[] request;
    private final List<Integer> ids = new ArrayList<>();

    RepeatedPost(RawHttp http, String path, String body) {
        this.http = http;
        this.request = http.request(path, body);
        // One character is one byte there, so that they stand at the same places.
        String bytes = new String(request, StandardCharsets.ISO_8859_1);
        for (int at = bytes.indexOf(NEW_ID); at >= 0; at = bytes.indexOf(NEW_ID, at + 1)) {
            ids.add(at);
        }
    }

    /** Sends it with new ids. */
    RawHttp.Answer send() throws IOException {
        for (int at : ids) {
            byte[] id = SampleEvents.id().toString().getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(id, 0, request, at, id.length);
        }
        return http.send(request);
    }
}
