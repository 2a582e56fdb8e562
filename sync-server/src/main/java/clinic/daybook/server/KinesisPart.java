package clinic.daybook.server;

import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.KinesisForwarder;
import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.EventStore;
import java.time.InstantSource;

/** Forwards the store's events to Kinesis. */
final class KinesisPart implements ServerPart {

    /** The consumer's name in the store, under which its cursor is kept. */
    private static final String CONSUMER = "kinesis:";

    private final KinesisForwarder forwarder;

    KinesisPart(KinesisTarget target, EventStore store, InstantSource clock) {
        // A stream of another name starts from the beginning: it has none of the events.
        this.forwarder =
                new KinesisForwarder(target, store, store.lease(CONSUMER + target.stream()), clock);
    }

    ForwarderStatus status() {
        return forwarder.status();
    }

    @Override
    public void metrics(StringBuilder out) {
        ForwarderStatus status = forwarder.status();
        boolean running = status.state() == ForwarderStatus.State.RUNNING;
        sample(
                out,
                "daybook_kinesis_up",
                "gauge",
                "Whether Kinesis takes events.",
                running ? 1 : 0);
        sample(out, "daybook_kinesis_lag", "gauge", "Events that Kinesis lacks.", status.lag());
        sample(
                out,
                "daybook_kinesis_position",
                "gauge",
                "Everything up to this position is in Kinesis.",
                status.delivered());
        sample(
                out,
                "daybook_kinesis_events_total",
                "counter",
                "Events that arrived since the start.",
                status.events());
        sample(
                out,
                "daybook_kinesis_failures_total",
                "counter",
                "Entries and requests that failed since the start.",
                status.failures());
    }

    private static void sample(
            StringBuilder out, String name, String type, String help, long value) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        out.append(name).append(' ').append(value).append('\n');
    }

    @Override
    public void start() {
        forwarder.start();
    }

    @Override
    public void close() {
        forwarder.close();
    }
}
