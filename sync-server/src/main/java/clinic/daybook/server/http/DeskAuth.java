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

/** Lets enrolled desks in and nobody else (I8). */
final class DeskAuth {

    private static final String ATTRIBUTE = "daybook.desk";
    private static final String SCHEME = "bearer ";

    private final AccessStore access;
    private final DeskRegistry desks;
    private final InstantSource clock;
    private final RecentTokens recent = new RecentTokens();

    /**
     * Asks the store about every token, but about one that was right not within a second again. Who
     * is shut out at this server is so at once.
     */
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
            ctx.attribute(ATTRIBUTE, deskOf(ctx.header("Authorization")));
            handler.handle(ctx);
        };
    }

    /** The desk that makes the request. */
    static StreamId desk(Context ctx) {
        return Objects.requireNonNull(ctx.<StreamId>attribute(ATTRIBUTE));
    }

    /** The enrolled desk whose token stands in the header; 401 when there is none. */
    StreamId deskOf(@Nullable String header) {
        return find(header)
                .orElseThrow(() ->
                        HttpProblem.of(
                                401,
                                Problem.Codes.UNAUTHORISED,
                                "this desk is not enrolled here, or no more; enrol it"));
    }

    private Optional<StreamId> find(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).trim();
        ContentHash hash = Secrets.hash(token);
        Instant now = clock.instant();
        Optional<StreamId> known = recent.desk(hash, now).filter(d -> desks.find(d).isPresent());
        if (known.isPresent()) {
            return known;
        }
        Optional<StreamId> found = access.deskOfToken(hash, now);
        found.ifPresent(desk -> recent.found(hash, desk, now));
        return found;
    }
}
