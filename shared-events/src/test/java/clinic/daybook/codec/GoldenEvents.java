package clinic.daybook.codec;

import static clinic.daybook.outcome.OutcomeEvent.ALREADY_SO;

import clinic.daybook.clinic.ClinicEvent.*;
import clinic.daybook.customer.CustomerEvent.*;
import clinic.daybook.customer.Details;
import clinic.daybook.customer.Gender;
import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Meant;
import clinic.daybook.outcome.OutcomeEvent.*;
import clinic.daybook.outcome.Promise;
import clinic.daybook.procedure.ProcedureEvent.*;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationEvent.*;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.Task;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.room.RoomEvent.*;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffEvent.*;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the golden files of events say, by file name without its ending. */
final class GoldenEvents {

    static final Instant TEN = Instant.parse("2026-03-02T01:00:00Z");
    static final Instant ELEVEN = Instant.parse("2026-03-02T02:00:00.250Z");

    private final Map<String, Event> all = new TreeMap<>();

    private GoldenEvents() {}

    static Map<String, Event> all() {
        GoldenEvents golden = new GoldenEvents();
        golden.booking();
        golden.visit();
        golden.treatments();
        golden.money();
        golden.customers();
        golden.reference();
        golden.settings();
        golden.outcomes();
        return golden.all;
    }

    static UUID uuid(int n) {
        return UUID.fromString("0190f3c2-0000-7000-8000-%012d".formatted(n));
    }

    static StreamId id(String kind, int n) {
        return new StreamId(kind, uuid(n));
    }

    static Task task(int sequence) {
        return new Task(
                uuid(100 + sequence), id("procedure", sequence), "레이저 토닝", 30, 200_000, sequence);
    }

    private void add(Event everythingGiven) {
        all.put(everythingGiven.typeName() + ".v1", everythingGiven);
    }

    /** With its optional fields left out. */
    private void least(Event event) {
        all.put(event.typeName() + ".v1.least", event);
    }

    /** With what was added after the type had shipped. */
    private void later(String variant, Event event) {
        all.put(event.typeName() + ".v1." + variant, event);
    }

    /** With a previous value that was empty. */
    private void empty(Event event) {
        all.put(event.typeName() + ".v1.empty", event);
    }

    private void booking() {
        StreamId customer = id("customer", 1);
        StreamId kim = id("staff", 1);
        StreamId room = id("room", 1);
        add(
                new ReservationBooked(
                        customer, TEN, 60, kim, room, Channel.PHONE, List.of(task(1), task(2))));
        least(new ReservationBooked(customer, TEN, 60, null, null, Channel.WALK_IN, List.of()));
        add(new ReservationConfirmed());
        Slot slot = new Slot(TEN, 60, id("staff", 2), id("room", 2));
        add(new ReservationRescheduled(ELEVEN, 45, kim, room, slot));
        least(new ReservationRescheduled(ELEVEN, 45, null, null, new Slot(TEN, 60, null, null)));
        add(new ReservationCustomerChanged(customer, id("customer", 2)));
        add(new PractitionerAssigned(kim, new Previous<>(id("staff", 2))));
        least(new PractitionerAssigned(kim, null));
        empty(new PractitionerAssigned(kim, new Previous<>(null)));
        add(new RoomAssigned(room, new Previous<>(id("room", 2))));
        least(new RoomAssigned(room, null));
        empty(new RoomAssigned(room, new Previous<>(null)));
        add(new MemoChanged(new Previous<>(uuid(500))));
        least(new MemoChanged(null));
        empty(new MemoChanged(new Previous<>(null)));
        add(new ReservationCancelled(CancelledBy.CUSTOMER));
        add(new CancellationFeeCharged(20_000));
        add(new NoShowRecorded());
        add(new ReservationReinstated());
        add(new EnteredInError());
    }

    private void visit() {
        add(new CustomerArrived());
        add(new ArrivalUndone());
        add(new CustomerCheckedIn());
        add(new CheckInUndone());
        add(new ConsultationStarted(id("staff", 1)));
        add(new ConsultationFinished());
        add(new CheckoutStarted());
        add(new CheckoutUndone());
        add(new CustomerDeparted());
        add(new CustomerLeftUnseen());
        add(new VisitReopened());
    }

    private void treatments() {
        UUID task = uuid(101);
        add(new TreatmentAdded(task(3), TaskOrigin.UPSELL, id("staff", 1)));
        least(new TreatmentAdded(task(3), TaskOrigin.CARE, null));
        add(new TreatmentChanged(task, 40, 180_000L, new TreatmentChanged.Values(30, 200_000L)));
        least(new TreatmentChanged(task, 40, null, new TreatmentChanged.Values(30, null)));
        add(new TreatmentRemoved(task));
        add(new TreatmentsReordered(List.of(uuid(102), task), List.of(task, uuid(102))));
        add(new TreatmentStarted(task, id("staff", 1), id("room", 1), true));
        least(new TreatmentStarted(task, null, null, null));
        add(new TreatmentStartUndone(task));
        add(new TreatmentFinished(task));
        add(new TreatmentReopened(task));
        add(new TreatmentSkipped(task));
        add(
                new TreatmentTimeCorrected(
                        task,
                        TEN,
                        ELEVEN,
                        new TreatmentTimeCorrected.Times(TEN.plusSeconds(60), ELEVEN)));
    }

    private void money() {
        UUID payment = uuid(201);
        UUID refund = uuid(301);
        add(new DiscountApplied(uuid(401), 10_000));
        add(new DiscountWithdrawn(uuid(401)));
        add(
                new PaymentReceived(
                        payment, PaymentMethod.CARD, 190_000, id("register", 1), id("staff", 1)));
        least(new PaymentReceived(payment, PaymentMethod.PACKAGE, 190_000, null, null));
        later(
                "session",
                new PaymentReceived(
                        payment,
                        PaymentMethod.PACKAGE,
                        190_000,
                        id("register", 1),
                        id("staff", 1),
                        new PackageSession(id("customer", 1), uuid(601), uuid(101))));
        add(new PaymentVoided(payment));
        add(new RefundRequested(refund, payment, 50_000));
        add(new RefundIssued(refund, PaymentMethod.TRANSFER));
        least(new RefundIssued(refund, null));
        add(new RefundDeclined(refund));
    }

    private void customers() {
        StreamId visit = id("reservation", 1);
        add(new PackageSold(uuid(601), id("procedure", 1), 10, 1_500_000));
        add(new PackageSessionRedeemed(uuid(601), visit, uuid(101)));
        add(new PackageSessionRestored(uuid(601), visit, uuid(101)));
        add(new PackageRefunded(uuid(601), 300_000));
        add(new CustomerRegistered(Gender.FEMALE, "KR", "C-1024"));
        least(new CustomerRegistered(null, null, null));
        add(
                new CustomerDetailsChanged(
                        Gender.OTHER,
                        "JP",
                        "C-1025",
                        new Details(Gender.FEMALE, "KR", "C-1024"),
                        Map.of("phone", new Previous<>(uuid(500)))));
        least(new CustomerDetailsChanged(null, null, null, null, null));
        empty(
                new CustomerDetailsChanged(
                        null,
                        "JP",
                        null,
                        new Details(null, null, null),
                        Map.of("birthDate", new Previous<>(null))));
    }

    private void reference() {
        add(new ProcedureDefined("레이저 토닝", 30, 200_000, ProcedureKind.TREATMENT, 10));
        least(new ProcedureDefined("상담", 20, 30_000, ProcedureKind.CONSULTATION, null));
        ProcedureChanged.Values values =
                new ProcedureChanged.Values("레이저 토닝", 30, 200_000, ProcedureKind.TREATMENT, 10);
        add(new ProcedureChanged("레이저 토닝", 40, 220_000, ProcedureKind.CARE, 15, values));
        least(new ProcedureChanged("레이저 토닝", 40, 220_000, ProcedureKind.CARE, null, null));
        add(new ProcedureRetired());
        add(new StaffHired("이서연", Role.FRONT_DESK));
        add(new StaffRoleChanged(Role.MANAGER, Role.FRONT_DESK));
        add(new StaffPinChanged());
        add(new StaffLeft());
        add(new RoomOpened("레이저 1", RoomKind.LASER));
        add(new RoomRenamed("레이저 2", new Previous<>("레이저 1")));
        least(new RoomRenamed("레이저 2", null));
        add(new RoomBlocked(TEN, ELEVEN));
        add(new RoomClosed());
    }

    private void settings() {
        ZoneId seoul = ZoneId.of("Asia/Seoul");
        Currency won = Currency.getInstance("KRW");
        add(new ClinicNamed("한빛의원", new Previous<>("Daybook")));
        least(new ClinicNamed("한빛의원", null));
        empty(new ClinicNamed("한빛의원", new Previous<>(null)));
        add(new ClinicTimeZoneSet(seoul, new Previous<>(ZoneId.of("Asia/Tokyo"))));
        least(new ClinicTimeZoneSet(seoul, null));
        empty(new ClinicTimeZoneSet(seoul, new Previous<>(null)));
        add(new CurrencySet(won, new Previous<>(Currency.getInstance("JPY"))));
        least(new CurrencySet(won, null));
        empty(new CurrencySet(won, new Previous<>(null)));
        add(new ClinicHoursSet(LocalTime.of(10, 0), LocalTime.of(19, 30)));
        add(new AlertMinutesSet("waiting-treatment", 20));
    }

    private void outcomes() {
        UUID commit = uuid(601);
        UUID intent = uuid(602);
        StreamId stream = id("reservation", 1);
        String code = "balance-moved";
        Instant at = Instant.parse("2026-01-06T01:23:45Z");
        Meant paid = new Meant(1, Map.of("method", "card", "amount", 30_000));
        later(
                "told",
                new ChangeAdjusted(commit, intent, stream, "ReceivePayment", 7, 9, code, at, paid));
        least(new ChangeAdjusted(commit, null, stream, "ReceivePayment", 7, 9, code, null, null));
        add(new ChangeAdjusted(commit, intent, stream, "ReceivePayment", 7, 9, code, null, null));
        String so = ALREADY_SO;
        Meant nothing = new Meant(1, Map.of());
        add(new ChangeUnchanged(commit, intent, stream, "CheckIn", 7, 9, so, at, nothing));
        least(new ChangeUnchanged(commit, null, stream, "CheckIn", 7, 9, so, null, null));
        needsPerson(commit, intent, stream, at);
        String why = "illegal-in-state";
        later("told", new ChangeRedone(commit, intent, stream, "Cancel", 7, 9, why, uuid(603)));
        least(new ChangeRedone(commit, null, stream, "Cancel", 7, 9, why, null));
        add(new ChangeRedone(commit, intent, stream, "Cancel", 7, 9, why, null));
        add(new ChangeLetGo(commit, intent, stream, "Cancel", 7, 9, why));
        least(new ChangeLetGo(commit, null, stream, "Cancel", 7, 9, why));
        add(new PromiseCalledBack(commit));
    }

    private void needsPerson(UUID commit, UUID intent, StreamId stream, Instant at) {
        StreamId customer = id("customer", 1);
        StreamId kim = id("staff", 1);
        StreamId room = id("room", 1);
        Instant promised = Instant.parse("2026-01-06T06:00:00Z");
        Meant moved = new Meant(1, Map.of("startsAt", promised.toString(), "minutes", 60));
        Promise promise = new Promise(customer, promised, 60, kim, room);
        String type = "Reschedule";
        String why = "changed-since";
        later(
                "told",
                new ChangeNeedsPerson(commit, intent, stream, type, 7, 9, why, at, moved, promise));
        least(new ChangeNeedsPerson(commit, null, stream, type, 7, 9, why, null, null, null));
        add(
                new ChangeNeedsPerson(
                        commit,
                        intent,
                        stream,
                        "Cancel",
                        7,
                        9,
                        "illegal-in-state",
                        null,
                        null,
                        null));
    }
}
