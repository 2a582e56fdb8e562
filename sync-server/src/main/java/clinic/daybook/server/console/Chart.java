package clinic.daybook.server.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * An hour of minutes, drawn: places in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param bars one a minute
 * @param line the points of a line through the minutes
 * @param area the points of what is below that line
 * @param rows the lines of the scale
 * @param columns the times below
 */
public record Chart(
        List<Bar> bars, String line, String area, List<Label> rows, List<Label> columns) {

    public static final int WIDTH = 608;
    public static final int HEIGHT = 148;
    private static final int LEFT = 48;
    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 24;
    private static final int STEPS = 2;
    private static final int LABEL_MINUTES = 15;
    private static final int SECONDS = 60;
    private static final double STEP = (WIDTH - LEFT - 16) / (double) Trend.MINUTES;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** A bar, in the box. */
    public record Bar(String x, String y, String width, String height) {}

    /** A text at a place of the box. */
    public record Label(String x, String y, String text) {}

    /**
     * Draws one figure of the points.
     *
     * @param now the right edge
     */
    static Chart draw(
            List<Trend.Point> points,
            ToLongFunction<Trend.Point> figure,
            Instant now,
            ZoneId zone,
            Texts texts) {
        long newest = Math.floorDiv(now.getEpochSecond(), SECONDS);
        long most = points.stream().mapToLong(figure).max().orElse(0);
        long top = scale(most);
        List<Bar> bars = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double first = LEFT;
        double last = LEFT;
        for (Trend.Point point : points) {
            long value = figure.applyAsLong(point);
            double x = LEFT + (Trend.MINUTES - 1 - (newest - point.minute())) * STEP;
            double y = BOTTOM - (BOTTOM - TOP) * (double) value / top;
            bars.add(new Bar(text(x + 1), text(y), text(STEP - 3), text(BOTTOM - y)));
            first = line.isEmpty() ? x + STEP / 2 : first;
            last = x + STEP / 2;
            line.append(text(last)).append(',').append(text(y)).append(' ');
        }
        String area = line + text(last) + "," + BOTTOM + " " + text(first) + "," + BOTTOM;
        return new Chart(bars, line.toString(), area, rows(top, texts), columns(newest, zone));
    }

    /** The smallest of 2, 4, 10, 20, 40, 100 … that is not below {@code most}. */
    static long scale(long most) {
        long decade = 1;
        while (true) {
            for (int factor : new int[] {2, 4, 10}) {
                if (factor * decade >= most) {
                    return factor * decade;
                }
            }
            decade *= 10;
        }
    }

    private static List<Label> rows(long top, Texts texts) {
        List<Label> rows = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double y = BOTTOM - (BOTTOM - TOP) * i / (double) STEPS;
            rows.add(new Label(text(LEFT), text(y), texts.number(top * i / STEPS)));
        }
        return rows;
    }

    private static List<Label> columns(long newest, ZoneId zone) {
        List<Label> columns = new ArrayList<>();
        for (long minute = newest - Trend.MINUTES + 1; minute <= newest; minute++) {
            if (minute % LABEL_MINUTES == 0) {
                double x = LEFT + (Trend.MINUTES - 1 - (newest - minute)) * STEP + STEP / 2;
                Instant at = Instant.ofEpochSecond(minute * SECONDS);
                columns.add(new Label(text(x), text(HEIGHT - 6), TIME.format(at.atZone(zone))));
            }
        }
        return columns;
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
