package clinic.daybook.server.access;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.AccessStore.SessionRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Sessions that members of staff open with their PIN; a manager's events want one. */
public final class StaffSessions {

    private static final Duration LASTS = Duration.ofHours(12);

    /** A new session; the secret is told this once. */
    public record Opened(String session, Instant expiresAt) {}

    /** What became of a try to open a session. */
    public sealed interface Result {}

    /** The PIN was right. */
    public record Open(Opened opened) implements Result {}

    /** It was not, or there is nobody of that id. */
    public record Wrong() implements Result {}

    /** Too many wrong ones; come back later. */
    public record Locked(Duration retryAfter) implements Result {}

    private final AccessStore access;
    private final StaffDirectory staff;
    private final Pins pins;
    private final PinLocks locks;
    private final Secrets secrets;
    private final InstantSource clock;

    /** Sessions of the staff in the directory. */
    public StaffSessions(
            AccessStore access,
            StaffDirectory staff,
            Pins pins,
            Secrets secrets,
            InstantSource clock) {
        this.access = access;
        this.staff = staff;
        this.pins = pins;
        this.locks = new PinLocks(access, clock);
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Checks the PIN and opens a session. */
    public Result open(StreamId deskId, StreamId staffId, String pin) {
        Duration locked = locks.begin(staffId);
        if (locked.isPositive()) {
            return new Locked(locked);
        }
        boolean active = staff.history(staffId).now().filter(s -> s.active()).isPresent();
        String verifier = active ? access.verifier(staffId).orElse(null) : null;
        // Somebody unknown costs the same time as a wrong PIN, so that ids cannot be tried out.
        boolean right = pins.check(pin, verifier);
        if (!right) {
            return new Wrong();
        }
        locks.succeeded(staffId);
        Instant now = clock.instant();
        Opened opened = new Opened(secrets.token(), now.plus(LASTS));
        access.addSession(
                Secrets.hash(opened.session()),
                new SessionRow(staffId, deskId, opened.expiresAt()),
                now);
        return new Open(opened);
    }

    /** Whether that member of staff opened this session at that desk, and it is not over. */
    public boolean valid(@Nullable String session, StreamId staffId, StreamId deskId) {
        if (session == null) {
            return false;
        }
        return access.session(Secrets.hash(session))
                .filter(row -> row.staffId().equals(staffId))
                .filter(row -> row.deskId().equals(deskId))
                .filter(row -> row.expiresAt().isAfter(clock.instant()))
                .isPresent();
    }
}
