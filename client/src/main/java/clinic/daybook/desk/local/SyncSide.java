package clinic.daybook.desk.local;

import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.SyncInput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The local desk as the sync sees it. Unless it says otherwise, a method is to be called on the
 * engine's thread, where the sync's own state lives too; see {@link #execute}.
 */
public final class SyncSide {

    private final EngineThread engine;
    private final DeskState desk;
    private final Views views;
    private final Keeper keeper;
    private final FeedApplication feed;
    private final FeedLanes lanes;
    private final PushResults results;

    SyncSide(
            EngineThread engine,
            DeskState desk,
            Views views,
            Keeper keeper,
            Redeciding redeciding) {
        this.engine = engine;
        this.desk = desk;
        this.views = views;
        this.keeper = keeper;
        this.feed = new FeedApplication(desk, redeciding);
        this.lanes = new FeedLanes(engine, keeper, this::take);
        this.results = new PushResults(desk, redeciding);
    }

    /** Runs something on the engine's thread. Called on any thread. */
    public void execute(Runnable task) {
        engine.execute(task);
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
        return new SyncInput.Started(position(), unsent(), desk.older().cursor());
    }

    /** What is pending and not known to be on the server, in the order decided. */
    public List<SyncInput.Ready> unsent() {
        return desk.unsent().stream().map(Sendable::ready).toList();
    }

    /** How many changes wait for a person. */
    public int needsYou() {
        return desk.attention().size();
    }

    /** How far this desk's clock is ahead of the server's; {@code null}: never measured. */
    public @Nullable Long clockOffsetMs() {
        return desk.meta().clockOffsetMs();
    }

    /** The commits as they go on the wire, those still pending; their outcome is awaited now. */
    public List<Commit> send(List<UUID> ids) {
        return results.send(ids);
    }

    /** Takes over what answers mean; what is decided again is told to the port once durable. */
    public void apply(List<PushOutcome> outcomes) {
        Unit kept =
                keeper.guard(() -> {
                    Unit unit = new Unit();
                    results.apply(outcomes, unit);
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

    /** This desk's clock less the server's, as just measured, in milliseconds. */
    public void clockOffset(long milliseconds) {
        Unit unit = new Unit();
        unit.write(desk.meta().set("clockOffsetMs", Long.toString(milliseconds)));
        keeper.keep(unit);
    }

    /** The PIN verifiers of all staff, in place of those before. */
    public void verifiers(List<StaffVerifier> verifiers) {
        Unit unit = new Unit();
        unit.write(Write.of("DELETE FROM verifier"));
        for (StaffVerifier v : verifiers) {
            unit.write(Write.of("REPLACE INTO verifier VALUES (?, ?)", v.staffId(), v.verifier()));
        }
        unit.whenDurable(() -> {
            desk.loadPins();
            views.reference();
        });
        keeper.keep(unit);
    }

    /**
     * Keeps an enrolment. When the server's store is another than the one this desk worked with,
     * everything confirmed is dropped and read anew; what is pending stays and is sent again.
     * Called on any thread; ends when durable.
     */
    public CompletionStage<Void> enrolled(
            Enrolled enrolled, StreamId deskId, String clinicId, String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        engine.execute(() -> {
            Enrolled before = desk.meta().enrolled();
            boolean otherStore = before != null && !before.storeId().equals(enrolled.storeId());
            Unit unit = new Unit();
            unit.write(desk.meta().set("serverUrl", enrolled.serverUrl()));
            unit.write(desk.meta().set("token", enrolled.token()));
            unit.write(desk.meta().set("storeId", enrolled.storeId()));
            unit.write(desk.meta().set("clinicId", clinicId));
            unit.write(desk.meta().set("deskId", deskId.toString()));
            unit.write(desk.meta().set("deskName", name));
            if (otherStore) {
                forget(unit);
            }
            unit.whenDurable(() -> {
                if (otherStore) {
                    desk.load();
                    views.load();
                    views.all();
                }
                done.complete(null);
            });
            unit.whenFailed(failure ->
                    done.completeExceptionally(
                            new Submitted.NotSaved("the enrolment could not be saved", failure)));
            keeper.keep(unit);
        });
        return done;
    }

    private void forget(Unit unit) {
        unit.write(desk.meta().position(0));
        desk.older().forget(unit);
        for (String table : List.of("event", "personal", "unreadable", "desk_name")) {
            unit.write(Write.of("DELETE FROM " + table));
        }
        for (String table : Projections.TABLES) {
            unit.write(Write.of("DELETE FROM " + table));
        }
        // The new store may never have seen what the old one had taken.
        unit.write(Write.of("UPDATE pending SET acknowledged = NULL"));
    }
}
