package clinic.daybook.server.access;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.AccessStore.DeskRow;
import clinic.daybook.server.store.StoreIdentity;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes desks known and gives them their tokens. */
public final class Enrolments {

    private static final Duration CODE_LASTS = Duration.ofHours(24);
    private static final Duration OLD_TOKEN_LASTS = Duration.ofMinutes(5);

    /** What became of a code that was handed in. */
    public sealed interface Result {}

    /** The desk is known now; the token is told this once. */
    public record Enrolled(DeskRow desk, String token) implements Result {}

    /** The code is unknown, used or too old. */
    public record CodeInvalid() implements Result {}

    /** Too many wrong codes came from this address. */
    public record TooMany(Duration retryAfter) implements Result {}

    private final AccessStore access;
    private final StoreIdentity store;
    private final Secrets secrets;
    private final GuessLimit limit;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Keeps desks in the given store; their ids cannot be guessed. */
    public Enrolments(
            AccessStore access, StoreIdentity store, Secrets secrets, InstantSource clock) {
        this(access, store, secrets, clock, new SecureRandom());
    }

    /** Keeps desks in the given store; {@code random}: for their ids. */
    public Enrolments(
            AccessStore access,
            StoreIdentity store,
            Secrets secrets,
            InstantSource clock,
            RandomGenerator random) {
        this.access = access;
        this.store = store;
        this.secrets = secrets;
        this.limit = new GuessLimit(access, clock);
        this.clock = clock;
        this.random = random;
    }

    /** A new code, good once and for 24 hours; {@code name}: for a desk of that name. */
    public String newCode(@Nullable String name) {
        String code = secrets.enrolmentCode();
        access.addEnrolmentCode(Secrets.hashOfCode(code), name, clock.instant().plus(CODE_LASTS));
        return code;
    }

    /**
     * Uses up a code.
     *
     * @param address where it came from, for counting wrong ones
     * @param name of the desk; {@code null}: the one that the code was made with
     * @param known the id of a desk that enrols again; {@code null}: a new desk
     */
    public Result enrol(
            String address, String code, @Nullable String name, @Nullable StreamId known) {
        Duration wait = limit.begin(address);
        if (wait.isPositive()) {
            return new TooMany(wait);
        }
        Instant now = clock.instant();
        String token = secrets.token();
        StreamId deskId =
                known == null || known.equals(store.systemDesk())
                        ? new StreamId("desk", Uuid7.of(now, random))
                        : known;
        Optional<DeskRow> desk =
                access.enrol(Secrets.hashOfCode(code), name, deskId, Secrets.hash(token), now);
        if (desk.isEmpty()) {
            return new CodeInvalid();
        }
        limit.succeeded(address);
        return new Enrolled(desk.get(), token);
    }

    /**
     * A new token for a desk; its others end in five minutes. The same one may be asked for again
     * when the answer got lost.
     *
     * @param own one of the desk's own making; {@code null}: one is made here
     * @return the token; empty when the desk's own is none, or is used already
     */
    public Optional<String> replaceToken(StreamId deskId, @Nullable String own) {
        if (own != null && !Secrets.isToken(own)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String token = own == null ? secrets.token() : own;
        Optional<StreamId> holder = access.deskOfToken(Secrets.hash(token), now);
        if (holder.isPresent()) {
            return holder.filter(deskId::equals).map(_ -> token);
        }
        access.replaceToken(deskId, Secrets.hash(token), now.plus(OLD_TOKEN_LASTS), now);
        return Optional.of(token);
    }

    /** Shuts a desk out; false when it was unknown or shut out already. */
    public boolean revoke(StreamId deskId) {
        return access.revoke(deskId, clock.instant());
    }
}
