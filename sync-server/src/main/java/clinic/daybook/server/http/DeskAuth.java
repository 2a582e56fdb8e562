package clinic.daybook.server.http;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Problem;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.ContentHash;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets enrolled desks in, programs that may read where these may, and nobody else (I8). */
final class DeskAuth {

    private static final String ATTRIBUTE = "daybook.desk";
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "bearer ";

    private final AccessStore access;
    private final DeskRegistry desks;
    private final InstantSource clock;
    private final RecentTokens recent = new RecentTokens();

    /** {@code desks}: those that are not shut out at this server. */
    DeskAuth(AccessStore access, DeskRegistry desks, InstantSource clock) {
        this.access = access;
        this.desks = desks;
        this.clock = clock;
    }

    /** Somebody's token was changed at this server: each is asked for again. */
    void tokensChanged() {
        recent.forget();
    }

    /** The handler, for enrolled desks alone; {@link #desk} then tells which. */
    Handler enrolled(Handler handler) {
        return ctx -> {
            ctx.attribute(ATTRIBUTE, deskOf(ctx.header(HEADER)));
            handler.handle(ctx);
        };
    }

    /**
     * The same for what comes often: a token that was right within the last second is not looked up
     * again. Who is shut out at this server is so at once all the same, and within that second who
     * is by another process.
     */
    Handler enrolledOfLate(Handler handler) {
        return ctx -> {
            Optional<ContentHash> token = token(ctx.header(HEADER));
            StreamId desk =
                    token.flatMap(t -> recent.desk(t, clock.instant()))
                            .filter(d -> desks.find(d).isPresent())
                            .or(() -> token.flatMap(this::stored))
                            .orElseThrow(DeskAuth::unauthorised);
            ctx.attribute(ATTRIBUTE, desk);
            handler.handle(ctx);
        };
    }

    /**
     * The handler, also for programs that may read the log; {@link #reader} then tells whether it
     * is one, who may see nothing personal.
     */
    Handler reading(Handler handler) {
        return ctx -> {
            String header = ctx.header(HEADER);
            Optional<StreamId> desk = token(header).flatMap(this::stored);
            if (desk.isPresent()) {
                ctx.attribute(ATTRIBUTE, desk.get());
            } else if (token(header).flatMap(access::readerOfToken).isEmpty()) {
                throw unauthorised();
            }
            handler.handle(ctx);
        };
    }

    /** Whether a program asks that is no desk. */
    static boolean reader(Context ctx) {
        return ctx.attribute(ATTRIBUTE) == null;
    }

    /** The desk that makes the request. */
    static StreamId desk(Context ctx) {
        return Objects.requireNonNull(ctx.<StreamId>attribute(ATTRIBUTE));
    }

    /** The enrolled desk whose token stands in the header; 401 when there is none. */
    StreamId deskOf(@Nullable String header) {
        return token(header).flatMap(this::stored).orElseThrow(DeskAuth::unauthorised);
    }

    private static HttpProblem unauthorised() {
        return HttpProblem.of(
                401,
                Problem.Codes.UNAUTHORISED,
                "this desk is not enrolled here, or no more; enrol it");
    }

    private Optional<StreamId> stored(ContentHash token) {
        Instant now = clock.instant();
        Optional<StreamId> found = access.deskOfToken(token, now);
        found.ifPresent(desk -> recent.found(token, desk, now));
        return found;
    }

    private static Optional<ContentHash> token(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return Optional.of(Secrets.hash(header.substring(SCHEME.length()).trim()));
    }
}
