package clinic.daybook.desk;

import clinic.daybook.clinic.ClinicCommand;
import clinic.daybook.codec.Aggregates;
import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.room.RoomCommand;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffCommand;
import clinic.daybook.sync.StreamState;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real desk on a real database whose confirmed events a test writes: it plays the server's log
 * and feeds it through the same path that the sync uses. Everything is confirmed by the time a
 * method returns.
 */
public final class SeededDesk implements AutoCloseable {

    private static final long SECONDS = 30;

    private final DeskRuntime desk;
    private final InstantSource clock;
    private final Random random = new Random(7);
    private final Map<StreamId, StreamState> states = new HashMap<>();
    private final List<StaffVerifier> verifiers = new ArrayList<>();
    private final List<RecordedEvent> log = new ArrayList<>();
    private final StreamId otherDesk;
    private final StreamId admin;
    private long position;

    private SeededDesk(DeskRuntime desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
        this.otherDesk = newId("desk");
        this.admin = newId("staff");
    }

    /** A desk with a named clinic and one administrator. */
    public static SeededDesk open(Path directory, InstantSource clock) {
        SeededDesk seeded = empty(directory, clock);
        seeded.confirm(seeded.admin, new StaffCommand.Hire("관리자", Role.ADMIN), Map.of());
        StreamId clinic = seeded.newId("clinic");
        seeded.confirm(clinic, new ClinicCommand.NameClinic("데이북 의원", null), Map.of());
        seeded.confirm(
                clinic,
                new ClinicCommand.SetHours(LocalTime.of(10, 0), LocalTime.of(19, 0)),
                Map.of());
        seeded.confirm(
                clinic, new ClinicCommand.SetAlertMinutes("waiting-treatment", 15), Map.of());
        return seeded;
    }

    /** A desk that has never heard of any server. */
    public static SeededDesk empty(Path directory, InstantSource clock) {
        return new SeededDesk((DeskRuntime) DeskRuntime.open(directory, clock), clock);
    }

    public DeskModel model() {
        return desk;
    }

    /** The local part, for tests below the screens. */
    public clinic.daybook.desk.local.LocalDesk local() {
        return desk.local();
    }

    /** Who is said to have recorded what a test confirms. */
    public StreamId admin() {
        return admin;
    }

    /** Everything confirmed so far, in order. */
    public List<RecordedEvent> log() {
        return List.copyOf(log);
    }

    public StreamId newId(String kind) {
        return new StreamId(kind, uuid());
    }

    public UUID uuid() {
        return Uuid7.of(clock.instant(), random);
    }

    /** A member of staff; with a PIN they can sign in. */
    public StreamId staff(String name, Role role, String pin) {
        StreamId id = newId("staff");
        confirm(id, new StaffCommand.Hire(name, role), Map.of());
        // As cheap as Argon2id can be: what it protects here is a test's PIN.
        Argon2Function cheap = Argon2Function.getInstance(64, 1, 1, 16, Argon2.ID);
        verifiers.add(
                new StaffVerifier(
                        id, Password.hash(pin).addRandomSalt(16).with(cheap).getResult()));
        List<StaffVerifier> all = List.copyOf(verifiers);
        onEngine(() -> desk.local().sync().verifiers(all));
        await(desk.digest().toCompletableFuture());
        return id;
    }

    public StreamId room(String name, RoomKind kind) {
        StreamId id = newId("room");
        confirm(id, new RoomCommand.Open(name, kind), Map.of());
        return id;
    }

    public StreamId procedure(String name, int minutes, long price, ProcedureKind kind) {
        StreamId id = newId("procedure");
        confirm(id, new ProcedureCommand.Define(name, minutes, price, kind, null), Map.of());
        return id;
    }

    public StreamId customer(String name, String phone) {
        StreamId id = newId("customer");
        confirm(
                id,
                new CustomerCommand.Register(null, null, null),
                Map.of("name", name, "phone", phone));
        return id;
    }

    /**
     * What another desk did: decides a command on the confirmed state and feeds the events.
     *
     * @param personal goes with the first event; its subject is the customer of the stream or of
     *     the booking
     * @throws IllegalStateException when the command is refused
     */
    public List<RecordedEvent> confirm(
            StreamId stream, Command command, Map<String, String> personal) {
        List<RecordedEvent> events = decide(stream, command, personal, uuid());
        feed(events);
        return events;
    }

    /** The events of a command, recorded but not yet fed to the desk. */
    public List<RecordedEvent> decide(
            StreamId stream, Command command, Map<String, String> personal, UUID commitId) {
        StreamState state = state(stream);
        List<Event> events =
                switch (state.decide(command)) {
                    case Decision.Accepted<Event> a -> a.events();
                    case Decision.Refused<Event> r ->
                            throw new IllegalStateException("refused: " + r.refusal());
                };
        List<RecordedEvent> recorded = new ArrayList<>();
        Map<String, String> fields = personal;
        for (Event event : events) {
            recorded.add(record(stream, event, uuid(), commitId, otherDesk, fields));
            fields = Map.of();
        }
        return recorded;
    }

    /** An event as the server records it; the stream's state moves on. */
    public RecordedEvent record(
            StreamId stream,
            Event event,
            UUID eventId,
            UUID commitId,
            StreamId deskId,
            Map<String, String> personal) {
        StreamState state = state(stream);
        Instant now = clock.instant();
        StreamState after = state.after(new Occurred<>(eventId, now, event));
        states.put(stream, after);
        byte[] saltBytes = new byte[Commitment.SALT_BYTES];
        random.nextBytes(saltBytes);
        String salt = Base64.getEncoder().encodeToString(saltBytes);
        boolean open = personal.isEmpty();
        RecordedEvent recorded =
                new RecordedEvent(
                        ++position,
                        stream,
                        after.version(),
                        eventId,
                        commitId,
                        null,
                        event.typeName(),
                        EventCodec.schemaOf(event),
                        now,
                        null,
                        now,
                        "clinic",
                        deskId,
                        new Actor(admin),
                        null,
                        state.version(),
                        null,
                        EventCodec.encode(event),
                        open ? null : subject(stream, after),
                        open ? null : personal,
                        open ? null : salt,
                        open ? null : Commitment.of(salt, personal),
                        null);
        log.add(recorded);
        return recorded;
    }

    /** The next position that the server would give. */
    public long nextPosition() {
        return ++position;
    }

    /** Feeds recorded events to the desk, as one page. */
    public void feed(List<RecordedEvent> events) {
        feed(FeedPage.of(events));
    }

    /** Feeds a page; returns once it is durable. */
    public void feed(FeedPage page) {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        onEngine(() -> desk.local().sync().apply(page, () -> applied.complete(null)));
        await(applied);
    }

    /** Runs something where the desk's state lives. */
    public void onEngine(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        desk.local()
                .sync()
                .execute(() -> {
                    task.run();
                    done.complete(null);
                });
        await(done);
    }

    /** What has been confirmed of a stream. */
    public StreamState state(StreamId stream) {
        return states.computeIfAbsent(
                stream,
                id ->
                        StreamState.initial(
                                StreamState.Rules.of(Aggregates.of(id.kind()).orElseThrow())));
    }

    private StreamId subject(StreamId stream, StreamState after) {
        if (stream.is("customer")) {
            return stream;
        }
        if (after.state() instanceof clinic.daybook.reservation.Reservation r
                && r.customerId() != null) {
            return r.customerId();
        }
        throw new IllegalStateException("there is no customer whom this is about");
    }

    /** Waits for something that ends by itself. */
    public static <T> T await(CompletableFuture<T> stage) {
        return stage.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        desk.close();
    }
}
