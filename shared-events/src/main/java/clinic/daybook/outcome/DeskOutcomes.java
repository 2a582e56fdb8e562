package clinic.daybook.outcome;

import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * What of a desk's changes is still to be looked at. Holds what is open, not all that ever was, so
 * that it stays small over a desk's life. Each state shares with the one before it what has not
 * changed: after a week without a server thousands may be open at once.
 *
 * @param waiting by commit id: changes that wait for a person
 * @param calledBack commits of which the customer was called back
 */
public record DeskOutcomes(PMap<UUID, ChangeNeedsPerson> waiting, PSet<UUID> calledBack) {

    /** Before the first event. */
    public static final DeskOutcomes NONE =
            new DeskOutcomes(HashTreePMap.empty(), HashTreePSet.empty());
}
