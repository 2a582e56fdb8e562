package clinic.daybook.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a desk that began with one day's board has come with everything before it. Immutable. A
 * desk that read everything in order has nothing of it.
 *
 * @param beyond a desk without any events begins with a day's board when the server has more events
 *     than this
 * @param stage where it stands
 * @param applied everything up to here is durable at the desk
 * @param received up to where older events were handed over to be applied
 * @param target up to where older events are to be read; from there on the desk follows live
 * @param olderBy a page of older events is being read, and its answer is awaited until then
 * @param applying pages of older events handed over and not yet durable, in order
 * @param wanted what waits to be fetched out of turn
 * @param asked what is being fetched out of turn
 * @param askedBy until when the answers to that are awaited
 * @param arrived pages of what was fetched out of turn, handed over and not yet durable
 * @param failures how often in a row reading did not work
 * @param notBefore not to be asked again before; {@code null}: at once
 */
public record FirstSync(
        long beyond,
        Stage stage,
        long applied,
        long received,
        long target,
        @Nullable Instant olderBy,
        List<Older> applying,
        List<Wanted> wanted,
        List<Wanted> asked,
        @Nullable Instant askedBy,
        List<Long> arrived,
        int failures,
        @Nullable Instant notBefore) {

    /** Where a first sync stands. */
    public enum Stage {
        /** Everything is read in order, or was read. */
        IN_ORDER,
        /** The server cannot give a board: everything is read in order. */
        NO_BOARD,
        /** A day's board is being read. */
        BOARD,
        /** Live from the target on; older events are being read. */
        OLDER
    }

    /** A page of older events on its way into the database. */
    public record Older(long page, long upTo) {}

    /**
     * Up to where a desk has read older events, and up to where it is to.
     *
     * @param done everything up to here is durable
     * @param target what comes after it is there as far as the desk's position
     */
    public record Cursor(long done, long target) {}

    /** Fewer events are read in order faster than a person could tell. */
    public static final long USUALLY_BEYOND = 5_000;

    /** How many pages of older events may wait for the database. */
    static final int READ_AHEAD = 2;

    /** How much may be fetched out of turn at once. */
    static final int MAX_ASKED = 4;

    /** How much may wait to be fetched out of turn; what is beyond comes in its order. */
    static final int MAX_WANTED = 64;

    public FirstSync {
        applying = List.copyOf(applying);
        wanted = List.copyOf(wanted);
        asked = List.copyOf(asked);
        arrived = List.copyOf(arrived);
    }

    static FirstSync initial(long beyond) {
        return new FirstSync(
                beyond,
                Stage.IN_ORDER,
                0,
                0,
                0,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                0,
                null);
    }

    /** Whether everything that the server had before the desk came is here. */
    public boolean backfilled() {
        return stage == Stage.IN_ORDER || stage == Stage.NO_BOARD;
    }

    /** What always holds; {@code live}: up to where the feed was handed over. */
    void check(long live) {
        InvariantBroken.unless(
                applied <= received && received <= target,
                "SY-3131",
                "older events applied beyond received, or read beyond their end");
        InvariantBroken.unless(
                stage != Stage.OLDER || target <= live,
                "SY-3132",
                "a hole between older events and the feed");
        InvariantBroken.unless(
                stage == Stage.OLDER || applying.isEmpty(),
                "SY-3133",
                "older events that nobody asked for");
        InvariantBroken.unless(
                applying.size() <= READ_AHEAD
                        && asked.size() <= MAX_ASKED
                        && wanted.size() <= MAX_WANTED,
                "SY-3134",
                "too much at once");
        InvariantBroken.unless(
                asked.isEmpty() == (askedBy == null), "SY-3135", "a request without an end");
        long last = applied;
        for (Older page : applying) {
            InvariantBroken.unless(page.upTo() >= last, "SY-3136", "older pages out of order");
            last = page.upTo();
        }
    }
}
