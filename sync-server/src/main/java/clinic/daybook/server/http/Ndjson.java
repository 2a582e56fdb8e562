package clinic.daybook.server.http;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.WireEvent;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Answers with one JSON text per line, compressed where the other end wants it. */
final class Ndjson {

    static final String CONTENT_TYPE = "application/x-ndjson";

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0*)?");

    /** Gives the next events, none at the end; asked only after those before were written. */
    @FunctionalInterface
    interface Pages {
        List<WireEvent> next();
    }

    private Ndjson() {}

    /** Writes events page by page, so that a long answer takes little memory. */
    static void events(Context ctx, long head, Pages pages) throws IOException {
        // A store that fails at once must still be able to answer 503.
        List<WireEvent> page = pages.next();
        ctx.header(Protocol.HEAD_HEADER, Long.toString(head));
        OutputStream out = open(ctx);
        boolean whole = false;
        try {
            while (!page.isEmpty()) {
                for (WireEvent event : page) {
                    line(out, event.json());
                }
                page = pages.next();
            }
            out.close();
            whole = true;
        } finally {
            if (!whole) {
                Cut.answer(ctx);
            }
        }
    }

    /** Writes lines that are at hand. */
    static void lines(Context ctx, List<String> lines) throws IOException {
        try (OutputStream out = open(ctx)) {
            for (String line : lines) {
                line(out, line);
            }
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private static OutputStream open(Context ctx) throws IOException {
        ctx.status(200);
        ctx.contentType(CONTENT_TYPE);
        ctx.header("Vary", "Accept-Encoding");
        OutputStream line = Pace.of(ctx).paced(ctx.res().getOutputStream());
        if (!wantsGzip(ctx)) {
            return new BufferedOutputStream(line, BUFFER_BYTES);
        }
        ctx.header("Content-Encoding", "gzip");
        return new BufferedOutputStream(new FastGzip(line), BUFFER_BYTES);
    }

    /** The quickest level: a desk that catches up waits for the server's CPU, not for the line. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static boolean wantsGzip(Context ctx) {
        String accepted = ctx.header("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", -1);
            boolean refused = parts.length > 1 && REFUSED.matcher(parts[1].trim()).matches();
            if (parts[0].trim().equals("gzip") && !refused) {
                return true;
            }
        }
        return false;
    }
}
