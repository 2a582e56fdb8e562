package clinic.daybook.desk.local;

import clinic.daybook.clinic.ClinicCommand;
import clinic.daybook.codec.Aggregates;
import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventLevels;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.Book;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffCommand;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.StreamState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A real local desk, with a test in the server's place: it records, feeds and answers. */
final class Rig implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-01-06T01:00:00Z");
    static final StreamId STAFF = new StreamId("staff", new UUID(0x7000, 1));
    static final StreamId CUSTOMER = new StreamId("customer", new UUID(0x7000, 2));
    static final StreamId OTHER_DESK = new StreamId("desk", new UUID(0x7000, 3));

    final FaultyConnection disk = new FaultyConnection();
    final Random random;
    final List<RecordedEvent> log = new ArrayList<>();
    private final Map<StreamId, StreamState> states = new HashMap<>();
    private Path directory;
    LocalDesk desk;
    int level = EventLevels.CURRENT;
    InstantSource clock = InstantSource.fixed(NOW);
    LongSupplier nanos = System::nanoTime;
    private long position;

    Rig(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
        open();
    }

    /** With a clinic, a manager and a customer. */
    static Rig seeded(Path directory, long seed) {
        Rig rig = new Rig(directory, seed);
        rig.confirm(STAFF, new StaffCommand.Hire("박지훈", Role.MANAGER));
        rig.confirm(rig.id("clinic"), new ClinicCommand.NameClinic("데이북 의원", null));
        rig.feed(
                rig.decide(
                        CUSTOMER,
                        new CustomerCommand.Register(null, null, null),
                        Map.of("name", "김민준", "phone", "010-1234-5678")));
        return rig;
    }

    void open() {
        desk = LocalDesk.open(directory, clock, disk.platform(() -> nanos.getAsLong()), level);
    }

    /** The same world, with the desk's data at another place. */
    Rig at(Path elsewhere) {
        directory = elsewhere;
        open();
        return this;
    }

    UUID uuid() {
        return Uuid7.of(NOW, random);
    }

    StreamId id(String kind) {
        return new StreamId(kind, uuid());
    }

    Book book() {
        return new Book(CUSTOMER, NOW, 30, null, null, Channel.PHONE, List.of(order("상담")), false);
    }

    TaskOrder order(String name) {
        return new TaskOrder(
                uuid(),
                new StreamId("procedure", new UUID(0x7000, name.hashCode())),
                name,
                30,
                50_000);
    }

    AddTreatment add(String name) {
        return new AddTreatment(order(name), TaskOrigin.UPSELL, null, List.of(), false);
    }

    StreamState state(StreamId stream) {
        return states.computeIfAbsent(
                stream,
                s ->
                        StreamState.initial(
                                StreamState.Rules.of(Aggregates.of(s.kind()).orElseThrow())));
    }

    /** What another desk did, fed at once. */
    void confirm(StreamId stream, Command command) {
        feed(decide(stream, command, Map.of()));
    }

    List<RecordedEvent> decide(StreamId stream, Command command, Map<String, String> personal) {
        List<Event> events =
                switch (state(stream).decide(command)) {
                    case Decision.Accepted<Event> a -> a.events();
                    case Decision.Refused<Event> r -> throw new AssertionError(r.refusal());
                };
        UUID commit = uuid();
        List<RecordedEvent> recorded = new ArrayList<>();
        for (Event event : events) {
            Map<String, String> fields = recorded.isEmpty() ? personal : Map.of();
            String salt = Base64.getEncoder().encodeToString(new byte[Commitment.SALT_BYTES]);
            recorded.add(
                    record(
                            stream,
                            event,
                            uuid(),
                            commit,
                            OTHER_DESK,
                            fields.isEmpty() ? null : CUSTOMER,
                            fields.isEmpty() ? null : fields,
                            fields.isEmpty() ? null : salt));
        }
        return recorded;
    }

    private RecordedEvent record(
            StreamId stream,
            Event event,
            UUID eventId,
            UUID commit,
            StreamId deskId,
            StreamId subject,
            Map<String, String> personal,
            String salt) {
        StreamState after = state(stream).after(new Occurred<>(eventId, NOW, event));
        states.put(stream, after);
        RecordedEvent recorded =
                new RecordedEvent(
                        ++position,
                        stream,
                        after.version(),
                        eventId,
                        commit,
                        null,
                        event.typeName(),
                        EventCodec.schemaOf(event),
                        NOW,
                        null,
                        NOW,
                        "clinic",
                        deskId,
                        new Actor(STAFF),
                        null,
                        after.version() - 1,
                        null,
                        EventCodec.encode(event),
                        subject,
                        personal,
                        salt,
                        personal == null ? null : Commitment.of(salt, personal),
                        null);
        log.add(recorded);
        return recorded;
    }

    long nextPosition() {
        return ++position;
    }

    /** Records a desk's own commit as the server would, without feeding it. */
    List<RecordedEvent> accept(Commit commit) {
        List<RecordedEvent> recorded = new ArrayList<>();
        for (CommitEvent e : commit.events()) {
            Event event =
                    ((EventCodec.Decoded.Known) EventCodec.decode(e.type(), e.schema(), e.data()))
                            .event();
            recorded.add(
                    record(
                            commit.streamId(),
                            event,
                            e.eventId(),
                            commit.commitId(),
                            desk.deskId(),
                            e.subject(),
                            e.personal(),
                            e.salt()));
        }
        return recorded;
    }

    void feed(List<RecordedEvent> events) {
        feed(FeedPage.of(events));
    }

    /** Feeds a page; returns when it is durable. */
    void feed(FeedPage page) {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        desk.sync().execute(() -> desk.sync().apply(page, () -> applied.complete(null)));
        join(applied);
    }

    /** All that is pending, as it would be sent; its outcome is then awaited. */
    List<Commit> send() {
        return onEngine(() ->
                desk
                        .sync()
                        .send(desk.sync().unsent().stream().map(r -> r.commitId()).toList())
                        .stream()
                        .map(Outgoing::wire)
                        .toList());
    }

    void answer(PushOutcome... outcomes) {
        onEngine(() -> {
            desk.sync().apply(List.of(outcomes));
            return true;
        });
        digest();
    }

    <T> T onEngine(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        desk.sync().execute(() -> result.complete(task.get()));
        return join(result);
    }

    UUID save(StreamId stream, Command command) {
        return save(Change.of(stream, command));
    }

    /** Submits and waits for "saved here". */
    UUID save(Change change) {
        Submitted.Shown shown = (Submitted.Shown) submit(change);
        join(shown.saved().toCompletableFuture());
        return shown.commitId();
    }

    Submitted submit(Change change) {
        return join(desk.submit(STAFF, change).toCompletableFuture());
    }

    List<AttentionItem> attention() {
        return first(desk::onAttention);
    }

    List<ChangeOutcome> elsewhere() {
        return first(desk::onWaitingElsewhere);
    }

    List<CallBack> callBacks() {
        return first(desk::onCallBacks);
    }

    ReservationDetail detail(StreamId reservation) {
        return first(listener -> desk.onReservation(reservation, listener));
    }

    private static <T> T first(Function<Consumer<T>, Subscription> listen) {
        CompletableFuture<T> first = new CompletableFuture<>();
        Subscription subscription = listen.apply(first::complete);
        T now = join(first);
        subscription.close();
        return now;
    }

    List<UUID> unsent() {
        return onEngine(() -> desk.sync().unsent().stream().map(r -> r.commitId()).toList());
    }

    /** Also waits until everything before is durable. */
    String digest() {
        return join(desk.digest().toCompletableFuture());
    }

    static <T> T join(CompletableFuture<T> stage) {
        return stage.orTimeout(30, TimeUnit.SECONDS).join();
    }

    void restart() {
        desk.close();
        open();
    }

    @Override
    public void close() {
        disk.heal();
        desk.close();
    }
}
