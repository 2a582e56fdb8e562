package clinic.daybook.server.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * How fast a body comes or an answer goes. Only the time that was spent waiting for the line
 * counts. Without this a line that moves a byte now and then would keep a thread for ever: the idle
 * timeout begins anew with every byte.
 */
final class Pace {

    private static final String ATTRIBUTE = "daybook.pace";
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    /** After the patience has run out. */
    private static final long BYTES_A_SECOND = 1024;

    /** However fast it goes, it has an end after so many times the patience. */
    private static final long LONGEST = 12;

    private final long patience;
    private long waited;
    private long bytes;

    private Pace(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** From now on each request has a pace. */
    static void install(JavalinDefaultRoutingApi routes, Duration patience) {
        routes.before(ctx -> ctx.attribute(ATTRIBUTE, patience));
    }

    /** Of a request's body or answer, from now on. */
    static Pace of(Context ctx) {
        return new Pace(Objects.requireNonNull(ctx.<Duration>attribute(ATTRIBUTE)));
    }

    boolean tooSlow() {
        return waited > patience
                && (bytes < waited / NANOS * BYTES_A_SECOND || waited > patience * LONGEST);
    }

    /** As the stream's own; counts. */
    int read(InputStream in, byte[] buffer) throws IOException {
        long began = System.nanoTime();
        int read = in.read(buffer);
        waited += System.nanoTime() - began;
        bytes += Math.max(0, read);
        return read;
    }

    /** The same stream; breaks off when it goes too slowly. */
    OutputStream paced(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                long began = System.nanoTime();
                out.write(b, off, len);
                waited += System.nanoTime() - began;
                bytes += len;
                if (tooSlow()) {
                    throw new IOException("the answer is read too slowly");
                }
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
