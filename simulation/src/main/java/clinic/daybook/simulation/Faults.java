package clinic.daybook.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often what went wrong, and whether anything may at the moment. */
final class Faults {

    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private boolean healed = true;

    void begin() {
        healed = false;
    }

    /** From now on everything works. */
    void heal() {
        healed = true;
    }

    boolean healed() {
        return healed;
    }

    void count(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }

    Map<Fault, Integer> counts() {
        return counts;
    }
}
