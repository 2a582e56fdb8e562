package clinic.daybook.desk.local;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Passes on, once, that the database has turned out to be damaged. */
final class OnDamage {

    private static final Runnable NOBODY = () -> {};

    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean seen;
    private volatile Runnable action = NOBODY;

    /** Looks whether a failure is damage. */
    void look(@Nullable Throwable failure) {
        if (Damage.is(failure)) {
            seen = true;
            pass();
        }
    }

    /** Whom to tell; at once where it was seen before. */
    void tell(Runnable newAction) {
        action = newAction;
        pass();
    }

    private void pass() {
        Runnable now = action;
        if (seen && now != NOBODY && told.compareAndSet(false, true)) {
            now.run();
        }
    }
}
