package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Failure;
import clinic.daybook.sync.SyncState.Acked;
import clinic.daybook.sync.SyncState.Applying;
import clinic.daybook.sync.SyncState.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of the {@link SyncMachine}, while it is being made. */
final class SyncStep {

    /** Without a sign of life for so long, a live connection counts as lost. */
    private static final Duration SILENCE = Duration.ofSeconds(3L * Protocol.HEARTBEAT_SECONDS);

    /** How many pages may wait for the database while the next one is read. */
    private static final int READ_AHEAD = 2;

    private final Instant now;
    private final List<SyncEffect> effects = new ArrayList<>();
    private final SyncState before;
    private final PushQueue push;
    private final FirstSyncStep first;

    private Link link;
    private Instant linkSince;
    private long applied;
    private long received;
    private long head;
    private @Nullable Instant pageBy;
    private final List<Applying> applying;
    private int linkFailures;
    private @Nullable Instant reconnectAt;
    private @Nullable Instant heardAt;
    private double jitter = 0.5;
    private boolean caughtUp;
    private boolean fresh;
    private boolean timerFired;

    SyncStep(SyncState s, Instant now) {
        this.now = now;
        this.before = s;
        this.push = new PushQueue(s.push(), now, effects);
        this.first = new FirstSyncStep(s.first(), now, effects);
        this.link = s.link();
        this.linkSince = s.linkSince();
        this.applied = s.applied();
        this.received = s.received();
        this.head = s.head();
        this.pageBy = s.pageBy();
        this.applying = new ArrayList<>(s.applying());
        this.linkFailures = s.linkFailures();
        this.reconnectAt = s.reconnectAt();
        this.heardAt = s.heardAt();
        this.fresh = s.fresh();
    }

    List<SyncEffect> effects() {
        return effects;
    }

    void take(SyncInput input) {
        switch (input) {
            case SyncInput.Started i -> {
                applied = i.position();
                received = i.position();
                head = Math.max(head, i.position());
                applying.clear();
                push.restart(i.pending());
                first.restart(i.older());
                to(Link.CONNECTING);
            }
            case SyncInput.Reloaded i -> reloaded(i);
            case SyncInput.Stopped _ -> {
                closeLive();
                to(Link.STOPPED);
            }
            case SyncInput.PageReceived i -> page(i);
            case SyncInput.FetchFailed i -> {
                pageBy = null;
                jitter = i.jitter();
                if (link == Link.CONNECTING || link == Link.CATCHING_UP) {
                    failed(i.failure(), i.retryAfter());
                }
            }
            case SyncInput.BoardReceived i -> board(i);
            case SyncInput.BoardFailed i -> {
                pageBy = null;
                jitter = i.jitter();
                boardFailed(i);
            }
            case SyncInput.OlderReceived i -> first.older(i);
            case SyncInput.OlderFailed i -> {
                jitter = i.jitter();
                first.olderFailed(i.retryAfter(), jitter);
                lost(i.failure());
            }
            case SyncInput.Want i -> first.want(i.what());
            case SyncInput.WantedReceived i -> first.wanted(i);
            case SyncInput.WantedFailed i -> {
                jitter = i.jitter();
                first.wantedFailed(i);
                lost(i.failure());
            }
            case SyncInput.LiveOpened i -> {
                if (link == Link.OPENING) {
                    to(Link.LIVE);
                    linkFailures = 0;
                    heard(i.head());
                }
            }
            case SyncInput.LiveReceived i -> live(i);
            case SyncInput.Heartbeat i -> heard(i.head());
            case SyncInput.LiveClosed i -> {
                jitter = i.jitter();
                if (link == Link.LIVE || link == Link.OPENING) {
                    failed(i.failure(), null);
                }
            }
            case SyncInput.PageApplied i -> applied(i.page());
            case SyncInput.Committed i -> push.add(i.commits());
            case SyncInput.Settled i -> push.settled(i);
            case SyncInput.PushAnswered i -> push.answered(i);
            case SyncInput.PushFailed i -> {
                jitter = i.jitter();
                push.failed(i);
                lost(i.failure());
            }
            case SyncInput.TimerFired i -> {
                jitter = i.jitter();
                timerFired = true;
            }
        }
    }

    /** What follows from where things stand now. */
    void plan() {
        if (link == Link.OFFLINE && reconnectAt != null && !now.isBefore(reconnectAt)) {
            to(Link.CONNECTING);
        }
        boolean live = link == Link.LIVE || link == Link.OPENING;
        if (live && heardAt != null && !now.isBefore(heardAt.plus(SILENCE))) {
            failed(Failure.UNREACHABLE, null);
        }
        boolean reading = link == Link.CONNECTING || link == Link.CATCHING_UP;
        if (pageBy != null && !now.isBefore(pageBy)) {
            pageBy = null;
            first.noBoard(false);
            if (reading) {
                failed(Failure.UNREACHABLE, null);
            }
        }
        push.giveUp(jitter);
        first.giveUp(jitter);
        if (applying.size() > SyncState.MAX_APPLYING) {
            closeLive();
            to(Link.CATCHING_UP);
        }
        read();
        if (link == Link.LIVE || link == Link.OPENING) {
            push.send();
        }
        if (link == Link.LIVE) {
            first.read(applied);
        }
        acknowledge();
        if (link != before.link() || head != before.head() || !fresh) {
            effects.add(new SyncEffect.ReportStatus(link, linkSince, head));
            fresh = true;
        }
        Instant wanted = deadline();
        // A timer that fired a little early is set again.
        boolean running = wanted != null && wanted.equals(before.timer()) && !timerFired;
        if (wanted != null && !running) {
            effects.add(new SyncEffect.SetTimer(wanted));
        }
    }

    /** Whether everything holds that this step may have broken. */
    void check() {
        push.check();
    }

    SyncState state() {
        return new SyncState(
                link,
                linkSince,
                applied,
                received,
                head,
                pageBy,
                applying,
                push.state(),
                linkFailures,
                reconnectAt,
                heardAt,
                deadline(),
                acked(),
                fresh,
                first.state());
    }

    private void reloaded(SyncInput.Reloaded i) {
        jitter = i.jitter();
        applying.clear();
        applied = i.position();
        received = i.position();
        push.restart(i.pending());
        first.restart(i.older());
        if (link != Link.STOPPED && link != Link.ENROL_AGAIN && link != Link.STORE_CHANGED) {
            failed(Failure.UNREACHABLE, null);
        }
    }

    private void page(SyncInput.PageReceived i) {
        pageBy = null;
        head = Math.max(head, i.head());
        boolean reading = link == Link.CONNECTING || link == Link.CATCHING_UP;
        if (!reading || i.after() != received) {
            // Asked for before the line broke or the database failed: it is read again.
            effects.add(new SyncEffect.DropPage(i.page()));
            return;
        }
        to(Link.CATCHING_UP);
        boolean nothingHere = received == 0 && push.state().queue().isEmpty();
        if (nothingHere && first.wantsBoard(head)) {
            // What was read comes again with all that is older than the board.
            effects.add(new SyncEffect.DropPage(i.page()));
            pageBy = now.plus(SyncMachine.ANSWER_WITHIN);
            first.askForBoard();
            return;
        }
        caughtUp = i.upTo() == i.after();
        hand(i.page(), i.upTo(), i.streams());
    }

    private void board(SyncInput.BoardReceived i) {
        pageBy = null;
        boolean waiting = first.askingForBoard() && link == Link.CATCHING_UP;
        if (!waiting) {
            // Asked for before the line broke or the database failed.
            first.noBoard(false);
            effects.add(new SyncEffect.DropPage(i.page()));
            return;
        }
        first.board(i.head());
        hand(i.page(), i.head(), i.streams());
    }

    private void boardFailed(SyncInput.BoardFailed i) {
        first.noBoard(i.unknown());
        if (!i.unknown() && (link == Link.CONNECTING || link == Link.CATCHING_UP)) {
            failed(i.failure(), i.retryAfter());
        }
    }

    /** What of a side's failure concerns the whole line. */
    private void lost(Failure failure) {
        if (failure == Failure.UNAUTHORISED || failure == Failure.STORE_CHANGED) {
            failed(failure, null);
        }
    }

    private void live(SyncInput.LiveReceived i) {
        heard(i.head());
        boolean listening = link == Link.LIVE || link == Link.OPENING;
        if (listening) {
            hand(i.page(), i.upTo(), i.streams());
        } else {
            effects.add(new SyncEffect.DropPage(i.page()));
        }
    }

    /** Hands a page over, unless all of it is there already. */
    private void hand(long page, long upTo, Set<StreamId> streams) {
        if (upTo <= received) {
            effects.add(new SyncEffect.DropPage(page));
            return;
        }
        received = upTo;
        head = Math.max(head, upTo);
        applying.add(new Applying(page, upTo, streams));
        push.hold(streams);
        effects.add(new SyncEffect.ApplyPage(page));
    }

    private void applied(long page) {
        first.applied(page);
        // A page handed over before the database failed may still report.
        boolean known = applying.stream().anyMatch(a -> a.page() == page);
        while (known && !applying.isEmpty()) {
            Applying done = applying.removeFirst();
            applied = Math.max(applied, done.upTo());
            push.release(done.streams());
            known = done.page() != page;
        }
    }

    private void heard(long newHead) {
        head = Math.max(head, newHead);
        heardAt = now;
    }

    private void read() {
        boolean reading = link == Link.CONNECTING || link == Link.CATCHING_UP;
        if (!reading || pageBy != null || applying.size() >= READ_AHEAD) {
            return;
        }
        boolean near = head - received <= Protocol.LIVE_LAG || caughtUp;
        if (link == Link.CATCHING_UP && near) {
            to(Link.OPENING);
            heardAt = now;
            effects.add(new SyncEffect.OpenLive(received));
        } else {
            pageBy = now.plus(SyncMachine.ANSWER_WITHIN);
            effects.add(new SyncEffect.FetchPage(received, pageSize()));
        }
    }

    /** Large ones where there is much to read; after a failure the line may be a slow one. */
    private int pageSize() {
        boolean much = link == Link.CATCHING_UP && head - received > Protocol.CATCH_UP_PAGE;
        return much && linkFailures == 0 ? Protocol.CATCH_UP_PAGE : Protocol.DEFAULT_PAGE;
    }

    private void failed(Failure failure, @Nullable Duration retryAfter) {
        closeLive();
        switch (failure) {
            case UNAUTHORISED -> to(Link.ENROL_AGAIN);
            case STORE_CHANGED -> to(Link.STORE_CHANGED);
            case TOO_FAR_BEHIND -> to(Link.CATCHING_UP);
            case UNREACHABLE, OVERLOADED, REFUSED -> {
                linkFailures++;
                Duration wait = Backoff.after(linkFailures, jitter);
                if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
                    wait = retryAfter;
                }
                to(Link.OFFLINE);
                reconnectAt = now.plus(wait);
            }
        }
    }

    private void closeLive() {
        if (link == Link.LIVE || link == Link.OPENING) {
            effects.add(new SyncEffect.CloseLive());
        }
        heardAt = null;
    }

    private void to(Link next) {
        reconnectAt = null;
        if (next != link) {
            // Trying again and failing again is still the same absence.
            if (link == Link.STOPPED || (link == Link.LIVE) != (next == Link.LIVE)) {
                linkSince = now;
            }
            link = next;
            fresh = false;
        }
    }

    private void acknowledge() {
        Acked acked = acked();
        if (acked != null && !acked.equals(before.acked())) {
            effects.add(new SyncEffect.SendAck(applied));
        }
    }

    /**
     * What the server is told when this step is done; while pages wait, what it was told before.
     */
    private @Nullable Acked acked() {
        if (link != Link.LIVE) {
            return null;
        }
        return applying.isEmpty() || before.acked() == null
                ? new Acked(applied, push.size())
                : before.acked();
    }

    private @Nullable Instant deadline() {
        if (link == Link.STOPPED) {
            return null;
        }
        Instant next = reconnectAt;
        if (heardAt != null) {
            next = earlier(next, heardAt.plus(SILENCE));
        }
        if (link == Link.LIVE || link == Link.OPENING) {
            next = earlier(next, push.sendAt());
        }
        next = earlier(next, pageBy);
        next = earlier(next, push.answerBy());
        next = earlier(next, first.answerBy());
        if (link == Link.LIVE) {
            next = earlier(next, first.deadline());
        }
        return next;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
