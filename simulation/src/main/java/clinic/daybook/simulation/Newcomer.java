package clinic.daybook.simulation;

import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.server.store.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who brings another desk to a clinic at work and enrols it, again and again until the
 * server knows it; also after a restore from a backup that had not met it.
 */
final class Newcomer {

    private static final long BETWEEN = Duration.ofSeconds(5).toNanos();

    private final World world;
    private final Server server;
    private final Desk desk;
    private @Nullable CompletableFuture<Void> asked;
    private @Nullable Life askedIn;

    Newcomer(World world, Server server, Desk desk) {
        this.world = world;
        this.server = server;
        this.desk = desk;
    }

    /** Begins, and looks at the desk for as long as the world stands. */
    void begin() {
        world.after(
                BETWEEN,
                "looks at the new desk",
                () -> {
                    // First: where the server dies under the look, somebody looks again.
                    begin();
                    look();
                });
    }

    private void look() {
        Life life = desk.life();
        boolean waits = asked != null && !asked.isDone() && askedIn == life;
        if (life != null && server.up() && unknown() && !waits) {
            String code = code();
            if (code != null) {
                askedIn = life;
                asked = desk.enrol(code);
            }
        }
    }

    /** A code to enrol with; {@code null}: the server's disk did not let it. */
    private @Nullable String code() {
        try {
            String code = server.core().context().enrolments().newCode(desk.name());
            world.say("server", "gives a code to " + desk.name());
            return code;
        } catch (StorageException e) {
            world.say("server", "has no code for " + desk.name());
            return null;
        }
    }

    private boolean unknown() {
        SyncStatus status = desk.status();
        return status != null
                && (status.connection() == SyncStatus.Connection.NOT_ENROLLED
                        || status.connection() == SyncStatus.Connection.ENROL_AGAIN);
    }
}
