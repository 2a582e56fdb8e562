package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.local.FreeSlots.Busy;
import clinic.daybook.desk.local.FreeSlots.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The free time that is proposed to a customer who was promised another one. */
class FreeSlotsTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Hours HOURS = new Hours(SEOUL, LocalTime.of(10, 0), LocalTime.of(19, 0));
    private static final Instant THREE = at("2026-01-06", "15:00");

    private static Instant at(String day, String time) {
        return java.time.LocalDate.parse(day)
                .atTime(LocalTime.parse(time))
                .atZone(SEOUL)
                .toInstant();
    }

    private static Busy busy(String from, String until) {
        return new Busy(at("2026-01-06", from), at("2026-01-06", until));
    }

    @Test
    void thePromisedTimeItselfWhereItIsFree() {
        assertThat(FreeSlots.first(THREE, 60, List.of(busy("14:00", "15:00")), HOURS))
                .contains(THREE);
    }

    @Test
    void theEndOfWhatIsInTheWayOnAFullStep() {
        List<Busy> busy = List.of(busy("15:30", "16:07"), busy("14:30", "15:10"));
        assertThat(FreeSlots.first(THREE, 20, busy, HOURS)).contains(at("2026-01-06", "15:10"));
        assertThat(FreeSlots.first(THREE, 30, busy, HOURS)).contains(at("2026-01-06", "16:10"));
    }

    @Test
    void theNextMorningWhereItWouldLastBeyondTheHours() {
        assertThat(FreeSlots.first(THREE, 60, List.of(busy("15:00", "18:30")), HOURS))
                .contains(at("2026-01-07", "10:00"));
        assertThat(FreeSlots.first(at("2026-01-06", "08:00"), 60, List.of(), HOURS))
                .contains(at("2026-01-06", "10:00"));
    }

    @Test
    void nothingBeyondTwoWeeks() {
        Busy always = new Busy(THREE.minus(Duration.ofDays(1)), THREE.plus(Duration.ofDays(30)));
        assertThat(FreeSlots.first(THREE, 60, List.of(always), HOURS)).isEmpty();
    }

    /** What lasts longer than the clinic is open has no hours to lie in; it ends all the same. */
    @Test
    void longerThanTheHours() {
        assertThat(FreeSlots.first(THREE, 600, List.of(busy("15:00", "16:00")), HOURS))
                .contains(at("2026-01-06", "16:00"));
    }

    @Test
    void whateverIsFoundOverlapsNothingAndIsTheFirst() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<Busy> busy = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Instant from = THREE.plus(Duration.ofMinutes(random.nextInt(5 * 24 * 60)));
                busy.add(new Busy(from, from.plus(Duration.ofMinutes(10 + random.nextInt(240)))));
            }
            int minutes = 10 + random.nextInt(120);
            Instant found = FreeSlots.first(THREE, minutes, busy, HOURS).orElseThrow();
            assertThat(free(found, minutes, busy)).isTrue();
            for (Instant t = THREE; t.isBefore(found); t = t.plus(Duration.ofMinutes(5))) {
                assertThat(free(t, minutes, busy)).as("%s before %s", t, found).isFalse();
            }
        }
    }

    private static boolean free(Instant from, int minutes, List<Busy> busy) {
        Instant until = from.plus(Duration.ofMinutes(minutes));
        LocalTime opens = from.atZone(SEOUL).toLocalTime();
        LocalTime closes = until.atZone(SEOUL).toLocalTime();
        boolean within =
                !opens.isBefore(HOURS.opens())
                        && !closes.isAfter(HOURS.closes())
                        && closes.isAfter(opens);
        return within
                && busy.stream()
                        .noneMatch(b -> b.from().isBefore(until) && from.isBefore(b.until()));
    }
}
