package clinic.daybook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole clinics on a bad day (I1 to I5, I7 to I10), and that the simulation sees what is wrong. */
class SimulationTest {

    private static final int FIXED = 30;
    private static final int NEW = 20;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private static Simulation simulation;

    @BeforeAll
    static void open() {
        SimulateMain.logNothing();
        simulation = new Simulation();
    }

    @AfterAll
    static void close() {
        simulation.close();
    }

    @Test
    void nothingIsLostOnThirtyDaysThatWeKnow() {
        holds(1, FIXED);
    }

    /** Other days every time; a failure names its seed, with which it happens again. */
    @Test
    void nothingIsLostOnTwentyNewDays() {
        holds(RandomGenerator.getDefault().nextLong(1_000, 1L << 40), NEW);
    }

    private static void holds(long first, int seeds) {
        List<String> violations = new ArrayList<>();
        Simulation.Totals totals =
                simulation.run(
                        first,
                        seeds,
                        Simulation.LENGTH,
                        THREADS,
                        result -> {
                            if (result.violation() != null) {
                                violations.add(
                                        "./daybook simulate --seed "
                                                + result.seed()
                                                + ": "
                                                + result.violation());
                            }
                        });

        assertThat(violations).isEmpty();
        assertThat(totals.seeds()).isEqualTo(seeds);
    }

    @Test
    void aSeedHappensTheSameWayAgain() {
        Run.Result once = simulation.run(7, Duration.ofMinutes(5), Bug.none());
        Run.Result again = simulation.run(7, Duration.ofMinutes(5), Bug.none());

        assertThat(again.trace()).isEqualTo(once.trace());
        assertThat(again.hash()).isEqualTo(once.hash());
        assertThat(once.faults()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(PlantedBug bug) {
        SelfCheck.Found found = SelfCheck.find(simulation, bug, 1, SelfCheck.SEEDS);

        assertThat(found.violation()).as(bug.words()).isNotNull();
    }
}
