package clinic.daybook.simulation;

import clinic.daybook.event.StreamId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How a run is told. */
final class Report {

    private Report() {}

    /** Enough of an id to find it again. */
    static String shortened(UUID id) {
        String text = id.toString();
        return text.substring(text.length() - 6);
    }

    static String shortened(StreamId id) {
        String text = id.toString();
        return id.kind() + " " + text.substring(text.length() - 6);
    }

    /** What many runs came to. */
    static String totals(
            int seeds,
            long steps,
            long recorded,
            Duration simulated,
            Map<Fault, Integer> faults,
            int violations) {
        int all = faults.values().stream().mapToInt(Integer::intValue).sum();
        return String.format(
                Locale.ROOT,
                "%,d seeds, %,d steps, %,d simulated hours, %,d changes recorded,"
                        + " %,d faults injected:%n%s%,d violations%n",
                seeds,
                steps,
                simulated.toHours(),
                recorded,
                all,
                faults(faults),
                violations);
    }

    /** The faults in words, the most frequent first. */
    static String faults(Map<Fault, Integer> counts) {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Fault, Integer>comparingByValue().reversed())
                .forEach(e ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "  %,9d  %s%n",
                                        e.getValue(),
                                        e.getKey().words())));
        return text.toString();
    }
}
