package clinic.daybook.server.console;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the server every ten seconds, whether anybody watches or not. */
final class TrendSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrendSampler.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ConsoleSource source;
    private final Trend trend;
    private final Thread thread;
    private volatile boolean closing;

    TrendSampler(ConsoleSource source, Trend trend) {
        this.source = source;
        this.trend = trend;
        this.thread = Thread.ofVirtual().name("console-trend").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The thread's top: what cannot be read is left out, and reading goes on. */
    private void run() {
        while (!closing) {
            try {
                ConsoleSnapshot snapshot = source.snapshot();
                trend.add(snapshot.at(), snapshot.head(), snapshot.kinesis().lag());
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.error("DB-6201 the console's trend lacks its newest figures", e);
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            // Only close() interrupts.
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
