package clinic.daybook.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final Instant START = Instant.parse("2026-01-06T01:00:05Z");

    @Test
    void countsWhatWasStoredInEachMinuteAndKeepsAnHour() {
        Trend trend = new Trend();
        assertThat(trend.points()).isEmpty();
        trend.add(START, 100, 0);
        trend.add(START.plusSeconds(50), 130, 7);
        trend.add(START.plusSeconds(60), 135, 2);
        trend.add(START.plusSeconds(180), 165, 0);

        assertThat(trend.points()).extracting(Trend.Point::stored).containsExactly(30L, 5L, 30L);
        assertThat(trend.points()).extracting(Trend.Point::lag).containsExactly(7L, 2L, 0L);

        for (int minute = 4; minute < 500; minute++) {
            trend.add(START.plus(Duration.ofMinutes(minute)), 165, 0);
        }
        assertThat(trend.points()).hasSize(Trend.MINUTES);
        assertThat(trend.points()).allMatch(point -> point.stored() == 0);
    }

    @Test
    void theScaleIsNeverBelowTheFigures() {
        assertThat(List.of(0L, 1L, 2L, 3L, 9L, 11L, 41L, 734L))
                .extracting(Chart::scale)
                .containsExactly(2L, 2L, 2L, 4L, 10L, 20L, 100L, 1_000L);
    }

    @Test
    void theNewestMinuteIsAtTheRightAndTheHighestBarAtMostAsHighAsTheBox() {
        Trend trend = new Trend();
        trend.add(START, 0, 0);
        trend.add(START.plusSeconds(60), 20, 0);
        Chart chart =
                Chart.draw(
                        trend.points(),
                        Trend.Point::stored,
                        START.plusSeconds(60),
                        ZoneOffset.UTC,
                        Texts.of(Language.EN));
        assertThat(chart.bars()).hasSize(2);
        Chart.Bar newest = chart.bars().getLast();
        double right = Double.parseDouble(newest.x()) + Double.parseDouble(newest.width());
        assertThat(right).isBetween(Chart.WIDTH - 20.0, (double) Chart.WIDTH);
        assertThat(Double.parseDouble(newest.y())).isEqualTo(12);
        assertThat(chart.columns()).hasSize(4);
        assertThat(chart.rows()).extracting(Chart.Label::text).containsExactly("0", "10", "20");
    }
}
