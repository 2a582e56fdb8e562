package clinic.daybook.bench;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param against the floor or the peer that it is held against; {@code null}: nothing
 * @param ratio this value by that one's; {@code null} where there is none
 */
record Metric(
        String bench,
        String metric,
        double value,
        String unit,
        @Nullable String against,
        @Nullable Double ratio) {

    private static final MathContext DIGITS = new MathContext(4);

    static Metric of(String bench, String metric, double value, String unit) {
        return new Metric(bench, metric, value, unit, null, null);
    }

    /** The same figure, held against another one measured in the same run. */
    Metric against(String other, double otherValue) {
        return new Metric(bench, metric, value, unit, other, value / otherValue);
    }

    /** One line of JSON. */
    String line() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("bench", bench);
        node.put("metric", metric);
        node.put("value", rounded(value));
        node.put("unit", unit);
        if (against != null && ratio != null) {
            node.put("against", against);
            node.put("ratio", rounded(ratio));
        }
        return node.toString();
    }

    private static BigDecimal rounded(double number) {
        return new BigDecimal(number, DIGITS).stripTrailingZeros();
    }

    /** The median of several runs, metric by metric, ratio by ratio, in the first run's order. */
    static List<Metric> median(List<List<Metric>> runs) {
        Map<String, List<Metric>> byName = new LinkedHashMap<>();
        runs.forEach(run ->
                run.forEach(
                        m -> byName.computeIfAbsent(m.metric(), name -> new ArrayList<>()).add(m)));
        return byName.values().stream().map(Metric::middle).toList();
    }

    private static Metric middle(List<Metric> same) {
        Metric first = same.getFirst();
        List<Double> ratios = same.stream().map(Metric::ratio).filter(Objects::nonNull).toList();
        return new Metric(
                first.bench(),
                first.metric(),
                middle(same.stream().mapToDouble(Metric::value).sorted().toArray()),
                first.unit(),
                first.against(),
                ratios.isEmpty()
                        ? null
                        : middle(ratios.stream().mapToDouble(r -> r).sorted().toArray()));
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
