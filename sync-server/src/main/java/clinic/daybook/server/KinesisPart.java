package clinic.daybook.server;

import clinic.daybook.server.insight.Metrics;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.KinesisForwarder;
import clinic.daybook.server.kinesis.KinesisTarget;
import clinic.daybook.server.store.EventStore;
import java.time.InstantSource;

/** Forwards the store's events to Kinesis. */
final class KinesisPart implements ServerPart {

    private final KinesisForwarder forwarder;

    KinesisPart(KinesisTarget target, EventStore store, InstantSource clock) {
        this.forwarder =
                new KinesisForwarder(
                        target, store, KinesisTarget.lease(store, target.stream()), clock);
    }

    ForwarderStatus status() {
        return forwarder.status();
    }

    @Override
    public void metrics(Metrics metrics) {
        metrics.gauge(
                "daybook_kinesis_up",
                "Whether Kinesis takes events.",
                () -> status().state() == ForwarderStatus.State.RUNNING ? 1 : 0);
        metrics.gauge("daybook_kinesis_lag", "Events that Kinesis lacks.", () -> status().lag());
        metrics.gauge(
                "daybook_kinesis_position",
                "Everything up to this position is in Kinesis.",
                () -> status().delivered());
        metrics.counter(
                "daybook_kinesis_events_total",
                "Events that arrived since the start.",
                () -> status().events());
        metrics.counter(
                "daybook_kinesis_failures_total",
                "Entries and requests that failed since the start.",
                () -> status().failures());
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
