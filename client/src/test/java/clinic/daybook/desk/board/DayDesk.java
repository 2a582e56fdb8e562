package clinic.daybook.desk.board;

import clinic.daybook.customer.CustomerCommand;
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
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A desk in memory with the real rules: it decides what is submitted, folds it and tells. For tests
 * of screens that need a day at a fixed time and want to see what was submitted; everything happens
 * in the calling thread.
 */
public final class DayDesk implements DeskModel {

    private static final ReservationDecider RULES = new ReservationDecider();

    /** A reservation as this desk holds it. */
    private record Held(
            Reservation state,
            Instant since,
            Instant arrivedAt,
            Instant departedAt,
            boolean memo,
            SyncMark mark,
            long version) {}

    private record BoardListener(LocalDate day, Consumer<BoardSnapshot> listener) {}

    private final Reference reference;
    private final Map<StreamId, Held> reservations = new LinkedHashMap<>();
    private final Map<StreamId, CustomerItem> customers = new LinkedHashMap<>();
    private final List<BoardListener> boards = new CopyOnWriteArrayList<>();
    private final List<Change> submitted = new ArrayList<>();
    private final List<Consumer<SyncStatus>> syncs = new CopyOnWriteArrayList<>();
    private SyncStatus sync =
            new SyncStatus(SyncStatus.Connection.LIVE, null, 0, 0, 1_000, 1_000, List.of());
    private Instant now;
    private boolean unsaved;
    private boolean quiet;

    /** An empty day. */
    public DayDesk(Reference reference, Instant now) {
        this.reference = reference;
        this.now = now;
    }

    /** Everything submitted by {@link #submit}, in order. */
    public List<Change> submitted() {
        return List.copyOf(submitted);
    }

    /** The next change is shown and then cannot be saved. */
    public void failNextSave() {
        unsaved = true;
    }

    /** Moves the clock. */
    public void at(Instant instant) {
        now = instant;
    }

    /** Keeps quiet until {@link #tell}: for building a day. */
    public void quiet() {
        quiet = true;
    }

    /** Tells every listener what stands now. */
    public void tell() {
        quiet = false;
        boards.forEach(b -> b.listener().accept(snapshot(b.day())));
    }

    public Reference reference() {
        return reference;
    }

    public void mark(StreamId id, SyncMark mark) {
        reservations.computeIfPresent(
                id,
                (_, h) ->
                        new Held(
                                h.state(),
                                h.since(),
                                h.arrivedAt(),
                                h.departedAt(),
                                h.memo(),
                                mark,
                                h.version()));
    }

    public Reservation state(StreamId id) {
        return reservations.get(id).state();
    }

    /** How many listen to a board. */
    public int boardListeners() {
        return boards.size();
    }

    /** Knows a customer from now on. */
    public StreamId customer(String name, String phone) {
        StreamId id = new StreamId("customer", UUID.randomUUID());
        customers.put(id, new CustomerItem(id, name, phone, "", null, null, null));
        return id;
    }

    /** Decides a command and folds what happened; answers whether anything did. */
    public Submitted apply(StreamId id, ReservationCommand command) {
        Held held = reservations.get(id);
        Reservation state = held == null ? Reservation.NEW : held.state();
        return switch (RULES.decide(command, state)) {
            case Decision.Refused<ReservationEvent> refused ->
                    new Submitted.Refused(refused.refusal());
            case Decision.Accepted<ReservationEvent> accepted -> {
                for (ReservationEvent event : accepted.events()) {
                    fold(id, event);
                }
                yield accepted.events().isEmpty()
                        ? new Submitted.AlreadySo()
                        : new Submitted.Shown(
                                UUID.randomUUID(), CompletableFuture.completedFuture(null));
            }
        };
    }

    private void fold(StreamId id, ReservationEvent event) {
        Held held = reservations.get(id);
        Reservation before = held == null ? Reservation.NEW : held.state();
        Reservation after = RULES.evolve(before, new Occurred<>(UUID.randomUUID(), now, event));
        boolean moved = held == null || before.status() != after.status();
        reservations.put(
                id,
                new Held(
                        after,
                        moved ? now : held.since(),
                        event instanceof ReservationEvent.CustomerArrived
                                ? now
                                : held == null ? null : held.arrivedAt(),
                        event instanceof ReservationEvent.CustomerDeparted
                                ? now
                                : held == null ? null : held.departedAt(),
                        held != null && held.memo()
                                || event instanceof ReservationEvent.MemoChanged,
                        SyncMark.ON_SERVER,
                        held == null ? 1 : held.version() + 1));
    }

    @Override
    public CompletionStage<Submitted> submitTogether(StreamId staffId, List<Change> changes) {
        throw new UnsupportedOperationException("nothing on a board is of two streams");
    }

    @Override
    public CompletionStage<Submitted> submit(StreamId staffId, Change change) {
        submitted.add(change);
        if (change.command() instanceof CustomerCommand.Register) {
            customers.put(
                    change.streamId(),
                    new CustomerItem(
                            change.streamId(),
                            change.personal().getOrDefault("name", ""),
                            change.personal().getOrDefault("phone", ""),
                            change.personal().getOrDefault("birthDate", ""),
                            null,
                            null,
                            null));
            return CompletableFuture.completedFuture(
                    new Submitted.Shown(
                            UUID.randomUUID(), CompletableFuture.completedFuture(null)));
        }
        Map<StreamId, Held> before = new LinkedHashMap<>(reservations);
        Submitted result = apply(change.streamId(), (ReservationCommand) change.command());
        if (unsaved && result instanceof Submitted.Shown shown) {
            unsaved = false;
            reservations.clear();
            reservations.putAll(before);
            result =
                    new Submitted.Shown(
                            shown.commitId(),
                            CompletableFuture.failedFuture(
                                    new Submitted.NotSaved(
                                            "the disk is full", new IllegalStateException())));
        } else if (result instanceof Submitted.Shown) {
            mark(change.streamId(), SyncMark.SAVED_HERE);
        }
        if (!quiet) {
            tell();
        }
        return CompletableFuture.completedFuture(result);
    }

    /** The day's cards as they stand. */
    public BoardSnapshot snapshot(LocalDate day) {
        List<BoardCard> cards =
                reservations.keySet().stream()
                        .map(this::card)
                        .filter(c ->
                                c.startsAt().atZone(reference.zone()).toLocalDate().equals(day))
                        .sorted(
                                Comparator.comparing(BoardCard::startsAt)
                                        .thenComparing(BoardCard::id))
                        .toList();
        return new BoardSnapshot(day, cards);
    }

    /** A card as it stands. */
    public BoardCard card(StreamId id) {
        Held held = reservations.get(id);
        Reservation state = held.state();
        CustomerItem customer = customers.get(state.customerId());
        String practitioner =
                reference.staff().stream()
                        .filter(s -> s.id().equals(state.practitionerId()))
                        .map(Reference.StaffItem::name)
                        .findFirst()
                        .orElse("");
        return new BoardCard(
                id,
                state.status(),
                state.confirmed(),
                state.startsAt(),
                state.minutes(),
                held.since(),
                state.channel(),
                state.customerId(),
                customer == null ? "" : customer.name(),
                customer != null && customer.phone().startsWith("첫"),
                state.tasks().stream()
                        .filter(t -> t.status() != TaskStatus.REMOVED)
                        .map(t ->
                                new BoardCard.CardTask(
                                        t.task().taskId(),
                                        t.task().procedureId(),
                                        t.task().name(),
                                        t.task().minutes(),
                                        t.task().price(),
                                        t.task().sequence(),
                                        t.status(),
                                        t.origin(),
                                        t.startedAt(),
                                        t.finishedAt(),
                                        t.startedAt() == null ? "" : practitioner,
                                        t.startedAt() == null ? "" : room(t.roomId())))
                        .toList(),
                state.practitionerId(),
                practitioner,
                state.roomId(),
                room(state.roomId()),
                state.balance(),
                held.arrivedAt(),
                state.status() == ReservationStatus.DEPARTED ? held.departedAt() : null,
                held.memo(),
                held.mark(),
                held.version(),
                held.mark() == SyncMark.ON_SERVER ? (Long) held.version() : null);
    }

    private String room(StreamId id) {
        return reference.rooms().stream()
                .filter(r -> r.id().equals(id))
                .map(Reference.RoomItem::name)
                .findFirst()
                .orElse("");
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public Subscription onReference(Consumer<Reference> listener) {
        listener.accept(reference);
        return () -> {};
    }

    @Override
    public Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        BoardListener entry = new BoardListener(day, listener);
        boards.add(entry);
        listener.accept(snapshot(day));
        return () -> boards.remove(entry);
    }

    @Override
    public Subscription onReservation(StreamId id, Consumer<ReservationDetail> listener) {
        if (reservations.containsKey(id)) {
            BoardCard card = card(id);
            listener.accept(
                    new ReservationDetail(
                            card,
                            customers.get(card.customerId()),
                            state(id),
                            new VisitTimes(state(id), List.of(), Map.of(), List.of()),
                            "",
                            List.of(),
                            true,
                            List.of()));
        }
        return () -> {};
    }

    @Override
    public CompletionStage<List<CustomerItem>> findCustomers(String text, int limit) {
        return CompletableFuture.completedFuture(
                customers.values().stream()
                        .filter(c -> c.name().contains(text) || c.phone().endsWith(text))
                        .limit(limit)
                        .toList());
    }

    @Override
    public CompletionStage<List<BoardCard>> overlapping(
            Instant startsAt, int minutes, List<StreamId> who, List<StreamId> except) {
        Instant end = startsAt.plusSeconds(minutes * 60L);
        return CompletableFuture.completedFuture(
                reservations.keySet().stream()
                        .filter(id -> !except.contains(id))
                        .map(this::card)
                        .filter(c -> !c.status().ended())
                        .filter(c -> who.contains(c.practitionerId()) || who.contains(c.roomId()))
                        .filter(c ->
                                c.startsAt().isBefore(end)
                                        && c.startsAt()
                                                .plusSeconds(c.minutes() * 60L)
                                                .isAfter(startsAt))
                        .toList());
    }

    @Override
    public StreamId deskId() {
        return new StreamId("desk", new UUID(0, 1));
    }

    @Override
    public String deskName() {
        return "데스크 1";
    }

    @Override
    public CompletionStage<Void> enrol(String serverUrl, String code, String deskName) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<SignInResult> signIn(StreamId staffId, String pin) {
        return CompletableFuture.completedFuture(new SignInResult.NotKnownHere());
    }

    @Override
    public Subscription onSync(Consumer<SyncStatus> listener) {
        listener.accept(sync);
        syncs.add(listener);
        return () -> syncs.remove(listener);
    }

    /** How the desks stand from now on. */
    public void sync(SyncStatus status) {
        sync = status;
        List.copyOf(syncs).forEach(l -> l.accept(status));
    }

    @Override
    public Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        return () -> {};
    }

    @Override
    public Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        return () -> {};
    }

    @Override
    public Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        return () -> {};
    }

    @Override
    public CompletionStage<Void> keepAsIs(UUID commitId, StreamId staffId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> markRedone(UUID commitId, StreamId staffId) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> letGo(UUID commitId, StreamId staffId, String reasonCode) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription onRestored(Consumer<RestoredServer> listener) {
        listener.accept(RestoredServer.NONE);
        return () -> {};
    }

    @Override
    public CompletionStage<List<RestoredServer.Lacking>> lacking() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Void> sendLacking() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<String> digest() {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public void close() {}
}
