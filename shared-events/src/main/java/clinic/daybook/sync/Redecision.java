package clinic.daybook.sync;

import clinic.daybook.event.Refusal;
import java.util.List;

/**
 * What became of a stream's pending commits when the stream had moved.
 *
 * @param verdicts one per pending commit, in their order
 * @param chain what is still pending, in order
 * @param optimistic the state with everything pending on top
 * @param held whether nothing was decided, because an outcome is to be known or an event to come
 *     first
 */
public record Redecision(
        List<Verdict> verdicts, List<PendingCommit> chain, StreamState optimistic, boolean held) {

    /** The remark's code where a commit leads to other events without saying why. */
    public static final String DECIDED_DIFFERENTLY = "decided-differently";

    public Redecision {
        verdicts = List.copyOf(verdicts);
        chain = List.copyOf(chain);
    }

    /** What became of one pending commit. */
    public sealed interface Verdict {

        /** The commit, as it is now; where it is no longer pending, as it was. */
        PendingCommit commit();

        /** Was not decided again: nothing below it moved, or the server may have taken it. */
        record Kept(PendingCommit commit) implements Verdict {}

        /** Decided again to the same events. */
        record Unchanged(PendingCommit commit) implements Verdict {}

        /** Decided again to other events or with a new remark, whose code says why. */
        record Adjusted(PendingCommit commit, String code) implements Verdict {}

        /** What was meant is so already on {@code decidedOn}: nothing is left to send. */
        record AlreadySo(PendingCommit commit, long decidedOn) implements Verdict {}

        /** Not possible on {@code decidedOn}: a person decides. */
        record NeedsPerson(PendingCommit commit, Refusal refusal, long decidedOn)
                implements Verdict {}
    }

    /** Whether any commit is not as it was. */
    public boolean changedAnything() {
        return !verdicts.stream().allMatch(v -> v instanceof Verdict.Kept);
    }
}
