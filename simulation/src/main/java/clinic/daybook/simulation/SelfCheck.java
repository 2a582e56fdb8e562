package clinic.daybook.simulation;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plants bugs, one at a time, and looks how soon each is found. */
final class SelfCheck {

    /** So many seeds have to be enough for any of them. */
    static final int SEEDS = 60;

    /**
     * How a bug was found.
     *
     * @param seeds how many were tried
     * @param violation what gave it away; {@code null}: it was not found
     */
    record Found(PlantedBug bug, int seeds, @Nullable String violation) {

        @Override
        public String toString() {
            return String.format(
                    "%-34s %s",
                    bug.words(),
                    violation == null
                            ? "NOT FOUND in " + seeds + " seeds"
                            : "found by seed " + seeds + ": " + violation);
        }
    }

    private SelfCheck() {}

    /**
     * Plants each bug in turn; how many were not found.
     *
     * @param first the first seed for each
     * @param each told of every bug
     */
    static int run(Simulation simulation, long first, Consumer<Found> each) {
        int missed = 0;
        for (PlantedBug bug : PlantedBug.values()) {
            Found found = find(simulation, bug, first, SEEDS);
            each.accept(found);
            missed += found.violation() == null ? 1 : 0;
        }
        return missed;
    }

    /** Runs seeds with the bug until something does not hold. */
    static Found find(Simulation simulation, PlantedBug bug, long first, int most) {
        for (int i = 0; i < most; i++) {
            Run.Result result = simulation.run(first + i, Simulation.LENGTH, bug.plant());
            if (result.violation() != null) {
                return new Found(bug, i + 1, result.violation());
            }
        }
        return new Found(bug, most, null);
    }
}
