package clinic.daybook.server.console;

import io.javalin.Javalin;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A console alone on a port of the loopback address, showing what a test sets. */
final class ConsoleServer implements AutoCloseable {

    volatile ConsoleSnapshot snapshot;
    final AtomicInteger raised = new AtomicInteger();
    final AtomicLong replayed = new AtomicLong();
    final Console console;
    private final Javalin javalin;

    ConsoleServer(ConsoleSnapshot snapshot) {
        this(snapshot, new Trend());
    }

    ConsoleServer(ConsoleSnapshot snapshot, Trend trend) {
        this.snapshot = snapshot;
        console =
                new Console(
                        () -> this.snapshot,
                        new Console.Actions(raised::set, this::replay),
                        trend,
                        InstantSource.system());
        console.start();
        javalin =
                Javalin.create(
                                config -> {
                                    config.startup.showJavalinBanner = false;
                                    console.addTo(config.routes);
                                })
                        .start("127.0.0.1", 0);
    }

    private void replay(long from) {
        if (from < 1 || from > snapshot.head()) {
            throw new IllegalArgumentException("no such position");
        }
        replayed.set(from);
    }

    /** The whole address of a path. */
    String url(String path) {
        return "http://127.0.0.1:" + javalin.port() + path;
    }

    @Override
    public void close() {
        javalin.stop();
        console.close();
    }
}
