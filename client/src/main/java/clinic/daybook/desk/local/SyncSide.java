package clinic.daybook.desk.local;

import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.StoreComparison;
import clinic.daybook.sync.StoreComparison.Result.Parted;
import clinic.daybook.sync.SyncInput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local desk as the sync sees it. Unless it says otherwise, a method is to be called on the
 * engine's thread, where the sync's own state lives too; see {@link #execute}.
 */
public final class SyncSide {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSide.class);

    /** A smaller change of the clock's deviation is noise and not worth a write. */
    private static final long CLOCK_NOISE_MILLIS = 250;

    private final EngineThread engine;
    private final DeskState desk;
    private final Views views;
    private final Keeper keeper;
    private final FeedApplication feed;
    private final FeedLanes lanes;
    private final PushResults results;
    private final Replays replays;
    private final MoveOver moveOver;

    SyncSide(
            EngineThread engine,
            DeskState desk,
            Views views,
            Keeper keeper,
            Redeciding redeciding,
            Reader reader) {
        this.engine = engine;
        this.desk = desk;
        this.views = views;
        this.keeper = keeper;
        this.feed = new FeedApplication(desk, redeciding);
        this.lanes = new FeedLanes(engine, keeper, this::take, desk.serverTime()::nanoTime);
        this.results = new PushResults(desk, redeciding);
        this.replays = new Replays(desk);
        this.moveOver = new MoveOver(desk, reader);
    }

    /** Runs something on the engine's thread. Called on any thread. */
    public void execute(Runnable task) {
        engine.execute(() -> {
            // Where memory cannot be read, what would change it refuses by itself.
            keeper.fresh();
            task.run();
        });
    }

    /** From now on the sync is told what changes here. */
    public void listen(DeskPort port) {
        keeper.port(port);
    }

    /** Where and as whom to sync; {@code null} before the desk was enrolled. */
    public @Nullable Enrolled enrolled() {
        return desk.meta().enrolled();
    }

    /** Up to where the feed is applied. */
    public long position() {
        return desk.meta().position();
    }

    /** Up to where the feed was applied, and what is pending: what a sync starts from. */
    public SyncInput.Started started() {
        keeper.told();
        return new SyncInput.Started(position(), unsent(), desk.older().cursor());
    }

    /** What is to be sent, in the order decided. */
    public List<SyncInput.Ready> unsent() {
        return desk.pending().toSend();
    }

    /**
     * The id under which a server knew this desk; {@code null}: none has known it. On any thread.
     */
    public @Nullable StreamId ownId() {
        boolean known = !desk.meta().storeId().isEmpty() || desk.meta().get("rescued") != null;
        return known ? desk.meta().deskId() : null;
    }

    /** The store that this desk has worked with. */
    public StoreComparison.Known store() {
        return desk.meta().store();
    }

    /** How far the desk has got with a server that holds another store than that. */
    public void storeChange(RestoredServer.Stage stage) {
        try {
            views.restored().link(stage);
        } catch (DeskFailure e) {
            // The sync goes on all the same; the screens are told with the next change.
            LOG.error("SY-3014: what a restored server lacks cannot be shown: {}", e.getMessage());
        }
    }

    /**
     * Moves over to a restored store; what it lacks becomes a list that a person has to let go.
     *
     * @param done told once whether the desk stands at the new store
     */
    public void moveOver(StoreInfo there, Parted parted, Consumer<Boolean> done) {
        Unit unit = new Unit();
        unit.whenDurable(() -> {
            LOG.info("SY-3010: this desk works with the restored store now");
            done.accept(true);
        });
        unit.whenFailed(failure -> done.accept(false));
        boolean kept = false;
        try {
            // What is shown must be in the database before that is taken apart.
            keeper.flush();
            keeper.guard(() -> {
                moveOver.write(there, parted, unit);
                return unit;
            });
            keeper.keep(unit);
            kept = true;
        } finally {
            if (!kept) {
                done.accept(false);
            }
        }
        // Nothing may be decided in between on what has been taken apart.
        keeper.flush();
        keeper.reread();
    }

    /** Lets what the restored server lacks be sent; ends when that is durable. On any thread. */
    public CompletionStage<Void> sendLacking() {
        return engine.compose(() -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Unit unit = new Unit();
            List<SyncInput.Ready> free = keeper.guard(() -> replays.release(unit));
            unit.whenDurable(() -> {
                keeper.port().committed(free);
                done.complete(null);
            });
            unit.whenFailed(failure ->
                    done.completeExceptionally(
                            new Submitted.NotSaved("the answer could not be saved", failure)));
            keeper.keep(unit);
            return done;
        });
    }

    /** How many changes wait for a person. */
    public int needsYou() {
        return desk.attention().size();
    }

    /** How far this desk's clock is ahead of the server's; {@code null}: never measured. */
    public @Nullable Long clockOffsetMs() {
        return desk.serverTime().offsetMs();
    }

    /** What the server's clock says now, as far as that is known. */
    public Instant serverTime() {
        return desk.serverTime().instant();
    }

    /** The time by which is told when something was asked and answered. Called on any thread. */
    public long nanoTime() {
        return desk.serverTime().nanoTime();
    }

    /**
     * The server's clock said {@code at} at some moment between these two readings of {@link
     * #nanoTime}.
     */
    public void measured(Instant at, long askedNanos, long answeredNanos) {
        desk.serverTime().measured(at, askedNanos, answeredNanos);
        keepClockOffset();
    }

    /** A message that came at this reading of {@link #nanoTime} was sent at that server's time. */
    public void heard(Instant at, long hereNanos) {
        desk.serverTime().heard(at, hereNanos);
        keepClockOffset();
    }

    /** Where a restart would begin from. */
    private void keepClockOffset() {
        Long now = desk.serverTime().offsetMs();
        Long kept = desk.meta().clockOffsetMs();
        if (now != null && (kept == null || Math.abs(now - kept) >= CLOCK_NOISE_MILLIS)) {
            Unit unit = new Unit();
            unit.write(desk.meta().set("clockOffsetMs", Long.toString(now)));
            keeper.keep(unit);
        }
    }

    /** The highest level of events that this program can read. */
    public int level() {
        return desk.level();
    }

    /** The highest level of events that desks may write, as the server told. */
    public void writeLevel(int told) {
        if (told == desk.meta().writeLevel()) {
            return;
        }
        Unit unit = new Unit();
        unit.write(desk.meta().set("writeLevel", Integer.toString(told)));
        // What was above the level before is looked at again: it may be sent now, or not any more.
        desk.streamsAboveFirstLevel().forEach(unit::settled);
        keeper.keep(unit);
    }

    /** Those of the commits that are still pending; their outcome is awaited now. */
    public List<Outgoing> send(List<UUID> ids) {
        return results.send(ids);
    }

    /** Takes over what answers mean; what is decided again is told to the port once durable. */
    public void apply(List<PushOutcome> outcomes) {
        Unit kept =
                keeper.guard(() -> {
                    Unit unit = new Unit();
                    results.apply(outcomes, unit);
                    replays.settle(unit);
                    return unit;
                });
        keeper.keep(kept);
    }

    /** Does with a piece of the log what does not need the engine's thread. On any thread. */
    public FeedPage prepare(FeedPage page) {
        return page.decoded(desk.streams()::read);
    }

    /** Takes over a piece of the feed, bit by bit; {@code applied} runs once it is durable. */
    public void apply(FeedPage page, Runnable applied) {
        apply(page, new Arrival.Feed(), applied);
    }

    /** Takes over a piece of the log, bit by bit; {@code applied} runs once it is durable. */
    public void apply(FeedPage page, Arrival arrival, Runnable applied) {
        lanes.add(page, arrival, applied);
    }

    private Unit take(FeedPage page, int from, int to, Arrival arrival) {
        Unit unit = new Unit();
        boolean coming = desk.older().coming();
        boolean pins = feed.apply(page, from, to, arrival, unit);
        replays.settle(unit);
        unit.whenDurable(() -> {
            if (pins) {
                keeper.port().pinsChanged();
            }
        });
        if (coming != desk.older().coming()) {
            unit.olderEventsChanged();
        }
        if (arrival instanceof Arrival.Feed && desk.older().coming()) {
            // What changes now is what people work on: it is not left to come in its order.
            unit.touched().forEach(desk.older()::lookAt);
        }
        return unit;
    }

    /** The clinic's day now, by its own time zone, or by the usual one before that is known. */
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, desk.reference().zone());
    }

    /** The sync is not as it must be after an input of this kind; {@code kind} has no content. */
    public void broken(InvariantBroken what, String kind) {
        keeper.breach(what, kind);
    }

    /** The sync has ended by itself, because something was not as it must be too often. */
    public void halted(String code) {
        views.halted(code);
    }

    /**
     * Changes that are saved here and not on the server, those included that cannot be sent now.
     */
    public int unsentCount() {
        return desk.pending().unsent();
    }

    /** How the desk stands to the server. */
    public void link(SyncStatus.Connection connection, @Nullable Instant since, long head) {
        views.link(connection, since, head);
    }

    /** What the server told of a desk. */
    public void seen(SyncStatus.OtherDesk other) {
        if (views.seen(other)) {
            Unit unit = new Unit();
            unit.write(Write.of("REPLACE INTO desk_name VALUES (?, ?)", other.id(), other.name()));
            keeper.keep(unit);
        }
    }

    /** A token that is to replace the desk's; {@code null}: none. */
    public @Nullable String nextToken() {
        return desk.meta().nextToken();
    }

    /** Since when the desk has its token, by the server's clock; {@code null}: not counted yet. */
    public @Nullable Instant tokenSince() {
        return desk.meta().tokenSince();
    }

    /** The desk's token counts from then on. */
    public void tokenSince(Instant since) {
        Unit unit = new Unit();
        unit.write(desk.meta().tokenSince(since));
        keeper.keep(unit);
    }

    /** Keeps a token that is to replace the desk's; {@code done} is told whether it is durable. */
    public void keepNextToken(String token, Consumer<Boolean> done) {
        Unit unit = new Unit();
        unit.write(desk.meta().set("nextToken", token));
        keep(unit, done);
    }

    /** From now on this is the desk's token; {@code done} is told whether that is durable. */
    public void takeToken(String token, Consumer<Boolean> done) {
        Unit unit = new Unit();
        unit.write(desk.meta().set("token", token));
        unit.write(desk.meta().remove("nextToken"));
        unit.write(desk.meta().tokenSince(serverTime()));
        keep(unit, done);
    }

    /**
     * From now on the servers' keys are known by these pins; {@code done} is told whether that is
     * durable.
     */
    public void takePins(Set<KeyPin> pins, Consumer<Boolean> done) {
        Unit unit = new Unit();
        unit.write(desk.meta().serverPins(pins));
        keep(unit, done);
    }

    private void keep(Unit unit, Consumer<Boolean> done) {
        unit.whenDurable(() -> done.accept(true));
        unit.whenFailed(_ -> done.accept(false));
        keeper.keep(unit);
    }

    /** Somebody has signed in here: what the server opened for them before counts no more. */
    public void signsIn(StreamId staffId) {
        desk.sessions().signsIn(staffId);
    }

    /** The server opened a session for who signed in here at that time of this desk's clock. */
    public void sessionOpened(StreamId staffId, String session, Instant since) {
        desk.sessions().opened(staffId, session, since);
    }

    /** The PIN verifiers of all staff, in place of those before. */
    public void verifiers(List<StaffVerifier> verifiers) {
        Unit unit = new Unit();
        // Who got a PIN that a restored server lacks signs in here with it all the same.
        Set<StreamId> ahead = replays.staffWithPin();
        unit.write(
                Write.of(
                        "DELETE FROM verifier WHERE staff NOT IN (SELECT value FROM json_each(?))",
                        RowJson.write(ahead)));
        for (StaffVerifier v : verifiers) {
            if (!ahead.contains(v.staffId())) {
                unit.write(
                        Write.of("REPLACE INTO verifier VALUES (?, ?)", v.staffId(), v.verifier()));
            }
        }
        unit.whenDurable(() -> {
            desk.loadPins();
            views.reference();
        });
        keeper.keep(unit);
    }

    /**
     * Keeps an enrolment. When the server is another clinic's than the one this desk worked with,
     * everything confirmed is dropped and read anew; what is pending stays and is sent again.
     * Called on any thread; ends when durable.
     */
    public CompletionStage<Void> enrolled(
            Enrolled enrolled, StreamId deskId, String clinicId, String name) {
        return engine.compose(() -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Enrolled before = desk.meta().enrolled();
            boolean otherStore = before != null && !before.storeId().equals(enrolled.storeId());
            Unit unit = new Unit();
            unit.write(desk.meta().set("serverUrl", enrolled.serverUrl()));
            unit.write(desk.meta().set("token", enrolled.token()));
            unit.write(desk.meta().remove("nextToken"));
            unit.write(desk.meta().remove("tokenSince"));
            unit.write(desk.meta().serverPins(enrolled.pins()));
            boolean sameClinic = clinicId.equals(desk.meta().store().clinicId());
            if (!otherStore || !sameClinic) {
                // A restored store of this clinic is compared with the one known here first.
                unit.write(desk.meta().set("storeId", enrolled.storeId()));
            }
            unit.write(desk.meta().set("clinicId", clinicId));
            unit.write(desk.meta().set("deskId", deskId.toString()));
            unit.write(desk.meta().set("deskName", name));
            boolean forget = otherStore && !sameClinic;
            if (forget) {
                forget(unit);
            }
            unit.whenDurable(() -> done.complete(null));
            unit.whenFailed(failure ->
                    done.completeExceptionally(
                            new Submitted.NotSaved("the enrolment could not be saved", failure)));
            keeper.keep(unit);
            if (forget) {
                // Nothing may be decided on what has been dropped, nor anything be taken over any
                // more that the other clinic's server sends.
                keeper.anew();
            }
            return done;
        });
    }

    private void forget(Unit unit) {
        unit.write(desk.meta().position(0));
        desk.older().forget(unit);
        for (String table :
                List.of("event", "personal", "unreadable", "unreadable_stream", "desk_name")) {
            unit.write(Write.of("DELETE FROM " + table));
        }
        for (String table : Projections.TABLES) {
            unit.write(Write.of("DELETE FROM " + table));
        }
        // The new store may never have seen what the old one had taken.
        unit.write(Write.of("UPDATE pending SET acknowledged = NULL"));
    }
}
