package clinic.daybook.server.tls;

import clinic.daybook.protocol.KeyPin;
import clinic.daybook.server.store.AccessStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By what desks know the keys of all servers that share a store, told through the store. A server
 * whose store is its own knows of its own key alone, and keeps that nowhere: one that it had before
 * is not to be trusted any more.
 */
public final class ServerPins {

    /**
     * How long a server that shows itself no more is still told of: it may only be switched off.
     */
    private static final Duration TOLD = Duration.ofDays(30);

    private static final Duration SHOWN_AGAIN = Duration.ofDays(1);

    private final AccessStore access;
    private final boolean shared;
    private final InstantSource clock;
    private volatile Supplier<@Nullable KeyPin> own = () -> null;
    private volatile List<KeyPin> told = List.of();

    // Touched by who starts the server, and after that by the thread that shares.
    private @Nullable KeyPin shown;
    private Instant shownAt = Instant.EPOCH;

    /**
     * Of a server that has no key yet.
     *
     * @param shared whether other servers may have the same store
     */
    public ServerPins(AccessStore access, boolean shared, InstantSource clock) {
        this.access = access;
        this.shared = shared;
        this.clock = clock;
    }

    /**
     * Those that servers have shown in a store that they share within the last thirty days, in the
     * order of their texts.
     *
     * @throws clinic.daybook.server.store.StorageException when the store cannot be read
     */
    public static List<KeyPin> shown(AccessStore access, Instant now) {
        return access.serverPins(now.minus(TOLD));
    }

    /** From now on this is what the server's own key is known by; {@code null}: needs no pin. */
    public void serve(Supplier<@Nullable KeyPin> own) {
        this.own = own;
    }

    /**
     * Shows the others the server's own key, once a day and when it is another one, and sees what
     * they show.
     *
     * @throws clinic.daybook.server.store.StorageException when that is not possible
     */
    public void share() {
        if (!shared) {
            return;
        }
        Instant now = clock.instant();
        KeyPin pin = own.get();
        if (pin != null && (!pin.equals(shown) || due(now))) {
            access.showServerPin(pin, now, now.minus(TOLD));
            shown = pin;
            shownAt = now;
        }
        told = shown(access, now);
    }

    /** Also where the clock was set back. */
    private boolean due(Instant now) {
        return now.isBefore(shownAt) || !now.isBefore(shownAt.plus(SHOWN_AGAIN));
    }

    /** What desks are told: the pins of all servers, as far as they were shared. */
    public List<KeyPin> told() {
        if (shared) {
            return told;
        }
        KeyPin pin = own.get();
        return pin == null ? List.of() : List.of(pin);
    }

    /** The same as texts; {@code null}: no desk needs a pin. */
    public @Nullable List<String> texts() {
        List<KeyPin> pins = told();
        return pins.isEmpty() ? null : pins.stream().map(KeyPin::text).toList();
    }
}
