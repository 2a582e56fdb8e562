package clinic.daybook.server.insight;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of one server, for Prometheus. Most are asked for when somebody looks; what only the
 * moment knows is noted then. Labels are ids, codes and routes as registered: never a name, and
 * never what a request brought along.
 */
public final class Metrics {

    /** What {@link #text} gives. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    // Seconds. A group commit takes a disk sync: from 0.1 ms where that is memory to seconds where
    // the disk is overloaded.
    private static final double[] DURATIONS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private static final double NANOS = 1e9;

    private static final Pattern VALUE =
            Pattern.compile("^([^#\\n].* )(-?[0-9.]+(?:E[0-9]+)?)$", Pattern.MULTILINE);

    /** Every whole number below it has a double of its own. */
    private static final double MAX_WHOLE = 1L << 53;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter requests =
            Counter.builder()
                    .name("daybook_http_requests_total")
                    .help("Requests by the route as registered and the status answered.")
                    .labelNames("route", "status")
                    .register(registry);

    /** A figure that goes up and down. */
    public void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(to -> to.call(value.getAsLong()))
                .register(registry);
    }

    /** One such figure for each value of a label; those that are gone are not told any more. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Long>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(to -> values.get().forEach((of, value) -> to.call(value, of)))
                .register(registry);
    }

    /** A figure that only grows; its name ends in {@code _total}. */
    public void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(to -> to.call(value.getAsLong()))
                .register(registry);
    }

    /** One such figure for each value of a label. */
    public void counters(
            String name, String help, String label, Supplier<Map<String, Long>> values) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(to -> values.get().forEach((of, value) -> to.call(value, of)))
                .register(registry);
    }

    /** How long something takes; what is returned is told nanoseconds. */
    public LongConsumer durations(String name, String help) {
        Histogram histogram =
                Histogram.builder()
                        .name(name)
                        .help(help)
                        .classicOnly()
                        .classicUpperBounds(DURATIONS)
                        .register(registry);
        return nanos -> histogram.observe(nanos / NANOS);
    }

    /** Which program this is. */
    public void build(String version) {
        Info.builder()
                .name("daybook_build_info")
                .help("The server's version.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
    }

    /** The Java machine's memory, collector and threads: of the whole process. */
    public void machine() {
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /** A request was answered; {@code route} as registered. */
    public void answered(String route, int status) {
        requests.labelValues(route, Integer.toString(status)).inc();
    }

    /** All figures of now, in {@link #CONTENT_TYPE}. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written", e);
        }
        return VALUE.matcher(out.toString(StandardCharsets.UTF_8))
                .replaceAll(sample ->
                        Matcher.quoteReplacement(sample.group(1)) + plain(sample.group(2)));
    }

    /** A position is told as 12345678, not as 1.2345678E7: people and scripts read it as well. */
    private static String plain(String value) {
        double number = Double.parseDouble(value);
        return number == Math.rint(number) && Math.abs(number) < MAX_WHOLE
                ? Long.toString((long) number)
                : value;
    }
}
