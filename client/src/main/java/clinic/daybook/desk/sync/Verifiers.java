package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.sync.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what PINs are checked against while the line is live: once for all changes that come while
 * it is being read, and later, less and less often, where it could not be read. Of the engine's
 * thread.
 */
final class Verifiers {

    private final SyncSide desk;
    private final ServerClient server;
    private final BooleanSupplier live;
    private final DoubleSupplier jitter;
    private final StoreChangeLine.Timers timers;
    private @Nullable Enrolled enrolled;
    private boolean wanted;
    private boolean underWay;
    private boolean waits;
    private int failures;
    // Answers to what an earlier enrolment asked are none of this one's business.
    private long session;

    Verifiers(
            SyncSide desk,
            ServerClient server,
            BooleanSupplier live,
            DoubleSupplier jitter,
            StoreChangeLine.Timers timers) {
        this.desk = desk;
        this.server = server;
        this.live = live;
        this.jitter = jitter;
        this.timers = timers;
    }

    /** Reads from there from now on; {@code null}: nowhere. What is under way counts no more. */
    void begin(@Nullable Enrolled from) {
        enrolled = from;
        session++;
        wanted = from != null;
        underWay = false;
        waits = false;
        failures = 0;
    }

    /** They have changed. */
    void want() {
        wanted = true;
        fetch();
    }

    /** Reads them if they are wanted and may be read now. */
    void fetch() {
        Enrolled to = enrolled;
        if (to == null || !wanted || underWay || waits || !live.getAsBoolean()) {
            return;
        }
        wanted = false;
        underWay = true;
        long asked = session;
        server.verifiers(
                to,
                all -> later(asked, () -> read(all)),
                failure -> later(asked, () -> failed(failure)));
    }

    private void read(List<StaffVerifier> all) {
        underWay = false;
        failures = 0;
        desk.verifiers(all);
        fetch();
    }

    private void failed(ServerFailure failure) {
        underWay = false;
        wanted = true;
        waits = true;
        failures++;
        Duration wait = Backoff.after(failures, jitter.getAsDouble());
        Duration told = failure.retryAfter();
        long asked = session;
        timers.after(
                told != null && told.compareTo(wait) > 0 ? told : wait,
                () ->
                        later(
                                asked,
                                () -> {
                                    waits = false;
                                    fetch();
                                }));
    }

    private void later(long askedIn, Runnable task) {
        desk.execute(() -> {
            if (askedIn == session) {
                task.run();
            }
        });
    }
}
