package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Balance;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.staff.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A desk whose every answer a test sets, and that remembers what it was asked. */
public final class RecordingDesk implements DeskModel {

    private volatile RestoredServer restored = RestoredServer.NONE;
    private volatile List<RestoredServer.Lacking> lacking = List.of();
    private volatile int sentLacking;

    /** Wednesday 6 January 2027, 14:20 in Seoul. */
    public static final Instant AFTERNOON = Instant.parse("2027-01-06T05:20:00Z");

    /** What {@link #clock} says. */
    public Instant now = AFTERNOON;

    /** What {@link #signIn} answers; completes the future that the test may also leave open. */
    public CompletableFuture<SignInResult> signInAnswer = new CompletableFuture<>();

    /** What {@link #enrol} answers. */
    public CompletableFuture<Void> enrolAnswer = new CompletableFuture<>();

    /** Who {@link #findCustomers} finds. */
    public List<CustomerItem> customers = List.of();

    /** What was asked, in words. */
    public final List<String> asked = new ArrayList<>();

    /** What was submitted. */
    public final List<Change> submitted = new ArrayList<>();

    private final List<Consumer<Reference>> references = new ArrayList<>();
    private final List<Consumer<SyncStatus>> syncs = new ArrayList<>();
    private final List<Consumer<BoardSnapshot>> boards = new ArrayList<>();
    private final List<Consumer<List<AttentionItem>>> attentions = new ArrayList<>();
    private Reference reference = reference(staff());
    private SyncStatus sync = status(SyncStatus.Connection.LIVE, 0, 0);
    private List<AttentionItem> attention = List.of();
    private List<BoardCard> cards = List.of();

    /** Ten members of staff of a clinic, by name. */
    public static List<StaffItem> staff() {
        return List.of(
                member(1, "구본재", Role.ADMIN),
                member(2, "남도현", Role.MANAGER),
                member(3, "류하늘", Role.FRONT_DESK),
                member(4, "문가람", Role.PRACTITIONER),
                member(5, "배소윤", Role.FRONT_DESK),
                member(6, "서유담", Role.PRACTITIONER),
                member(7, "안솔", Role.PRACTITIONER),
                member(8, "오태경", Role.PRACTITIONER),
                member(9, "진아름", Role.PRACTITIONER),
                member(10, "한지우", Role.PRACTITIONER));
    }

    /** A member of staff; the number makes the id. */
    public static StaffItem member(int number, String name, Role role) {
        return new StaffItem(id("staff", number), name, role, true);
    }

    /** A stream's id made of a number. */
    public static StreamId id(String kind, int number) {
        return new StreamId(
                kind, new UUID(0x0190_f3c2_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    /** A clinic in Seoul with these members of staff. */
    public static Reference reference(List<StaffItem> staff) {
        return new Reference(
                "여울담 클리닉",
                ZoneId.of("Asia/Seoul"),
                Currency.getInstance("KRW"),
                LocalTime.of(10, 0),
                LocalTime.of(19, 0),
                Map.of(),
                staff,
                List.of(),
                List.of());
    }

    /** A status since 14:02. */
    public static SyncStatus status(SyncStatus.Connection connection, int unsent, int needsYou) {
        return status(connection, unsent, needsYou, 0L);
    }

    /** The same with this computer's clock off by so much. */
    public static SyncStatus status(
            SyncStatus.Connection connection, int unsent, int needsYou, Long clockOffsetMs) {
        Instant since = AFTERNOON.minusSeconds(18 * 60);
        return new SyncStatus(
                connection,
                since,
                unsent,
                needsYou,
                100,
                100,
                List.of(
                        new SyncStatus.OtherDesk(id("desk", 1), "데스크 1", true, since, 100),
                        new SyncStatus.OtherDesk(id("desk", 2), "데스크 2", true, since, 100)),
                null,
                clockOffsetMs);
    }

    /** Live, while older events are still being read. */
    public static SyncStatus reading(int unsent, long done, long total) {
        SyncStatus live = status(SyncStatus.Connection.LIVE, unsent, 0);
        return new SyncStatus(
                live.connection(),
                live.since(),
                unsent,
                0,
                live.position(),
                live.head(),
                live.desks(),
                new SyncStatus.Progress(true, done, total),
                0L);
    }

    /** A card of today in a status for so many minutes. */
    public static BoardCard card(int number, String name, ReservationStatus status, int minutes) {
        return new BoardCard(
                id("reservation", number),
                status,
                false,
                AFTERNOON.minusSeconds(60L * 20),
                30,
                AFTERNOON.minusSeconds(60L * minutes),
                Channel.PHONE,
                id("customer", number),
                name,
                false,
                List.of(),
                null,
                "",
                null,
                "",
                new Balance(0, 0, 0),
                null,
                null,
                false,
                SyncMark.ON_SERVER,
                1,
                null);
    }

    /** Tells everybody another reference. */
    public void tell(Reference next) {
        reference = next;
        List.copyOf(references).forEach(l -> l.accept(next));
    }

    /** Tells everybody another sync status. */
    public void tell(SyncStatus next) {
        sync = next;
        List.copyOf(syncs).forEach(l -> l.accept(next));
    }

    /** Tells everybody other cards of today. */
    public void tellCards(List<BoardCard> next) {
        cards = next;
        BoardSnapshot board = new BoardSnapshot(LocalDate.of(2027, 1, 6), next);
        List.copyOf(boards).forEach(l -> l.accept(board));
    }

    /** Tells everybody so many changes that need a person. */
    public void tellAttention(int count) {
        AttentionItem item =
                new AttentionItem(
                        new UUID(0, 1),
                        id("reservation", 1),
                        "윤서아",
                        new ReservationCommand.Arrive(),
                        Refusal.of("unknown-task"),
                        id("staff", 5),
                        "배소윤",
                        AFTERNOON,
                        1,
                        List.of());
        attention = Collections.nCopies(count, item);
        List.copyOf(attentions).forEach(l -> l.accept(attention));
    }

    /** How many listeners are still there. */
    public int listeners() {
        return references.size() + syncs.size() + boards.size() + attentions.size();
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public StreamId deskId() {
        return id("desk", 1);
    }

    @Override
    public String deskName() {
        return "데스크 1";
    }

    @Override
    public CompletionStage<Void> enrol(String serverUrl, String code, String deskName) {
        asked.add("enrol " + serverUrl + " " + code + " " + deskName);
        return enrolAnswer;
    }

    @Override
    public CompletionStage<SignInResult> signIn(StreamId staffId, String pin) {
        asked.add("signIn " + staffId + " " + pin);
        return signInAnswer;
    }

    @Override
    public CompletionStage<Submitted> submit(StreamId staffId, Change change) {
        submitted.add(change);
        return CompletableFuture.completedFuture(new Submitted.AlreadySo());
    }

    @Override
    public CompletionStage<Submitted> submitTogether(StreamId staffId, List<Change> changes) {
        submitted.addAll(changes);
        return CompletableFuture.completedFuture(new Submitted.AlreadySo());
    }

    @Override
    public Subscription onReference(Consumer<Reference> listener) {
        listener.accept(reference);
        return added(references, listener);
    }

    @Override
    public Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        listener.accept(new BoardSnapshot(day, cards));
        return added(boards, listener);
    }

    @Override
    public Subscription onReservation(StreamId id, Consumer<ReservationDetail> listener) {
        return () -> {};
    }

    @Override
    public Subscription onSync(Consumer<SyncStatus> listener) {
        listener.accept(sync);
        return added(syncs, listener);
    }

    @Override
    public Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        listener.accept(attention);
        return added(attentions, listener);
    }

    @Override
    public CompletionStage<List<CustomerItem>> findCustomers(String text, int limit) {
        asked.add("findCustomers " + text);
        return CompletableFuture.completedFuture(customers);
    }

    @Override
    public CompletionStage<List<BoardCard>> overlapping(
            Instant startsAt, int minutes, List<StreamId> with, List<StreamId> except) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        listener.accept(List.of());
        return () -> {};
    }

    @Override
    public Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        listener.accept(List.of());
        return () -> {};
    }

    @Override
    public CompletionStage<Void> keepAsIs(UUID commitId, StreamId staffId) {
        asked.add("keepAsIs " + commitId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId) {
        asked.add("calledBack " + commitId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> markRedone(UUID commitId, StreamId staffId) {
        asked.add("markRedone " + commitId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> letGo(UUID commitId, StreamId staffId, String reasonCode) {
        asked.add("letGo " + commitId + " " + reasonCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription onRestored(Consumer<RestoredServer> listener) {
        listener.accept(restored);
        return () -> {};
    }

    @Override
    public CompletionStage<List<RestoredServer.Lacking>> lacking() {
        return CompletableFuture.completedFuture(lacking);
    }

    /** What a restored server lacks from now on. */
    public void restored(RestoredServer state, List<RestoredServer.Lacking> lacks) {
        restored = state;
        lacking = lacks;
    }

    /** How often that was let go. */
    public int sentLacking() {
        return sentLacking;
    }

    @Override
    public CompletionStage<Void> sendLacking() {
        sentLacking++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<String> digest() {
        return CompletableFuture.completedFuture("00");
    }

    @Override
    public void close() {
        asked.add("close");
    }

    private static <T> Subscription added(List<Consumer<T>> all, Consumer<T> one) {
        all.add(one);
        return () -> all.remove(one);
    }
}
