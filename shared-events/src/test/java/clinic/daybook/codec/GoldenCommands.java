package clinic.daybook.codec;

import static clinic.daybook.codec.GoldenEvents.ELEVEN;
import static clinic.daybook.codec.GoldenEvents.TEN;
import static clinic.daybook.codec.GoldenEvents.id;
import static clinic.daybook.codec.GoldenEvents.uuid;

import clinic.daybook.clinic.ClinicCommand.*;
import clinic.daybook.customer.CustomerCommand.*;
import clinic.daybook.customer.Details;
import clinic.daybook.customer.Gender;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Meant;
import clinic.daybook.outcome.OutcomeCommand.CallBack;
import clinic.daybook.outcome.OutcomeCommand.Kind;
import clinic.daybook.outcome.OutcomeCommand.Report;
import clinic.daybook.outcome.Promise;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureEvent.ProcedureChanged;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.room.RoomCommand;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffCommand;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the golden files of commands say, by file name without its ending. */
final class GoldenCommands {

    private final Map<String, Command> all = new TreeMap<>();

    private GoldenCommands() {}

    static Map<String, Command> all() {
        GoldenCommands golden = new GoldenCommands();
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

    private void add(String kind, Command everythingGiven) {
        all.put(kind + "." + everythingGiven.typeName() + ".v1", everythingGiven);
    }

    /** With its optional fields left out. */
    private void least(String kind, Command command) {
        all.put(kind + "." + command.typeName() + ".v1.least", command);
    }

    /** A reservation's command with what was added after the type had shipped. */
    private void later(String variant, Command ofAReservation) {
        all.put("reservation." + ofAReservation.typeName() + ".v1." + variant, ofAReservation);
    }

    private void add(Command ofAReservation) {
        add("reservation", ofAReservation);
    }

    private void least(Command ofAReservation) {
        least("reservation", ofAReservation);
    }

    private static TaskOrder order(int n) {
        return new TaskOrder(uuid(100 + n), id("procedure", n), "레이저 토닝", 30, 200_000);
    }

    private void booking() {
        StreamId customer = id("customer", 1);
        StreamId kim = id("staff", 1);
        StreamId lee = id("staff", 2);
        StreamId room = id("room", 1);
        add(
                new Book(
                        customer,
                        TEN,
                        60,
                        kim,
                        room,
                        Channel.PHONE,
                        List.of(order(1), order(2)),
                        false));
        least(new Book(customer, TEN, 60, null, null, Channel.WALK_IN, List.of(), true));
        add(new Confirm());
        add(new Reschedule(ELEVEN, 45, kim, room, new Slot(TEN, 60, lee, id("room", 2))));
        least(new Reschedule(ELEVEN, 45, null, null, new Slot(TEN, 60, null, null)));
        add(new ChangeCustomer(customer, id("customer", 2)));
        add(new AssignPractitioner(kim, lee));
        least(new AssignPractitioner(kim, null));
        add(new AssignRoom(room, id("room", 2)));
        least(new AssignRoom(room, null));
        add(new ChangeMemo(uuid(500)));
        least(new ChangeMemo(null));
        add(new Cancel(CancelledBy.CLINIC));
        add(new ChargeCancellationFee(20_000));
        add(new RecordNoShow());
        add(new Reinstate());
        add(new EnterInError());
    }

    private void visit() {
        add(new Arrive());
        add(new UndoArrival());
        add(new CheckIn());
        add(new UndoCheckIn());
        add(new StartConsultation(id("staff", 1)));
        add(new FinishConsultation());
        add(new StartCheckout());
        add(new UndoCheckout());
        add(new Depart());
        add(new LeaveUnseen());
        add(new ReopenVisit());
    }

    private void treatments() {
        UUID task = uuid(101);
        List<UUID> seen = List.of(task, uuid(102));
        add(new AddTreatment(order(3), TaskOrigin.UPSELL, id("staff", 1), seen, false));
        least(new AddTreatment(order(3), TaskOrigin.CARE, null, List.of(), true));
        add(new ChangeTreatment(task, 40, 180_000L, 30, 200_000L));
        least(new ChangeTreatment(task, null, null, null, null));
        add(new RemoveTreatment(task));
        add(new ReorderTreatments(List.of(uuid(102), task), seen));
        add(new StartTreatment(task, id("staff", 1), id("room", 1), true));
        least(new StartTreatment(task, null, null, false));
        add(new UndoTreatmentStart(task));
        add(new FinishTreatment(task));
        add(new ReopenTreatment(task));
        add(new SkipTreatment(task));
        add(new CorrectTreatmentTime(task, TEN, ELEVEN, TEN.plusSeconds(60), ELEVEN));
    }

    private void money() {
        UUID payment = uuid(201);
        UUID refund = uuid(301);
        add(new ApplyDiscount(uuid(401), 10_000));
        add(new WithdrawDiscount(uuid(401)));
        add(
                new ReceivePayment(
                        payment,
                        PaymentMethod.CARD,
                        190_000,
                        id("register", 1),
                        id("staff", 1),
                        190_000L));
        least(new ReceivePayment(payment, PaymentMethod.CASH, 190_000, null, null, null));
        later(
                "session",
                new ReceivePayment(
                        payment,
                        PaymentMethod.PACKAGE,
                        190_000,
                        id("register", 1),
                        id("staff", 1),
                        190_000L,
                        new PackageSession(id("customer", 1), uuid(601), uuid(101))));
        add(new VoidPayment(payment));
        add(new RequestRefund(refund, payment, 50_000));
        add(new IssueRefund(refund, PaymentMethod.TRANSFER));
        least(new IssueRefund(refund, null));
        add(new DeclineRefund(refund));
    }

    private void customers() {
        StreamId visit = id("reservation", 1);
        add("customer", new SellPackage(uuid(601), id("procedure", 1), 10, 1_500_000));
        add("customer", new RedeemSession(uuid(601), visit, uuid(101)));
        add("customer", new RestoreSession(uuid(601), visit, uuid(101)));
        add("customer", new RefundPackage(uuid(601), 300_000, 100_000));
        add("customer", new Register(Gender.FEMALE, "KR", "C-1024"));
        least("customer", new Register(null, null, null));
        add(
                "customer",
                new ChangeDetails(
                        Gender.OTHER,
                        "JP",
                        "C-1025",
                        new Details(Gender.FEMALE, "KR", "C-1024"),
                        List.of("name", "phone"),
                        Map.of("phone", uuid(500))));
        least(
                "customer",
                new ChangeDetails(
                        null, null, null, new Details(null, null, null), List.of(), Map.of()));
    }

    private void reference() {
        ProcedureKind treatment = ProcedureKind.TREATMENT;
        add("procedure", new ProcedureCommand.Define("레이저 토닝", 30, 200_000, treatment, 10));
        least("procedure", new ProcedureCommand.Define("레이저 토닝", 30, 200_000, treatment, null));
        add(
                "procedure",
                new ProcedureCommand.Change(
                        "레이저 토닝",
                        40,
                        220_000,
                        ProcedureKind.CARE,
                        15,
                        new ProcedureChanged.Values("레이저 토닝", 30, 200_000, treatment, 10)));
        least(
                "procedure",
                new ProcedureCommand.Change(
                        "레이저 토닝",
                        40,
                        220_000,
                        ProcedureKind.CARE,
                        null,
                        new ProcedureChanged.Values("레이저 토닝", 30, 200_000, treatment, null)));
        add("procedure", new ProcedureCommand.Retire());
        add("staff", new StaffCommand.Hire("이서연", Role.FRONT_DESK));
        add("staff", new StaffCommand.ChangeRole(Role.MANAGER, Role.FRONT_DESK));
        add("staff", new StaffCommand.ChangePin());
        add("staff", new StaffCommand.Leave());
        add("room", new RoomCommand.Open("레이저 1", RoomKind.LASER));
        add("room", new RoomCommand.Rename("레이저 2", "레이저 1"));
        add("room", new RoomCommand.Block(TEN, ELEVEN));
        add("room", new RoomCommand.Close());
    }

    private void settings() {
        ZoneId seoul = ZoneId.of("Asia/Seoul");
        Currency won = Currency.getInstance("KRW");
        add("clinic", new NameClinic("한빛의원", "Daybook"));
        least("clinic", new NameClinic("한빛의원", null));
        add("clinic", new SetTimeZone(seoul, ZoneId.of("Asia/Tokyo")));
        least("clinic", new SetTimeZone(seoul, null));
        add("clinic", new SetCurrency(won, Currency.getInstance("JPY")));
        least("clinic", new SetCurrency(won, null));
        add("clinic", new SetHours(LocalTime.of(10, 0), LocalTime.of(19, 30)));
        add("clinic", new SetAlertMinutes("waiting-treatment", 20));
    }

    private void outcomes() {
        UUID commit = uuid(601);
        StreamId stream = id("reservation", 1);
        String code = "illegal-in-state";
        Instant at = Instant.parse("2026-01-06T01:23:45Z");
        Instant promised = Instant.parse("2026-01-06T06:00:00Z");
        Promise promise =
                new Promise(id("customer", 1), promised, 60, id("staff", 1), id("room", 1));
        all.put(
                "desk.Report.v1.told",
                new Report(
                        Kind.NEEDS_PERSON,
                        commit,
                        uuid(602),
                        stream,
                        "Reschedule",
                        7,
                        9,
                        "changed-since",
                        at,
                        new Meant(1, Map.of("startsAt", promised.toString(), "minutes", 60)),
                        promise,
                        uuid(603)));
        least(
                "desk",
                new Report(
                        Kind.LET_GO,
                        commit,
                        null,
                        stream,
                        "Cancel",
                        7,
                        9,
                        code,
                        null,
                        null,
                        null,
                        null));
        all.put(
                "desk.Report.v1",
                new Report(
                        Kind.NEEDS_PERSON,
                        commit,
                        uuid(602),
                        stream,
                        "Cancel",
                        7,
                        9,
                        code,
                        null,
                        null,
                        null,
                        null));
        add("desk", new CallBack(commit));
    }
}
