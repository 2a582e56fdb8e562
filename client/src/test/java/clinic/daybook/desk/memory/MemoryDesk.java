package clinic.daybook.desk.memory;

import clinic.daybook.customer.Customer;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.CustomerDecider;
import clinic.daybook.customer.CustomerEvent;
import clinic.daybook.customer.Gender;
import clinic.daybook.desk.model.*;
import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.model.Reference.RoomItem;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.*;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A desk that decides, folds and shows as the real one does, and keeps everything in memory. Its
 * clock stands until a test moves it.
 */
public final class MemoryDesk implements DeskModel {

    /** The morning on which tests begin: 6 January 2027, 13:00 in Seoul. */
    public static final Instant START = Instant.parse("2027-01-06T04:00:00Z");

    public static final StaffItem DESK = staff(1, "배소윤", Role.FRONT_DESK);
    public static final StaffItem DOCTOR = staff(2, "문가람", Role.PRACTITIONER);
    public static final StaffItem OTHER_DOCTOR = staff(3, "한지우", Role.PRACTITIONER);
    public static final StaffItem MANAGER = staff(4, "남도현", Role.MANAGER);
    public static final RoomItem LASER_1 = room(1, "레이저 1", RoomKind.LASER);
    public static final RoomItem LASER_2 = room(2, "레이저 2", RoomKind.LASER);
    public static final ProcedureItem NUMBING =
            procedure(1, "마취 크림", 20, 30_000, ProcedureKind.CARE);
    public static final ProcedureItem TALK =
            procedure(2, "피부 상담", 10, 10_000, ProcedureKind.CONSULTATION);
    public static final ProcedureItem LIFTING =
            procedure(3, "HIFU 리프팅 300샷", 30, 900_000, ProcedureKind.TREATMENT);
    public static final ProcedureItem BOOSTER =
            procedure(4, "스킨부스터", 24, 350_000, ProcedureKind.TREATMENT);
    public static final ProcedureItem LED = procedure(5, "LED 재생", 20, 60_000, ProcedureKind.CARE);

    private static final ReservationDecider DECIDER = new ReservationDecider();
    private static final CustomerDecider CUSTOMERS = new CustomerDecider();

    private record Entry(
            UUID eventId,
            UUID commitId,
            ReservationEvent event,
            Instant at,
            StaffItem staff,
            Change change,
            long basis,
            List<String> flags,
            boolean offline) {}

    private static final class Stream {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Consumer<ReservationDetail>> listeners = new ArrayList<>();
        private CustomerItem customer =
                new CustomerItem(
                        id("customer", 9),
                        "윤서아",
                        "010-1234-4821",
                        "1992-05-14",
                        Gender.FEMALE,
                        null,
                        "20418");
    }

    private final Map<StreamId, Stream> streams = new LinkedHashMap<>();
    private final Map<StreamId, Customer> customers = new HashMap<>();
    private final Set<StreamId> held = new HashSet<>();
    private final MemoryAttention waiting = new MemoryAttention();
    private final List<Consumer<SyncStatus>> syncs = new ArrayList<>();
    private SyncStatus sync =
            new SyncStatus(SyncStatus.Connection.LIVE, START, 0, 0, 18_500, 18_500, List.of());
    private Instant now = START;
    private SyncMark mark = SyncMark.ON_SERVER;
    private boolean offline;
    private boolean adjusted;
    private boolean clockWrong;
    private boolean readable = true;
    private long ids = 1_000;

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    /** Lets minutes pass. */
    public MemoryDesk pass(long minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
        return this;
    }

    /** What happens from now on is marked so. */
    public MemoryDesk mark(SyncMark next, boolean nextOffline, boolean nextAdjusted) {
        mark = next;
        offline = nextOffline;
        adjusted = nextAdjusted;
        return this;
    }

    /** What happens from now on is flagged for its time. */
    public MemoryDesk clockWrong(boolean wrong) {
        clockWrong = wrong;
        return this;
    }

    /** Every reservation holds something that only a newer program can read. */
    public void newer() {
        readable = false;
        streams.keySet().forEach(this::tell);
    }

    /** How many events a reservation has. */
    public int size(StreamId id) {
        return stream(id).entries.size();
    }

    /** The events of a reservation by their wire names, oldest first. */
    public List<String> types(StreamId id) {
        return stream(id).entries.stream().map(e -> e.event.typeName()).toList();
    }

    /** A new reservation's stream. */
    public StreamId book(Instant startsAt, List<ProcedureItem> treatments) {
        StreamId id = new StreamId("reservation", uuid(ids++));
        List<ReservationCommand.TaskOrder> orders = new ArrayList<>();
        for (ProcedureItem p : treatments) {
            orders.add(order(p));
        }
        run(
                DESK,
                Change.of(
                        id,
                        new ReservationCommand.Book(
                                id("customer", 9),
                                startsAt,
                                Math.max(
                                        10,
                                        treatments.stream().mapToInt(ProcedureItem::minutes).sum()),
                                DOCTOR.id(),
                                LASER_1.id(),
                                Channel.PHONE,
                                orders,
                                false)));
        return id;
    }

    /** An order of something of the menu. */
    public ReservationCommand.TaskOrder order(ProcedureItem p) {
        return new ReservationCommand.TaskOrder(
                uuid(ids++), p.id(), p.name(), p.minutes(), p.price());
    }

    /** Does it, and expects it to be legal. */
    public void run(StaffItem who, StreamId id, ReservationCommand command) {
        run(who, Change.of(id, command));
    }

    /** Does it with a reason, and expects it to be legal. */
    public void run(StaffItem who, StreamId id, ReservationCommand command, String reason) {
        run(who, new Change(id, command, null, null, id("customer", 9), Map.of("reason", reason)));
    }

    private void run(StaffItem who, Change change) {
        if (decide(who, change) instanceof Submitted.Refused(var why)) {
            throw new AssertionError("refused: " + why);
        }
    }

    public Reservation state(StreamId id) {
        return detail(id).state();
    }

    public UUID task(StreamId id, int index) {
        return state(id).tasks().get(index).task().taskId();
    }

    @Override
    public CompletionStage<Submitted> submit(StreamId staffId, Change change) {
        StaffItem who = reference().staff(staffId).orElseThrow();
        UUID redoes = change.redoes();
        if (redoes != null && !waiting.waits(redoes)) {
            return CompletableFuture.completedFuture(
                    new Submitted.Refused(Refusal.of("answered-already")));
        }
        Submitted submitted = decide(who, change);
        if (redoes != null && !(submitted instanceof Submitted.Refused)) {
            waiting.answer(redoes, "redone");
        }
        return CompletableFuture.completedFuture(submitted);
    }

    @Override
    public CompletionStage<Submitted> submitTogether(StreamId staffId, List<Change> changes) {
        StaffItem who = reference().staff(staffId).orElseThrow();
        for (Change change : changes) {
            if (probe(change) instanceof Decision.Refused<?>(var why)) {
                return CompletableFuture.completedFuture(new Submitted.Refused(why));
            }
        }
        return CompletableFuture.completedFuture(
                changes.stream().map(c -> decide(who, c)).reduce((a, _) -> a).orElseThrow());
    }

    private Decision<?> probe(Change change) {
        return change.command() instanceof CustomerCommand command
                ? CUSTOMERS.decide(command, customer(change.streamId()))
                : DECIDER.decide(
                        (ReservationCommand) change.command(),
                        times(stream(change.streamId())).reservation());
    }

    /** What stands of a customer, packages included. */
    public Customer customer(StreamId id) {
        return customers.computeIfAbsent(
                id,
                _ ->
                        CUSTOMERS.evolve(
                                CUSTOMERS.initial(),
                                new Occurred<>(
                                        uuid(ids++),
                                        now,
                                        new CustomerEvent.CustomerRegistered(null, null, null))));
    }

    /** Sells the customer of all visits a package. */
    public UUID sell(ProcedureItem procedure, int sessions, long price) {
        UUID id = uuid(ids++);
        run(
                DESK,
                Change.of(
                        id("customer", 9),
                        new CustomerCommand.SellPackage(id, procedure.id(), sessions, price)));
        return id;
    }

    private List<PackageItem> packages(StreamId id) {
        return customer(id).packages().values().stream()
                .map(p ->
                        new PackageItem(
                                p.packageId(),
                                p.procedureId(),
                                reference().procedures().stream()
                                        .filter(i -> i.id().equals(p.procedureId()))
                                        .map(ProcedureItem::name)
                                        .findFirst()
                                        .orElse(""),
                                p.sessions(),
                                p.left(),
                                p.price()))
                .toList();
    }

    private Submitted decide(StreamId id, CustomerCommand command) {
        return switch (CUSTOMERS.decide(command, customer(id))) {
            case Decision.Refused<CustomerEvent>(var why) -> new Submitted.Refused(why);
            case Decision.Accepted<CustomerEvent>(var events, var _) -> {
                for (CustomerEvent event : events) {
                    customers.put(
                            id,
                            CUSTOMERS.evolve(
                                    customer(id), new Occurred<>(uuid(ids++), now, event)));
                }
                List.copyOf(streams.keySet()).forEach(this::tell);
                yield events.isEmpty()
                        ? new Submitted.AlreadySo()
                        : new Submitted.Shown(uuid(ids++), CompletableFuture.completedFuture(null));
            }
        };
    }

    private Submitted decide(StaffItem who, Change change) {
        if (change.command() instanceof CustomerCommand command) {
            return decide(change.streamId(), command);
        }
        Stream stream = stream(change.streamId());
        Reservation state = times(stream).reservation();
        return switch (DECIDER.decide((ReservationCommand) change.command(), state)) {
            case Decision.Refused<ReservationEvent>(var why) -> new Submitted.Refused(why);
            case Decision.Accepted<ReservationEvent>(var events, var _) -> {
                if (events.isEmpty()) {
                    yield new Submitted.AlreadySo();
                }
                UUID commit = uuid(ids++);
                for (ReservationEvent event : events) {
                    stream.entries.add(
                            new Entry(
                                    uuid(ids++),
                                    commit,
                                    event,
                                    now,
                                    who,
                                    change,
                                    stream.entries.size(),
                                    flags(),
                                    offline));
                }
                tell(change.streamId());
                yield new Submitted.Shown(commit, CompletableFuture.completedFuture(null));
            }
        };
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (adjusted) {
            flags.add("adjusted");
        }
        if (clockWrong) {
            flags.add("clock-implausible");
        }
        return flags;
    }

    /** Tells nobody of what happens to a reservation, until {@link #release}. */
    public void holdBack(StreamId id) {
        held.add(id);
    }

    /** Tells of what happened meanwhile. */
    public void release(StreamId id) {
        held.remove(id);
        tell(id);
    }

    private void tell(StreamId id) {
        if (held.contains(id)) {
            return;
        }
        Stream stream = stream(id);
        for (Consumer<ReservationDetail> listener : List.copyOf(stream.listeners)) {
            listener.accept(detail(id));
        }
    }

    @Override
    public Subscription onReservation(StreamId id, Consumer<ReservationDetail> listener) {
        Stream stream = stream(id);
        stream.listeners.add(listener);
        if (!stream.entries.isEmpty()) {
            listener.accept(detail(id));
        }
        return () -> stream.listeners.remove(listener);
    }

    /** How many screens follow a reservation. */
    public int listeners(StreamId id) {
        return stream(id).listeners.size();
    }

    /** As the desk shows it now. */
    public ReservationDetail detail(StreamId id) {
        Stream stream = stream(id);
        VisitTimes times = times(stream);
        Reservation state = times.reservation();
        List<AuditEntry> audit = new ArrayList<>();
        String memo = "";
        for (int i = 0; i < stream.entries.size(); i++) {
            Entry e = stream.entries.get(i);
            audit.addFirst(audit(id, e, i + 1, state));
            memo = e.change.personal().getOrDefault("memo", memo);
        }
        boolean first = true;
        return new ReservationDetail(
                card(id, stream, times, memo, first),
                stream.customer,
                state,
                times,
                memo,
                audit,
                readable,
                packages(stream.customer.id()));
    }

    private AuditEntry audit(StreamId id, Entry e, int version, Reservation state) {
        return new AuditEntry(
                e.eventId,
                e.commitId,
                id,
                version,
                e.event.typeName(),
                MemoryAudit.subject(e.event, state),
                e.at,
                e.at.plusSeconds(2),
                mark == SyncMark.ON_SERVER ? e.at.plusSeconds(1) : null,
                mark == SyncMark.ON_SERVER ? 18_000L + version : null,
                e.staff.id(),
                e.staff.name(),
                id("desk", 1),
                "데스크 1",
                e.change.reasonCode(),
                e.change.personal().getOrDefault("reason", ""),
                e.basis,
                e.flags,
                e.offline,
                MemoryAudit.changes(e.event, this::name, e.change.personal()),
                mark);
    }

    private BoardCard card(
            StreamId id, Stream stream, VisitTimes times, String memo, boolean first) {
        Reservation state = times.reservation();
        List<BoardCard.CardTask> tasks = new ArrayList<>();
        for (TaskState t : state.tasks()) {
            if (t.status() != TaskStatus.REMOVED) {
                tasks.add(
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
                                t.practitionerId() == null ? "" : name(t.practitionerId()),
                                t.roomId() == null ? "" : name(t.roomId())));
            }
        }
        return new BoardCard(
                id,
                state.status(),
                state.confirmed(),
                java.util.Objects.requireNonNull(state.startsAt()),
                state.minutes(),
                java.util.Objects.requireNonNull(times.statusSince()),
                java.util.Objects.requireNonNull(state.channel()),
                stream.customer.id(),
                stream.customer.name(),
                first,
                tasks,
                state.practitionerId(),
                state.practitionerId() == null ? "" : name(state.practitionerId()),
                state.roomId(),
                state.roomId() == null ? "" : name(state.roomId()),
                state.balance(),
                times.arrivedAt(),
                times.departedAt(),
                !memo.isBlank(),
                mark,
                stream.entries.size(),
                mark == SyncMark.ON_SERVER ? 18_000L + stream.entries.size() : null);
    }

    private static VisitTimes times(Stream stream) {
        return VisitTimes.of(
                stream.entries.stream()
                        .map(e -> new Occurred<>(e.eventId, e.at, e.event))
                        .toList());
    }

    private String name(StreamId id) {
        Optional<String> staff = reference().staff(id).map(StaffItem::name);
        return staff.or(() ->
                        reference().rooms().stream()
                                .filter(r -> r.id().equals(id))
                                .map(RoomItem::name)
                                .findFirst())
                .orElse("");
    }

    /** The clinic of the tests. */
    public Reference reference() {
        return new Reference(
                "하늘 의원",
                ZoneId.of("Asia/Seoul"),
                Currency.getInstance("KRW"),
                LocalTime.of(9, 0),
                LocalTime.of(19, 0),
                Map.of(ReservationStatus.ARRIVED, 5, ReservationStatus.WAITING_TREATMENT, 10),
                List.of(DESK, DOCTOR, OTHER_DOCTOR, MANAGER),
                List.of(LASER_1, LASER_2),
                List.of(NUMBING, TALK, LIFTING, BOOSTER, LED));
    }

    @Override
    public Subscription onReference(Consumer<Reference> listener) {
        listener.accept(reference());
        return () -> {};
    }

    /** What waits for a person, and what was answered. */
    public MemoryAttention waiting() {
        return waiting;
    }

    @Override
    public Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        return waiting.items().listen(listener);
    }

    @Override
    public Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        return waiting.elsewhere().listen(listener);
    }

    @Override
    public Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        return waiting.callBacks().listen(listener);
    }

    @Override
    public CompletionStage<Void> markRedone(UUID commitId, StreamId staffId) {
        return waiting.answer(commitId, "redone");
    }

    @Override
    public CompletionStage<Void> keepAsIs(UUID commitId, StreamId staffId) {
        return waiting.answer(commitId, "kept-as-is");
    }

    @Override
    public CompletionStage<Void> letGo(UUID commitId, StreamId staffId, String reasonCode) {
        return waiting.answer(commitId, reasonCode);
    }

    @Override
    public CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId) {
        return waiting.calledBack(commitId);
    }

    @Override
    public Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        throw new UnsupportedOperationException("a test of one reservation has no board");
    }

    @Override
    public Subscription onSync(Consumer<SyncStatus> listener) {
        syncs.add(listener);
        listener.accept(sync);
        return () -> syncs.remove(listener);
    }

    /** How the desks stand from now on. */
    public void sync(SyncStatus status) {
        sync = status;
        List.copyOf(syncs).forEach(l -> l.accept(status));
    }

    @Override
    public CompletionStage<List<CustomerItem>> findCustomers(String text, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<BoardCard>> overlapping(
            Instant startsAt,
            int minutes,
            List<StreamId> practitionerAndRoom,
            List<StreamId> except) {
        return CompletableFuture.completedFuture(List.of());
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
        throw new UnsupportedOperationException("a desk in memory has no server");
    }

    @Override
    public CompletionStage<SignInResult> signIn(StreamId staffId, String pin) {
        throw new UnsupportedOperationException("a desk in memory has no PINs");
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

    private Stream stream(StreamId id) {
        return streams.computeIfAbsent(id, _ -> new Stream());
    }

    /** The id of something of this desk's. */
    public static StreamId id(String kind, long number) {
        return new StreamId(kind, uuid(number));
    }

    private static UUID uuid(long number) {
        return new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | number);
    }

    private static StaffItem staff(long number, String name, Role role) {
        return new StaffItem(id("staff", number), name, role, true);
    }

    private static RoomItem room(long number, String name, RoomKind kind) {
        return new RoomItem(id("room", number), name, kind);
    }

    private static ProcedureItem procedure(
            long number, String name, int minutes, long price, ProcedureKind kind) {
        return new ProcedureItem(id("procedure", number), name, minutes, price, kind);
    }
}
