package clinic.daybook.installer.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of a demonstration. While the sample's history is written it stands where it is
 * put; then it runs, and can be moved on so that a treatment takes its minutes.
 */
final class DemoClock implements InstantSource {

    private final Clock machine = Clock.systemUTC();
    private Instant base;
    private Instant startedAt;
    private boolean running;

    DemoClock(Instant base) {
        this.base = base;
        this.startedAt = machine.instant();
    }

    @Override
    public synchronized Instant instant() {
        return running ? base.plus(Duration.between(startedAt, machine.instant())) : base;
    }

    /** Puts the clock there and lets it stand. */
    synchronized void stand(Instant at) {
        base = at;
        running = false;
    }

    /** Lets the clock run from where it stands. */
    synchronized void run() {
        startedAt = machine.instant();
        running = true;
    }

    /** Moves the clock on. */
    synchronized void advance(Duration by) {
        base = base.plus(by);
    }
}
