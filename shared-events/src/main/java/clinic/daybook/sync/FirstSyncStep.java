package clinic.daybook.sync;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.FirstSync.Older;
import clinic.daybook.sync.FirstSync.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a {@link SyncStep} that reads a day's board first and older events behind it. */
final class FirstSyncStep {

    private final Instant now;
    private final List<SyncEffect> effects;
    private final long beyond;
    private Stage stage;
    private long applied;
    private long received;
    private long target;
    private @Nullable Instant olderBy;
    private final List<Older> applying;
    private final Set<Wanted> wanted;
    private final Set<Wanted> asked;
    private @Nullable Instant askedBy;
    private final Set<Long> arrived;
    private int failures;
    private @Nullable Instant notBefore;

    FirstSyncStep(FirstSync s, Instant now, List<SyncEffect> effects) {
        this.now = now;
        this.effects = effects;
        this.beyond = s.beyond();
        this.stage = s.stage();
        this.applied = s.applied();
        this.received = s.received();
        this.target = s.target();
        this.olderBy = s.olderBy();
        this.applying = new ArrayList<>(s.applying());
        this.wanted = new LinkedHashSet<>(s.wanted());
        this.asked = new LinkedHashSet<>(s.asked());
        this.askedBy = s.askedBy();
        this.arrived = new LinkedHashSet<>(s.arrived());
        this.failures = s.failures();
        this.notBefore = s.notBefore();
    }

    FirstSync state() {
        return new FirstSync(
                beyond,
                stage,
                applied,
                received,
                target,
                olderBy,
                applying,
                List.copyOf(wanted),
                List.copyOf(asked),
                asked.isEmpty() ? null : askedBy,
                List.copyOf(arrived),
                failures,
                notBefore);
    }

    /** From what is durable. What was fetched out of turn and had not arrived is asked for anew. */
    void restart(FirstSync.@Nullable Cursor cursor) {
        stage = cursor == null ? Stage.IN_ORDER : Stage.OLDER;
        applied = cursor == null ? 0 : cursor.done();
        received = applied;
        target = cursor == null ? 0 : cursor.target();
        applying.clear();
        arrived.clear();
    }

    /** Whether a desk without any events should ask for a day's board, seeing this head. */
    boolean wantsBoard(long head) {
        return stage == Stage.IN_ORDER && head > beyond;
    }

    void askForBoard() {
        stage = Stage.BOARD;
        effects.add(new SyncEffect.FetchBoard());
    }

    /** Whether a day's board is being read. */
    boolean askingForBoard() {
        return stage == Stage.BOARD;
    }

    /**
     * The board is no longer waited for.
     *
     * @param never the server cannot give one
     */
    void noBoard(boolean never) {
        if (stage == Stage.BOARD) {
            stage = never ? Stage.NO_BOARD : Stage.IN_ORDER;
        }
    }

    /** The board was handed over: everything up to its position is older now. */
    void board(long head) {
        stage = Stage.OLDER;
        applied = 0;
        received = 0;
        target = head;
    }

    void older(SyncInput.OlderReceived i) {
        olderBy = null;
        failures = 0;
        if (stage != Stage.OLDER || i.after() != received) {
            // Asked for before the database failed: it is read again.
            effects.add(new SyncEffect.DropPage(i.page()));
            return;
        }
        // Nothing more before the target is as good as having reached it.
        received = i.upTo() == i.after() ? target : Math.min(i.upTo(), target);
        applying.add(new Older(i.page(), received));
        effects.add(new SyncEffect.ApplyPage(i.page()));
    }

    void want(Wanted what) {
        boolean missing = stage == Stage.BOARD || stage == Stage.OLDER;
        if (missing && !asked.contains(what) && wanted.size() < FirstSync.MAX_WANTED) {
            wanted.add(what);
        }
    }

    void wanted(SyncInput.WantedReceived i) {
        asked.remove(i.what());
        failures = 0;
        arrived.add(i.page());
        effects.add(new SyncEffect.ApplyPage(i.page()));
    }

    void olderFailed(@Nullable Duration retryAfter, double jitter) {
        olderBy = null;
        later(retryAfter, jitter);
    }

    void wantedFailed(SyncInput.WantedFailed i) {
        asked.remove(i.what());
        if (i.failure() == SyncInput.Failure.REFUSED) {
            // The server does not have it, and would not have it the next time.
            return;
        }
        want(i.what());
        later(i.retryAfter(), i.jitter());
    }

    private void later(@Nullable Duration retryAfter, double jitter) {
        failures++;
        Duration wait = Backoff.after(failures, jitter);
        notBefore =
                now.plus(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
    }

    /**
     * What was not answered by its time never will be: it is asked for again, or comes in order.
     */
    void giveUp(double jitter) {
        if (olderBy != null && !now.isBefore(olderBy)) {
            olderFailed(null, jitter);
        }
        if (askedBy != null && !now.isBefore(askedBy)) {
            asked.clear();
            askedBy = null;
        }
    }

    /** Until when the next answer is awaited; {@code null}: none is. */
    @Nullable Instant answerBy() {
        Instant wantedBy = asked.isEmpty() ? null : askedBy;
        if (olderBy == null || wantedBy == null) {
            return olderBy == null ? wantedBy : olderBy;
        }
        return olderBy.isBefore(wantedBy) ? olderBy : wantedBy;
    }

    /** A page became durable; not every page is one of these. */
    void applied(long page) {
        arrived.remove(page);
        boolean known = applying.stream().anyMatch(o -> o.page() == page);
        while (known && !applying.isEmpty()) {
            Older first = applying.removeFirst();
            applied = Math.max(applied, first.upTo());
            known = first.page() != page;
        }
        if (stage == Stage.OLDER && applied >= target) {
            stage = Stage.IN_ORDER;
            applied = 0;
            received = 0;
            target = 0;
            wanted.clear();
        }
    }

    /**
     * Asks for what is due while the line is up.
     *
     * @param feed up to where the feed is durable: nothing older is asked for before the board is
     */
    void read(long feed) {
        if (notBefore != null && now.isBefore(notBefore)) {
            return;
        }
        notBefore = null;
        if (stage != Stage.OLDER || feed < target) {
            return;
        }
        while (!wanted.isEmpty() && asked.size() + arrived.size() < FirstSync.MAX_ASKED) {
            Wanted next = wanted.iterator().next();
            wanted.remove(next);
            if (asked.add(next)) {
                askedBy = now.plus(SyncMachine.ANSWER_WITHIN);
                effects.add(new SyncEffect.FetchWanted(next));
            }
        }
        if (olderBy == null && received < target && applying.size() < FirstSync.READ_AHEAD) {
            olderBy = now.plus(SyncMachine.ANSWER_WITHIN);
            long missing = target - received;
            int limit = failures > 0 ? Protocol.DEFAULT_PAGE : Protocol.CATCH_UP_PAGE;
            effects.add(new SyncEffect.FetchOlder(received, (int) Math.min(limit, missing)));
        }
    }

    /** When something that waits for its time may be asked for; {@code null}: nothing does. */
    @Nullable Instant deadline() {
        boolean waits = notBefore != null && now.isBefore(notBefore);
        return stage == Stage.OLDER && waits ? notBefore : null;
    }
}
