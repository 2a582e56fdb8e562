package clinic.daybook.outcome;

import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What of a desk's changes is still to be looked at. Holds what is open, not all that ever was, so
 * that it stays small over a desk's life.
 *
 * @param waiting by commit id: changes that wait for a person, oldest first
 * @param calledBack commits of which the customer was called back
 */
public record DeskOutcomes(Map<UUID, ChangeNeedsPerson> waiting, Set<UUID> calledBack) {

    /** Before the first event. */
    public static final DeskOutcomes NONE = new DeskOutcomes(Map.of(), Set.of());

    /** Keeps the order in which they came. */
    public DeskOutcomes {
        waiting = Collections.unmodifiableMap(new LinkedHashMap<>(waiting));
        calledBack = Collections.unmodifiableSet(new LinkedHashSet<>(calledBack));
    }
}
