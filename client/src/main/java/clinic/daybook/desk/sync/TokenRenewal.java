package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.sync.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the desk's token every thirty days, so that one which leaked ends. The desk makes the
 * new token itself and keeps it before the server hears of it: wherever this breaks off, one of the
 * two that it then has is the one that the server takes. Of the engine's thread.
 */
final class TokenRenewal {

    /** How old a token becomes. */
    static final Duration LASTS = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(TokenRenewal.class);
    private static final int TOKEN_BYTES = 32;
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final SyncSide desk;
    private final ServerClient server;
    private final RandomGenerator random;
    private final BooleanSupplier live;
    private final DoubleSupplier jitter;
    private final StoreChangeLine.Timers timers;
    private final Runnable renewed;
    private @Nullable Enrolled enrolled;
    private boolean underWay;
    // After a failure.
    private boolean waits;
    // A look is due by itself.
    private boolean due;
    private int failures;
    // Answers to what an earlier enrolment asked are none of this one's business.
    private long session;

    /** {@code renewed}: syncs anew, with the token that the desk has now. */
    TokenRenewal(
            SyncSide desk,
            ServerClient server,
            RandomGenerator random,
            BooleanSupplier live,
            DoubleSupplier jitter,
            StoreChangeLine.Timers timers,
            Runnable renewed) {
        this.desk = desk;
        this.server = server;
        this.random = random;
        this.live = live;
        this.jitter = jitter;
        this.timers = timers;
        this.renewed = renewed;
    }

    /** Of that enrolment from now on; {@code null}: of none. */
    void begin(@Nullable Enrolled from) {
        enrolled = from;
        session++;
        underWay = false;
        waits = false;
        due = false;
        failures = 0;
    }

    /** Replaces the token if it is old enough, or goes on where that broke off before. */
    void look() {
        Enrolled as = enrolled;
        if (as == null || underWay || waits || !live.getAsBoolean()) {
            return;
        }
        String next = desk.nextToken();
        if (next != null) {
            ask(as, next);
            return;
        }
        Instant now = desk.serverTime();
        Instant since = desk.tokenSince();
        if (since == null || since.isAfter(now)) {
            // From before desks counted, or counted by a clock that has been set since.
            desk.tokenSince(now);
        } else if (!since.plus(LASTS).isAfter(now)) {
            underWay = true;
            String made = newToken();
            long asked = session;
            desk.keepNextToken(
                    made,
                    kept ->
                            later(
                                    asked,
                                    () -> {
                                        underWay = false;
                                        if (kept) {
                                            look();
                                        } else {
                                            tryLater(null);
                                        }
                                    }));
            return;
        }
        lookAgain();
    }

    /** A desk may be live for months. */
    private void lookAgain() {
        if (due) {
            return;
        }
        due = true;
        after(
                LOOK_AGAIN,
                () -> {
                    due = false;
                    look();
                });
    }

    /**
     * The server took the desk's token no more; true when there is another that it may have heard
     * of before its answer got lost, with which the sync then begins anew.
     */
    boolean fallBack() {
        String next = desk.nextToken();
        if (enrolled == null || next == null) {
            return false;
        }
        LOG.info("the token ended while it was being replaced; the new one is tried");
        take(next);
        return true;
    }

    private void ask(Enrolled as, String next) {
        underWay = true;
        long asked = session;
        server.replaceToken(
                as,
                next,
                answer -> later(asked, () -> take(answer.token())),
                failure ->
                        later(
                                asked,
                                () -> {
                                    underWay = false;
                                    tryLater(failure.retryAfter());
                                }));
    }

    private void take(String token) {
        underWay = true;
        long asked = session;
        desk.takeToken(
                token,
                kept ->
                        later(
                                asked,
                                () -> {
                                    underWay = false;
                                    if (kept) {
                                        renewed.run();
                                    } else {
                                        tryLater(null);
                                    }
                                }));
    }

    private void tryLater(@Nullable Duration told) {
        failures++;
        Duration wait = Backoff.after(failures, jitter.getAsDouble());
        waits = true;
        after(
                told != null && told.compareTo(wait) > 0 ? told : wait,
                () -> {
                    waits = false;
                    look();
                });
    }

    private void after(Duration wait, Runnable task) {
        long asked = session;
        timers.after(wait, () -> later(asked, task));
    }

    private void later(long askedIn, Runnable task) {
        desk.execute(() -> {
            if (askedIn == session) {
                task.run();
            }
        });
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
