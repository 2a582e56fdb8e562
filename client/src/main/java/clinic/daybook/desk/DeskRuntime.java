package clinic.daybook.desk;

import clinic.daybook.desk.local.LocalDesk;
import clinic.daybook.desk.local.SignIn;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.sync.SyncDriver;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.outcome.OutcomeEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A desk at work: its local store with the sync behind it. Several may run in one process. */
public final class DeskRuntime implements DeskModel {

    private final LocalDesk local;
    private final SignIn signIn;
    private final SyncDriver sync;

    private DeskRuntime(LocalDesk local, InstantSource clock) {
        this.local = local;
        this.signIn = local.signIn(clock);
        this.sync = new SyncDriver(local.sync(), clock, version());
        sync.start();
    }

    /**
     * Opens a desk.
     *
     * @param dataDir its own directory; made where there is none
     * @param clock the time, which tests and demonstrations set
     * @throws clinic.daybook.desk.local.DeskFailure when the data is open elsewhere or unreadable
     */
    public static DeskModel open(Path dataDir, InstantSource clock) {
        return new DeskRuntime(LocalDesk.open(dataDir, clock), clock);
    }

    /** As packaged; from a checkout there is none. */
    private static String version() {
        String version = DeskRuntime.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** The part without a network; tests feed it what a server would have sent. */
    LocalDesk local() {
        return local;
    }

    @Override
    public InstantSource clock() {
        return local.clock();
    }

    @Override
    public StreamId deskId() {
        return local.deskId();
    }

    @Override
    public String deskName() {
        return local.deskName();
    }

    @Override
    public CompletionStage<Void> enrol(String serverUrl, String code, String deskName) {
        return sync.enrol(serverUrl, code, deskName);
    }

    @Override
    public CompletionStage<SignInResult> signIn(StreamId staffId, String pin) {
        return signIn.check(staffId, pin)
                .thenApply(result -> {
                    if (result instanceof SignInResult.SignedIn) {
                        sync.signedIn(staffId, pin);
                    }
                    return result;
                });
    }

    @Override
    public CompletionStage<Submitted> submit(StreamId staffId, Change change) {
        return local.submit(staffId, change);
    }

    @Override
    public CompletionStage<Submitted> submitTogether(StreamId staffId, List<Change> changes) {
        return local.submit(staffId, changes);
    }

    @Override
    public Subscription onReference(Consumer<Reference> listener) {
        return local.onReference(listener);
    }

    @Override
    public Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        return local.onBoard(day, listener);
    }

    @Override
    public Subscription onReservation(
            StreamId reservationId, Consumer<ReservationDetail> listener) {
        return local.onReservation(reservationId, listener);
    }

    @Override
    public Subscription onSync(Consumer<SyncStatus> listener) {
        return local.onSync(listener);
    }

    @Override
    public Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        return local.onAttention(listener);
    }

    @Override
    public Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        return local.onWaitingElsewhere(listener);
    }

    @Override
    public Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        return local.onCallBacks(listener);
    }

    @Override
    public CompletionStage<List<CustomerItem>> findCustomers(String text, int limit) {
        return local.findCustomers(text, limit);
    }

    @Override
    public CompletionStage<List<BoardCard>> overlapping(
            Instant startsAt,
            int minutes,
            List<StreamId> practitionerAndRoom,
            List<StreamId> except) {
        return local.overlapping(startsAt, minutes, practitionerAndRoom, except);
    }

    @Override
    public CompletionStage<Void> markRedone(UUID commitId, StreamId staffId) {
        return local.endAttention(commitId, OutcomeCommand.Kind.REDONE, staffId, "redone");
    }

    @Override
    public CompletionStage<Void> keepAsIs(UUID commitId, StreamId staffId) {
        return local.endAttention(
                commitId, OutcomeCommand.Kind.LET_GO, staffId, OutcomeEvent.KEPT_AS_IS);
    }

    @Override
    public CompletionStage<Void> letGo(UUID commitId, StreamId staffId, String reasonCode) {
        return local.endAttention(commitId, OutcomeCommand.Kind.LET_GO, staffId, reasonCode);
    }

    @Override
    public CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId) {
        return local.calledBack(deskId, commitId, staffId);
    }

    @Override
    public void onDamage(Runnable action) {
        local.onDamage(action);
    }

    @Override
    public Subscription onRestored(Consumer<RestoredServer> listener) {
        return local.onRestored(listener);
    }

    @Override
    public CompletionStage<List<RestoredServer.Lacking>> lacking() {
        return local.lacking();
    }

    @Override
    public CompletionStage<Void> sendLacking() {
        return local.sync().sendLacking();
    }

    @Override
    public CompletionStage<String> digest() {
        return local.digest();
    }

    @Override
    public void close() {
        sync.close();
        local.close();
    }
}
