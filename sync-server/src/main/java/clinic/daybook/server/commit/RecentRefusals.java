package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last refused commits, for whoever looks at the console. Holds no personal data. */
public final class RecentRefusals {

    private static final int KEPT = 100;

    /**
     * A refusal.
     *
     * @param code as in the answer
     * @param streamKind for example {@code reservation}; empty when it could not be read
     */
    public record Refusal(Instant at, StreamId deskId, String code, String streamKind) {}

    private final Deque<Refusal> refusals = new ArrayDeque<>(KEPT);

    /** Adds one; the oldest goes when there are too many. */
    public synchronized void add(Refusal refusal) {
        if (refusals.size() == KEPT) {
            refusals.removeLast();
        }
        refusals.addFirst(refusal);
    }

    /** The newest first. */
    public synchronized List<Refusal> list() {
        return new ArrayList<>(refusals);
    }
}
