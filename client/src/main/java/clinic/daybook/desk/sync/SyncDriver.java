package clinic.daybook.desk.sync;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.local.DeskPlatform;
import clinic.daybook.desk.local.DeskPort;
import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.protocol.PinnedKeys;
import clinic.daybook.protocol.StaffSession;
import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.SendQueue;
import clinic.daybook.sync.SyncEffect;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncInput.Failure;
import clinic.daybook.sync.SyncMachine;
import clinic.daybook.sync.SyncState;
import clinic.daybook.sync.Wanted;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link SyncMachine} says and tells it what came of it. Its state lives on the
 * engine's thread like the desk's own.
 */
public final class SyncDriver implements AutoCloseable, DeskPort {

    private static final Logger LOG = LoggerFactory.getLogger(SyncDriver.class);

    private final SyncSide desk;
    private final String appVersion;
    private final ServerClient server;
    private final DeskPlatform platform;
    private final RandomGenerator random;
    private final ScheduledExecutorService timers;
    private final MachineStep machine;
    private final Instant began;
    private final long beganNanos;
    private final Reads reads;
    private final Enrolling enrolling;
    private final Pushes pushes;
    private final StoreChangeLine storeChange;
    private final Verifiers verifiers;
    private final TokenRenewal token;
    private final InstantSource clock;
    private SyncState state;
    private @Nullable Enrolled enrolled;
    private @Nullable WebSocket socket;
    private SyncEffect.@Nullable ReportStatus reported;
    // Who answered last had another key than the server that this desk knows.
    private boolean otherKey;
    private @Nullable ScheduledFuture<?> timer;
    // Bounded by what the effects of one input lead to at once.
    private final Deque<SyncInput> inbox = new ArrayDeque<>();
    private boolean beginAnew;
    private boolean halted;
    // Answers to what an earlier enrolment asked are none of this one's business.
    private long session;
    private long line;

    /** For a desk as it is installed. */
    public SyncDriver(SyncSide desk, InstantSource clock, String appVersion) {
        this(
                desk,
                clock,
                appVersion,
                DeskPlatform.installed(),
                new ServerClient(),
                SyncMachine::step);
    }

    /**
     * On a platform and a network of one's own.
     *
     * @param network closed with this
     * @param machine the {@link SyncMachine}, or something around it
     */
    public SyncDriver(
            SyncSide desk,
            InstantSource clock,
            String appVersion,
            DeskPlatform platform,
            DeskNetwork network,
            MachineStep machine) {
        this(
                desk,
                clock,
                appVersion,
                platform,
                new ServerClient(network, platform::nanoTime),
                machine);
    }

    private SyncDriver(
            SyncSide desk,
            InstantSource clock,
            String appVersion,
            DeskPlatform platform,
            ServerClient server,
            MachineStep machine) {
        this.desk = desk;
        this.clock = clock;
        this.appVersion = appVersion;
        this.platform = platform;
        this.random = platform.random();
        this.timers = platform.timers();
        this.server = server;
        this.reads = new Reads(desk, server, desk::serverTime, this::feed, random);
        this.enrolling = new Enrolling(desk, server, this::begin);
        this.pushes = new Pushes(desk, server, this::jitter);
        server.onTime(this::answered);
        server.onTrust(trusted -> desk.execute(() -> trusts(trusted)));
        this.machine = machine;
        this.began = clock.instant();
        this.beganNanos = platform.nanoTime();
        this.state = SyncState.initial(began, platform.boardFirstBeyond());
        this.storeChange =
                new StoreChangeLine(
                        desk, server, this::now, this::jitter, this::after, this::begin);
        this.verifiers =
                new Verifiers(
                        desk,
                        server,
                        () -> state.link() == SyncState.Link.LIVE,
                        this::jitter,
                        this::after);
        this.token =
                new TokenRenewal(
                        desk,
                        server,
                        random,
                        () -> state.link() == SyncState.Link.LIVE,
                        this::jitter,
                        this::after,
                        this::begin);
    }

    private void after(Duration wait, Runnable task) {
        var _ = timers.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts syncing, if the desk is enrolled. Called on any thread. */
    public void start() {
        desk.execute(() -> {
            desk.listen(this);
            begin();
        });
    }

    /**
     * Makes the desk known to a server and starts syncing with it. Called on any thread.
     *
     * @param serverUrl of the server, or of all that share its store, apart by commas
     */
    public CompletionStage<Void> enrol(String serverUrl, String code, String name) {
        return enrolling.enrol(serverUrl, code, name);
    }

    private void begin() {
        enrolled = desk.enrolled();
        beginAnew = false;
        session++;
        line++;
        closeSocket();
        reads.begin(enrolled);
        verifiers.begin(enrolled);
        token.begin(enrolled);
        otherKey = false;
        state = SyncState.initial(now(), platform.boardFirstBeyond());
        storeChange.reset();
        if (enrolled != null) {
            feed(desk.started());
        }
    }

    @Override
    public void committed(List<SyncInput.Ready> commits) {
        feed(new SyncInput.Committed(commits));
    }

    @Override
    public void settled(List<SyncInput.Settled> streams) {
        streams.forEach(this::feed);
        for (SyncInput.Settled s : streams) {
            InvariantBroken.unless(
                    s.sendable() || !mayBeSent(s.streamId()),
                    "SY-3214",
                    "what waits for the feed could be sent");
        }
    }

    private boolean mayBeSent(StreamId stream) {
        return enrolled != null
                && !halted
                && inbox.isEmpty()
                && state.queue().of(stream).stream()
                        .anyMatch(e ->
                                e.sending() == SendQueue.Sending.READY
                                        && !state.inFlight().contains(e.commitId()));
    }

    @Override
    public void reloaded(
            long position, List<SyncInput.Ready> pending, FirstSync.@Nullable Cursor older) {
        if (beginAnew) {
            begin();
        } else {
            feed(new SyncInput.Reloaded(position, pending, older, random.nextDouble()));
        }
    }

    @Override
    public void lost() {
        beginAnew = true;
    }

    @Override
    public void quiet(int toSend, long checksum) {
        boolean sends = enrolled != null && !halted && state.link() != SyncState.Link.STOPPED;
        if (sends && inbox.isEmpty()) {
            InvariantBroken.unless(
                    toSend == state.queue().size() && checksum == state.queue().checksum(),
                    "SY-3211",
                    "what the sync is to send is not what is pending here");
        }
    }

    @Override
    public void halt(String code) {
        halted = true;
        session++;
        line++;
        verifiers.begin(null);
        token.begin(null);
        closeSocket();
        if (timer != null) {
            timer.cancel(false);
        }
        LOG.error("SY-3012: the sync ended by itself after {}; work goes on without it", code);
        desk.halted(code);
    }

    @Override
    public void pinsChanged() {
        verifiers.want();
    }

    @Override
    public void want(Wanted what) {
        // Somebody may look while an effect is being carried out: one thing after the other.
        later(session, new SyncInput.Want(what));
    }

    /**
     * One input after the other: what an effect leads to at once comes after this one's effects.
     */
    private void feed(SyncInput input) {
        if (enrolled == null || halted) {
            return;
        }
        inbox.add(input);
        if (inbox.size() > 1) {
            return;
        }
        while (!inbox.isEmpty()) {
            try {
                take(inbox.element());
            } finally {
                inbox.remove();
            }
        }
    }

    private void take(SyncInput input) {
        SyncMachine.Step step;
        try {
            step = machine.step(state, input, now());
        } catch (InvariantBroken e) {
            beginAnew = true;
            desk.broken(e, input.getClass().getSimpleName());
            return;
        }
        state = step.state();
        // Inputs may hold what the server sent, personal data included: their kind is enough.
        LOG.debug("{} leads to {}", input.getClass().getSimpleName(), step.effects());
        step.effects().forEach(this::performOrTell);
    }

    /**
     * What one effect meets must not keep the others from being done: the machine counts on all of
     * them. What it would wait for without end is told to it.
     */
    private void performOrTell(SyncEffect effect) {
        try {
            perform(effect);
        } catch (RuntimeException e) {
            LOG.error("SY-3005: a step of the sync broke off: {}", e.getClass().getName());
            if (effect instanceof SyncEffect.Push) {
                later(session, new SyncInput.PushFailed(Failure.UNREACHABLE, "", null, jitter()));
            }
        }
    }

    /** From another thread, about something that this session asked for. */
    private void later(long askedIn, SyncInput input) {
        desk.execute(() -> {
            if (askedIn == session) {
                feed(input);
            }
        });
    }

    private void perform(SyncEffect effect) {
        switch (effect) {
            case SyncEffect.FetchPage e -> reads.fetch(e.after(), e.limit());
            case SyncEffect.FetchBoard _ -> reads.fetchBoard();
            case SyncEffect.FetchOlder e -> reads.fetchOlder(e.after(), e.limit());
            case SyncEffect.FetchWanted e -> reads.fetchWanted(e.what());
            case SyncEffect.OpenLive e -> open(e.after());
            case SyncEffect.CloseLive _ -> {
                line++;
                closeSocket();
            }
            case SyncEffect.ApplyPage e -> reads.apply(e.page());
            case SyncEffect.DropPage e -> reads.drop(e.page());
            case SyncEffect.Push e -> push(e.commitIds());
            case SyncEffect.ApplyOutcomes e -> desk.apply(e.outcomes());
            case SyncEffect.SendAck e -> acknowledge(e.position());
            case SyncEffect.SetTimer e -> setTimer(e.at());
            case SyncEffect.ReportStatus e -> {
                reported = e;
                if (e.link() == SyncState.Link.ENROL_AGAIN && token.fallBack()) {
                    return;
                }
                desk.link(connection(e.link()), onTheClock(e.since()), e.head());
                Enrolled as = enrolled;
                if (e.link() == SyncState.Link.STORE_CHANGED && as != null) {
                    storeChange.met(as);
                }
                if (e.link() == SyncState.Link.LIVE) {
                    verifiers.fetch();
                    token.look();
                }
            }
        }
    }

    /**
     * The machine's time. It only runs forward: a clock that somebody sets back must not keep the
     * desk waiting for days.
     */
    private Instant now() {
        return began.plusNanos(platform.nanoTime() - beganNanos);
    }

    /** A moment of the machine's time by the clock that screens show: the server's. */
    private Instant onTheClock(Instant moment) {
        return desk.serverTime().minus(Duration.between(moment, now()));
    }

    /** An answer said what the server's time was. Called on a thread of the network's. */
    private void answered(Instant at, long askedNanos, long answeredNanos) {
        desk.execute(() -> desk.measured(at, askedNanos, answeredNanos));
    }

    /** Shown at once, also where the desk was offline before. */
    private void trusts(boolean trusted) {
        SyncEffect.ReportStatus last = reported;
        boolean before = otherKey;
        otherKey = !trusted && enrolled != null;
        if (otherKey == before || halted) {
            return;
        }
        if (otherKey) {
            LOG.error(
                    "SY-3015: who answers at the server's address is not the server; nothing is sent");
        }
        if (last != null) {
            desk.link(connection(last.link()), onTheClock(last.since()), last.head());
        }
    }

    /**
     * Somebody has signed in here: the server is asked to open a session for them. On any thread.
     */
    public void signedIn(StreamId staffId, String pin) {
        Instant since = clock.instant();
        desk.execute(() -> {
            desk.signsIn(staffId);
            Enrolled as = enrolled;
            if (as != null && state.link() == SyncState.Link.LIVE) {
                server.session(
                        as,
                        new StaffSession.Request(staffId, pin),
                        open -> desk.sessionOpened(staffId, open.session(), since),
                        // What they do is recorded all the same, and marked by the server.
                        failure -> LOG.info("no session was opened: {}", failure.code()));
            }
        });
    }

    private SyncStatus.Connection connection(SyncState.Link link) {
        boolean away = link == SyncState.Link.OFFLINE || link == SyncState.Link.CONNECTING;
        if (otherKey && away) {
            return SyncStatus.Connection.OTHER_KEY;
        }
        return switch (link) {
            case STOPPED, OFFLINE -> SyncStatus.Connection.OFFLINE;
            // A desk that tries again and again is offline, and its screens need not flicker.
            case CONNECTING ->
                    state.linkFailures() > 0
                            ? SyncStatus.Connection.OFFLINE
                            : SyncStatus.Connection.CONNECTING;
            case CATCHING_UP, OPENING -> SyncStatus.Connection.CATCHING_UP;
            case LIVE -> SyncStatus.Connection.LIVE;
            case ENROL_AGAIN -> SyncStatus.Connection.ENROL_AGAIN;
            case STORE_CHANGED -> SyncStatus.Connection.STORE_CHANGED;
        };
    }

    private double jitter() {
        return random.nextDouble();
    }

    private void push(List<UUID> ids) {
        long asked = session;
        if (enrolled != null) {
            pushes.push(enrolled, ids, input -> later(asked, input));
        }
    }

    private void open(long after) {
        Enrolled to = enrolled;
        if (to == null) {
            return;
        }
        closeSocket();
        long opened = ++line;
        Executor asLongAsOpen =
                task ->
                        desk.execute(() -> {
                            if (opened == line) {
                                task.run();
                            }
                        });
        String at = server.address(to);
        PinnedKeys keys = ServerClient.keys(to.pins());
        LiveLine listener = new LiveLine(new Live(to, at, keys), asLongAsOpen, desk::nanoTime);
        socket = server.live(to, at, keys, after, listener);
    }

    /** A server said by what all of them are known: lines are opened anew where that is news. */
    private void trust(Set<KeyPin> pins) {
        Enrolled as = enrolled;
        if (as == null || pins.isEmpty() || pins.equals(as.pins())) {
            return;
        }
        if (!as.equals(desk.enrolled())) {
            // The line is still that of an enrolment that another one has just replaced.
            return;
        }
        LOG.info("the servers have other keys than before; {} are trusted now", pins.size());
        long asked = session;
        desk.takePins(
                pins,
                kept ->
                        desk.execute(() -> {
                            // Where that failed, the next hello says it again.
                            if (kept && asked == session) {
                                begin();
                            }
                        }));
    }

    private void closeSocket() {
        if (socket != null) {
            socket.cancel();
            socket = null;
        }
    }

    private void acknowledge(long position) {
        if (socket == null) {
            return;
        }
        LiveMessage ack =
                new LiveMessage.Ack(
                        position,
                        desk.unsentCount(),
                        desk.needsYou(),
                        appVersion,
                        desk.clockOffsetMs(),
                        desk.level());
        try {
            socket.send(Json.mapper().writerFor(LiveMessage.class).writeValueAsString(ack));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an ack cannot be written as JSON", e);
        }
    }

    private void setTimer(Instant at) {
        if (timer != null) {
            timer.cancel(false);
        }
        long asked = session;
        long wait = Math.max(1, Duration.between(now(), at).toMillis());
        timer =
                timers.schedule(
                        () -> later(asked, new SyncInput.TimerFired(jitter())),
                        wait,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        desk.execute(() -> {
            feed(new SyncInput.Stopped());
            session++;
            enrolled = null;
            reads.begin(null);
            verifiers.begin(null);
            token.begin(null);
            ended.complete(null);
        });
        platform.await(ended.completeOnTimeout(null, 5, TimeUnit.SECONDS));
        timers.shutdownNow();
        server.close();
    }

    /** What the current live connection brings; told on the engine's thread. */
    private final class Live implements LiveLine.Listener {
        private final Enrolled to;
        private final String at;
        private final @Nullable PinnedKeys keys;

        Live(Enrolled to, String at, @Nullable PinnedKeys keys) {
            this.to = to;
            this.at = at;
            this.keys = keys;
        }

        @Override
        public void hello(LiveMessage.Hello hello) {
            boolean same = hello.storeId().equals(to.storeId());
            if (same) {
                desk.writeLevel(hello.writeLevel());
            }
            feed(
                    same
                            ? new SyncInput.LiveOpened(hello.head())
                            : new SyncInput.LiveClosed(Failure.STORE_CHANGED, jitter()));
            if (same) {
                trust(TrustedPins.told(keys, hello.pins()));
            }
        }

        @Override
        public void writeLevel(LiveMessage.WriteLevel level) {
            desk.writeLevel(level.writeLevel());
        }

        @Override
        public void serverPins(LiveMessage.ServerPins pins) {
            trust(TrustedPins.told(keys, pins.pins()));
        }

        @Override
        public void events(FeedPage page, long head) {
            feed(new SyncInput.LiveReceived(reads.keep(page), page.upTo(), head, page.streams()));
        }

        @Override
        public void heartbeat(LiveMessage.Heartbeat beat, long hereNanos) {
            desk.heard(beat.at(), hereNanos);
            feed(new SyncInput.Heartbeat(beat.head()));
        }

        @Override
        public void desk(LiveMessage.Desk other) {
            desk.seen(
                    new SyncStatus.OtherDesk(
                            other.deskId(),
                            other.name(),
                            other.online(),
                            other.since(),
                            other.position()));
        }

        @Override
        public void closed(Failure failure) {
            if (failure == Failure.UNREACHABLE) {
                server.lost(at);
            }
            feed(new SyncInput.LiveClosed(failure, jitter()));
        }
    }
}
