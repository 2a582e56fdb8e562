package clinic.daybook.desk.local;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.event.StreamId;
import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.Password;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks PINs against the verifiers kept here. One after the other and away from the engine's
 * thread, because a check is meant to be slow. Wrong ones are counted in the database, so that a
 * restart does not give new ones.
 */
public final class SignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final int WRONG_ALLOWED = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    /** What is known before the check. */
    private record Known(
            Optional<Reference.StaffItem> member,
            Optional<String> verifier,
            int wrong,
            Instant lockedUntil) {}

    private final EngineThread checks;
    private final EngineThread engine;
    private final DeskDatabase database;
    private final DeskState desk;
    private final Keeper keeper;
    private final InstantSource clock;
    private final DeskPlatform platform;
    // Until when by the platform's own time, so that a clock which is set ends no wait early. Of
    // the thread for checks.
    private final Map<StreamId, Long> waits = new HashMap<>();

    SignIn(
            EngineThread checks,
            EngineThread engine,
            DeskDatabase database,
            DeskState desk,
            Keeper keeper,
            InstantSource clock,
            DeskPlatform platform) {
        this.checks = checks;
        this.engine = engine;
        this.database = database;
        this.desk = desk;
        this.keeper = keeper;
        this.clock = clock;
        this.platform = platform;
    }

    /**
     * Checks a PIN. Five wrong ones in a row lock for a minute, each further one twice as long, up
     * to an hour, as at the server.
     */
    public CompletionStage<SignInResult> check(StreamId staffId, String pin) {
        return checks.call(() -> checkNow(staffId, pin));
    }

    private SignInResult checkNow(StreamId staffId, String pin) {
        Known known = platform.await(engine.call(() -> known(staffId)));
        Instant now = clock.instant();
        if (known.member().isEmpty() || known.verifier().isEmpty()) {
            return new SignInResult.NotKnownHere();
        }
        Duration left = wait(staffId, known, now);
        if (left.isPositive()) {
            return new SignInResult.Locked(now.plus(left));
        }
        if (holds(pin, known.verifier().get())) {
            if (known.wrong() > 0) {
                count(staffId, 0, Instant.EPOCH);
            }
            return new SignInResult.SignedIn(known.member().get());
        }
        int wrong = known.wrong() + 1;
        if (wrong >= WRONG_ALLOWED) {
            Duration lock = lock(wrong);
            Instant until = now.plus(lock);
            waits.put(staffId, platform.nanoTime() + lock.toNanos());
            count(staffId, wrong, until);
            return new SignInResult.Locked(until);
        }
        count(staffId, wrong, Instant.EPOCH);
        return new SignInResult.WrongPin(WRONG_ALLOWED - wrong);
    }

    /** How long there are no guesses; what stands in the database counts until it is known here. */
    private Duration wait(StreamId staffId, Known known, Instant now) {
        long nanos = platform.nanoTime();
        long until =
                waits.computeIfAbsent(
                        staffId,
                        s -> {
                            // A clock that was set back must not lock anybody out for days.
                            Duration left = Duration.between(now, known.lockedUntil());
                            Duration most = lock(known.wrong());
                            return nanos
                                    + (left.compareTo(most) > 0
                                            ? most.toNanos()
                                            : Math.max(0, left.toNanos()));
                        });
        return Duration.ofNanos(Math.max(0, until - nanos));
    }

    private static Duration lock(int wrong) {
        if (wrong < WRONG_ALLOWED) {
            return Duration.ZERO;
        }
        Duration lock =
                FIRST_LOCK.multipliedBy(1L << Math.min(wrong - WRONG_ALLOWED, MOST_DOUBLINGS));
        return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
    }

    private Known known(StreamId staffId) {
        Reader reader = database.engineReader();
        return reader.first(
                        "SELECT wrong, locked_until FROM attempt WHERE staff = ?",
                        row ->
                                new Known(
                                        desk.reference().member(staffId),
                                        verifier(reader, staffId),
                                        row.getInt(1),
                                        Instant.ofEpochMilli(row.getLong(2))),
                        staffId)
                .orElseGet(() ->
                        new Known(
                                desk.reference().member(staffId),
                                verifier(reader, staffId),
                                0,
                                Instant.EPOCH));
    }

    private static Optional<String> verifier(Reader reader, StreamId staffId) {
        return reader.first(
                "SELECT verifier FROM verifier WHERE staff = ?", row -> row.getString(1), staffId);
    }

    private static boolean holds(String pin, String verifier) {
        try {
            return Password.check(pin, verifier).with(Argon2Function.getInstanceFromHash(verifier));
        } catch (BadParametersException e) {
            LOG.error("EN-2005: a PIN verifier is damaged");
            return false;
        }
    }

    /** Ends when the count is durable: nobody gets a free guess by pulling the plug. */
    private void count(StreamId staffId, int wrong, Instant lockedUntil) {
        platform.await(
                engine.compose(() -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    Unit unit = new Unit();
                    unit.write(
                            Write.of(
                                    "REPLACE INTO attempt VALUES (?, ?, ?)",
                                    staffId,
                                    wrong,
                                    lockedUntil));
                    unit.whenDurable(() -> done.complete(null));
                    unit.whenFailed(done::completeExceptionally);
                    keeper.keep(unit);
                    return done;
                }));
    }
}
