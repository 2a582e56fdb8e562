package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.sync.PendingCommit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The desk without a network: decides, shows and saves changes, and tells screens what stands. All
 * of its state lives on one thread, {@code desk-engine}; searches have a thread of their own.
 */
public final class LocalDesk implements AutoCloseable {

    /** So many changes may wait for the disk; a person never gets there while the disk works. */
    static final Refusal TOO_MANY_UNSAVED = Refusal.of("too-many-unsaved");

    /** The change waits for a person no more: it has been answered at this desk before. */
    static final Refusal ANSWERED = Refusal.of("answered-already");

    /** Older events of this stream are still coming: in a moment it can be worked on. */
    static final Refusal STILL_LOADING = Refusal.of("still-loading");

    private final Path directory;
    private final DeskDatabase database;
    private final DeskPlatform platform;
    private final EngineThread engine;
    private final EngineThread queries;
    private final ExecutorService listeners;
    private final DeskState state;
    private final Views views;
    private final Keeper keeper;
    private final Redeciding redeciding;
    private final SyncSide syncSide;

    private LocalDesk(
            Path directory,
            DeskDatabase database,
            InstantSource clock,
            DeskPlatform platform,
            int level) {
        this.directory = directory;
        this.database = database;
        this.platform = platform;
        this.engine = new EngineThread(platform.serial("desk-engine"));
        this.queries = new EngineThread(platform.serial("desk-query"));
        this.listeners = platform.listeners();
        this.state =
                new DeskState(
                        database.engineReader(),
                        new Submission(platform.random(), clock::instant),
                        level,
                        new ServerTime(clock, platform::nanoTime));
        this.views =
                new Views(state, database.engineReader(), listeners, state.serverTime()::instant);
        this.keeper = new Keeper(database.writer(), engine, state, views, new Breaches(platform));
        this.redeciding = new Redeciding(state);
        this.syncSide =
                new SyncSide(engine, state, views, keeper, redeciding, database.engineReader());
    }

    /**
     * Opens a desk's data.
     *
     * @param directory made where there is none
     * @throws DeskFailure when it is open elsewhere or cannot be read
     */
    public static LocalDesk open(Path directory, InstantSource clock) {
        return open(directory, clock, DeskPlatform.installed());
    }

    /**
     * Opens a desk's data on a platform of one's own.
     *
     * @throws DeskFailure when it is open elsewhere or cannot be read
     */
    public static LocalDesk open(Path directory, InstantSource clock, DeskPlatform platform) {
        return open(directory, clock, platform, EventLevels.CURRENT);
    }

    /** {@code level}: what the program knows of; an older one knows less. */
    static LocalDesk open(Path directory, InstantSource clock, DeskPlatform platform, int level) {
        LocalDesk desk =
                new LocalDesk(
                        directory, DeskDatabase.open(directory, platform), clock, platform, level);
        try {
            platform.await(desk.engine.call(desk::load));
        } catch (CompletionException e) {
            desk.close();
            if (Damage.is(e)) {
                throw Damage.failure(e);
            }
            throw e.getCause() instanceof DeskFailure failure
                    ? failure
                    : new DeskFailure("DB-1016", "the desk's data cannot be loaded", e);
        }
        desk.leaveMark();
        return desk;
    }

    private void leaveMark() {
        if (state.meta().enrolled() != null) {
            DeskMark.write(directory, state.meta().deskId());
        }
    }

    /** Told once when the database turns out to be damaged at work: see {@link Rescue}. */
    public void onDamage(Runnable action) {
        database.onDamage(action);
    }

    private boolean load() {
        state.load();
        Long offset = state.meta().clockOffsetMs();
        if (offset != null) {
            state.serverTime().lastKnown(offset);
        }
        views.load();
        if (!state.meta().hasDeskId()) {
            Unit unit = new Unit();
            StreamId provisional = new StreamId("desk", state.submission().newId());
            unit.write(state.meta().set("deskId", provisional.toString()));
            keeper.keep(unit);
        }
        if (state.meta().outcomesMissing()) {
            Unit unit = new Unit();
            Rebuild.outcomes(database.engineReader(), state).forEach(unit::write);
            unit.write(state.meta().set("outcomesMissing", "no"));
            keeper.keep(unit);
        }
        new Healing(state, keeper).run();
        return true;
    }

    /** The server's time, as far as it is known here; what screens show and count by. */
    public InstantSource clock() {
        return state.serverTime();
    }

    /** What the sync needs of this desk. */
    public SyncSide sync() {
        return syncSide;
    }

    /** What stands in memory; of the engine's thread. */
    DeskState state() {
        return state;
    }

    /** Where PINs are checked. */
    public SignIn signIn(InstantSource clock) {
        return new SignIn(queries, engine, database, state, keeper, clock, platform);
    }

    /** This desk's id; a provisional one before enrolment. */
    public StreamId deskId() {
        return state.meta().deskId();
    }

    /** This desk's name; empty before enrolment. */
    public String deskName() {
        return state.meta().deskName();
    }

    /** Decides, shows and saves a change. */
    public CompletionStage<Submitted> submit(StreamId staffId, Change change) {
        return submit(staffId, List.of(change));
    }

    /**
     * Decides, shows and saves changes that are meant as one: all of them in one transaction, or
     * none where one is refused.
     *
     * @param changes of one stream each; the one that may well be refused by what others did first
     */
    public CompletionStage<Submitted> submit(StreamId staffId, List<Change> changes) {
        long streams = changes.stream().map(Change::streamId).distinct().count();
        if (changes.isEmpty() || streams < changes.size()) {
            throw new IllegalArgumentException("changes meant as one are of one stream each");
        }
        return engine.call(() -> keeper.guard(() -> decide(staffId, changes)))
                .thenApplyAsync(s -> s, listeners);
    }

    private Submitted decide(StreamId staffId, List<Change> changes) {
        if (!database.writer().hasRoom()) {
            return new Submitted.Refused(TOO_MANY_UNSAVED);
        }
        UUID redoes =
                changes.stream()
                        .map(Change::redoes)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (redoes != null && !state.attention().contains(redoes)) {
            return new Submitted.Refused(ANSWERED);
        }
        UUID intent = changes.size() > 1 ? state.submission().newId() : null;
        List<PendingCommit> commits = new ArrayList<>();
        for (Change change : changes) {
            StreamModel model = state.streams().get(change.streamId());
            if (state.older().loading(model)) {
                state.older().lookAt(model);
                return new Submitted.Refused(STILL_LOADING);
            }
            Submission.Result result =
                    state.submission()
                            .decide(
                                    model,
                                    change.meantWith(intent),
                                    staffId,
                                    state.reference().role(staffId),
                                    state.moment());
            switch (result) {
                case Submission.Result.Refused r -> {
                    return new Submitted.Refused(r.refusal());
                }
                case Submission.Result.AlreadySo _ -> {
                    // What is left is what is still to be done of it.
                }
                case Submission.Result.Decided d -> commits.add(d.commit());
            }
        }
        Unit unit = new Unit();
        if (redoes != null) {
            // In one transaction with what takes its place: neither is there without the other,
            // wherever the program ends, so that nothing is done twice and nothing is forgotten.
            redeciding.end(
                    redoes,
                    OutcomeCommand.Kind.REDONE,
                    staffId,
                    commits.isEmpty() ? OutcomeEvent.ALREADY_SO : "redone",
                    commits.isEmpty() ? null : commits.getFirst().commitId(),
                    unit);
        }
        if (!commits.isEmpty()) {
            return show(commits, unit);
        }
        if (redoes != null) {
            keeper.keep(unit);
        }
        return new Submitted.AlreadySo();
    }

    private Submitted show(List<PendingCommit> commits, Unit unit) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        List<StreamModel> models = new ArrayList<>();
        for (PendingCommit commit : commits) {
            StreamModel model = state.streams().get(commit.streamId());
            model.show(commit);
            model.shownNotSaved(commit.commitId());
            unit.touch(model);
            unit.decided(commit);
            unit.whenDurable(() -> model.saved(commit.commitId()));
            models.add(model);
        }
        unit.whenDurable(() -> {
            listeners.execute(() -> saved.complete(null));
            views.show(models);
        });
        unit.whenFailed(failure ->
                listeners.execute(() ->
                        saved.completeExceptionally(
                                new Submitted.NotSaved("the change could not be saved", failure))));
        keeper.keep(unit);
        return new Submitted.Shown(commits.getFirst().commitId(), saved);
    }

    public Subscription onReference(Consumer<Reference> listener) {
        return subscribe(() -> views.onReference(listener));
    }

    public Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        return subscribe(() -> views.onBoard(day, listener));
    }

    public Subscription onReservation(StreamId id, Consumer<ReservationDetail> listener) {
        return subscribe(() -> views.onReservation(id, listener));
    }

    public Subscription onSync(Consumer<SyncStatus> listener) {
        return subscribe(() -> views.onSync(listener));
    }

    public Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        return subscribe(() -> views.onAttention(listener));
    }

    public Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        return subscribe(() -> views.onWaitingElsewhere(listener));
    }

    public Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        return subscribe(() -> views.onCallBacks(listener));
    }

    public Subscription onRestored(Consumer<RestoredServer> listener) {
        return subscribe(() -> views.restored().subscribe(listener));
    }

    /** What a restored server lacks, in the old order. */
    public CompletionStage<List<RestoredServer.Lacking>> lacking() {
        return engine.call(() -> views.restored().lacking()).thenApplyAsync(all -> all, listeners);
    }

    private Subscription subscribe(Supplier<Subscription> open) {
        CompletableFuture<Subscription> opened = engine.call(open);
        return () -> {
            Runnable close =
                    () -> {
                        // Opened before on this very thread, or refused because it has ended.
                        if (opened.isDone() && !opened.isCompletedExceptionally()) {
                            opened.join().close();
                        }
                    };
            var _ =
                    engine.call(
                                    () -> {
                                        close.run();
                                        return true;
                                    })
                            .exceptionally(failure -> {
                                if (failure instanceof RejectedExecutionException) {
                                    // A screen's thread must not wait for room; this one may.
                                    listeners.execute(() -> engine.execute(close));
                                }
                                return false;
                            });
        };
    }

    public CompletionStage<List<CustomerItem>> findCustomers(String text, int limit) {
        return queries.call(() -> Customers.find(database.queryReader(), text, limit));
    }

    public CompletionStage<List<BoardCard>> overlapping(
            Instant startsAt,
            int minutes,
            List<StreamId> practitionerAndRoom,
            List<StreamId> except) {
        return engine.call(() ->
                        views.boards()
                                .overlapping(
                                        startsAt,
                                        startsAt.plus(Duration.ofMinutes(minutes)),
                                        practitionerAndRoom,
                                        except))
                .thenApplyAsync(found -> found, listeners);
    }

    /** Ends an attention item; {@code code} is kept with it. */
    public CompletionStage<Void> endAttention(
            UUID commitId, OutcomeCommand.Kind kind, StreamId staffId, String code) {
        return engine.compose(() -> keeper.guard(() -> end(commitId, kind, staffId, code)))
                .thenApplyAsync(done -> done, listeners);
    }

    private CompletableFuture<Void> end(
            UUID commitId, OutcomeCommand.Kind kind, StreamId staffId, String code) {
        Unit unit = new Unit();
        return redeciding.end(commitId, kind, staffId, code, null, unit)
                ? kept(unit)
                : CompletableFuture.completedFuture(null);
    }

    /** Writes down in the stream of the desk that promised it that a customer was told. */
    public CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId) {
        return engine.compose(() ->
                        keeper.guard(() -> {
                            Unit unit = new Unit();
                            redeciding.tell(
                                    deskId, new OutcomeCommand.CallBack(commitId), staffId, unit);
                            return kept(unit);
                        }))
                .thenApplyAsync(done -> done, listeners);
    }

    /** SHA-256 over the projections, in hex, of all that was shown before. */
    public CompletionStage<String> digest() {
        return afterWrites().thenCompose(done -> queries.call(this::computeDigest));
    }

    private String computeDigest() {
        Reader reader = database.queryReader();
        return reader.snapshot(() -> Digest.of(reader));
    }

    /** Drops the projections and builds them again from the events. Ends when durable. */
    public CompletionStage<Void> rebuild() {
        return afterWrites().thenCompose(ready -> engine.compose(this::rebuildNow));
    }

    private CompletableFuture<Void> rebuildNow() {
        Unit unit = new Unit();
        Rebuild.writes(database.engineReader(), state).forEach(unit::write);
        return kept(unit);
    }

    /** Keeps a unit; ends when it is durable. */
    private CompletableFuture<Void> kept(Unit unit) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unit.whenDurable(() -> done.complete(null));
        unit.whenFailed(failure ->
                done.completeExceptionally(
                        new Submitted.NotSaved("what was asked for could not be saved", failure)));
        keeper.keep(unit);
        return done;
    }

    /** Ends when everything shown so far is durable, or was taken back. */
    private CompletableFuture<Void> afterWrites() {
        return engine.compose(() -> kept(new Unit()));
    }

    @Override
    public void close() {
        queries.close();
        // Who waits for "saved here" hears of it before the thread ends that tells it.
        engine.execute(keeper::end);
        engine.close();
        leaveMark();
        database.close();
        listeners.close();
    }
}
