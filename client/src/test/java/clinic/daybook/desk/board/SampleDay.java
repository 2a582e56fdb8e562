package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.model.Reference.RoomItem;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Wednesday at 14:20: some fifty reservations in every state, played with the real rules. */
public final class SampleDay {

    public static final LocalDate DAY = LocalDate.of(2027, 1, 6);
    public static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    public static final Instant NOW = at("14:20");

    private static final List<String> STAFF = List.of("문가람", "안솔", "서유담", "진아름", "한지우", "오태경");
    private static final List<String> ROOMS =
            List.of("상담실 1", "레이저 1", "레이저 2", "시술실 1", "시술실 2", "관리실");

    public static final StaffItem DESK =
            new StaffItem(id("staff", 90), "배소윤", Role.FRONT_DESK, true);

    private static final Reference REFERENCE = makeReference();

    private final DayDesk desk = new DayDesk(REFERENCE, NOW);
    private int made;

    private SampleDay() {}

    public static Reference reference() {
        return REFERENCE;
    }

    public static Instant at(String time) {
        return DAY.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
    }

    public static ProcedureItem procedure(String name) {
        return REFERENCE.procedures().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static StreamId staff(String name) {
        return REFERENCE.staff().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The card of the customer with this name. */
    public static BoardCard card(DayDesk desk, String name) {
        return desk.snapshot(DAY).cards().stream()
                .filter(c -> c.customerName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A desk on which nothing has been booked. */
    public static DayDesk empty() {
        return new DayDesk(REFERENCE, NOW);
    }

    /** The desk at 14:20. */
    public static DayDesk desk() {
        SampleDay day = new SampleDay();
        day.desk.quiet();
        day.booked();
        day.inTheHouse();
        day.departed();
        day.calledOff();
        day.desk.at(NOW);
        day.desk.tell();
        return day.desk;
    }

    private void booked() {
        book("노하진", "14:10", "진아름", "관리실", "여드름 압출", "진정 팩");
        confirm(bookBy("강나윤", "첫", "14:30", "한지우", "상담실 1", "피부 상담"));
        pay(book("송가을", "14:30", "문가람", "레이저 1", "레이저 토닝"), 120_000);
        confirm(book("임수빈", "14:50", "오태경", "시술실 2", "사각턱 보톡스"));
        desk.mark(book("고은별", "15:00", "진아름", "관리실", "아쿠아 필", "스킨부스터"), SyncMark.NEEDS_YOU);
        pay(book("진소율", "15:00", "한지우", "레이저 2", "고주파 리프팅"), 600_000);
        book("유솔비", "15:20", "안솔", "레이저 1", "피코 토닝");
        book("민세영", "15:30", "서유담", "시술실 1", "팔자 필러");
        book("이수민", "15:40", "문가람", "레이저 2", "HIFU 리프팅 300샷");
        book("김가온", "16:00", "오태경", "시술실 2", "입술 필러");
        book("성다은", "16:10", "진아름", "관리실", "LED 재생");
        book("설지안", "16:30", "안솔", "레이저 1", "레이저 토닝");
        book("권도희", "17:00", "문가람", "레이저 2", "고주파 리프팅");
        book("Chen Ruo-ning", "17:30", "한지우", "상담실 1", "피부 상담");
    }

    private void inTheHouse() {
        arrived(book("문채린", "14:20", "문가람", "레이저 1", "레이저 토닝"), "14:18");
        walkIn("탁민아", "14:14", "피부 상담");
        checkedIn(book("용세아", "14:10", "오태경", "시술실 1", "물광 주사"), "14:08", "14:12");
        checkedIn(book("연지수", "14:00", "한지우", "상담실 1", "HIFU 리프팅 300샷"), "14:00", "14:09");
        checkedIn(book("여은수", "13:50", "오태경", "시술실 2", "팔자 필러", "입술 필러"), "13:55", "13:57");
        consulting(bookBy("이로운", "첫", "14:00", "한지우", "상담실 1", "피부 상담"), "14:11");
        StreamId riAn = book("배리안", "13:40", "오태경", "시술실 2", "스킨부스터");
        consulting(riAn, "14:06");
        upsell(riAn, "진정 팩");
        waiting(book("장하솔", "13:50", "문가람", "레이저 1", "레이저 토닝"), "14:16");
        waiting(book("조은결", "13:30", "문가람", "레이저 1", "마취 크림", "피코 토닝"), "14:11");
        waiting(book("허은설", "13:20", "진아름", "관리실", "MTS", "진정 팩"), "13:58");
        StreamId seoA = book("윤서아", "13:30", "문가람", "레이저 2", "HIFU 리프팅 300샷", "스킨부스터");
        treated(seoA, "14:02");
        upsell(seoA, "진정 팩");
        pay(seoA, 500_000);
        StreamId yoonSeo = book("도윤서", "13:40", "서유담", "시술실 1", "이마 보톡스");
        treated(yoonSeo, "14:14");
        pay(yoonSeo, 90_000);
        StreamId yeSeul = book("나예슬", "13:20", "안솔", "레이저 1", "피코 토닝");
        treated(yeSeul, "13:56");
        pay(yeSeul, 250_000);
        StreamId soHee = book("맹소희", "13:10", "진아름", "관리실", "아쿠아 필", "LED 재생");
        treated(soHee, "13:34");
        upsell(soHee, "진정 팩");
        ready(book("변하율", "13:00", "안솔", "레이저 1", "레이저 토닝", "진정 팩"), "14:17");
        StreamId yuRim = book("전유림", "12:50", "진아름", "관리실", "여드름 압출");
        upsell(yuRim, "진정 팩");
        ready(yuRim, "14:08");
        StreamId paid = book("서지우", "12:40", "문가람", "레이저 2", "IPL");
        pay(paid, 200_000);
        ready(paid, "14:15");
    }

    private void departed() {
        List<String> names =
                List.of(
                        "정다솔", "천유나", "지한별", "하리아", "엄태린", "허윤채", "현지오", "구하람", "남보라", "도지윤", "류서희",
                        "마은서", "방유진", "사공민", "어진솔", "옥다정", "전하윤");
        for (int i = 0; i < names.size(); i++) {
            StreamId id =
                    book(
                            names.get(i),
                            LocalTime.of(10, 0).plusMinutes(i * 8L).toString(),
                            STAFF.get(i % STAFF.size()),
                            ROOMS.get(i % ROOMS.size()),
                            i % 2 == 0 ? "레이저 토닝" : "아쿠아 필");
            pay(id, 120_000);
            ready(id, LocalTime.of(11, 0).plusMinutes(i * 10L).toString());
            desk.at(at(LocalTime.of(11, 6).plusMinutes(i * 10L).toString()));
            run(id, new ReservationCommand.Depart());
        }
    }

    private void calledOff() {
        run(book("황보은", "11:00", "서유담", "시술실 1", "이마 보톡스"), new ReservationCommand.RecordNoShow());
        run(
                book("은채원", "15:10", "서유담", "시술실 1", "이마 보톡스"),
                new ReservationCommand.Cancel(CancelledBy.CUSTOMER));
        StreamId left = book("선우진", "12:00", "오태경", "시술실 2", "점 제거");
        arrived(left, "12:00");
        desk.at(at("12:25"));
        run(left, new ReservationCommand.LeaveUnseen());
    }

    private StreamId book(String name, String time, String who, String where, String... what) {
        return bookBy(name, "010-0000-0000", time, who, where, what);
    }

    private StreamId bookBy(
            String name, String phone, String time, String who, String where, String... what) {
        desk.at(at("09:00"));
        StreamId id = new StreamId("reservation", new UUID(1, ++made));
        List<TaskOrder> orders = orders(what);
        run(
                id,
                new ReservationCommand.Book(
                        desk.customer(name, phone),
                        at(time),
                        orders.stream().mapToInt(TaskOrder::minutes).sum(),
                        staff(who),
                        room(where),
                        Channel.PHONE,
                        orders,
                        false));
        return id;
    }

    private void walkIn(String name, String time, String... what) {
        desk.at(at(time));
        StreamId id = new StreamId("reservation", new UUID(1, ++made));
        run(
                id,
                new ReservationCommand.Book(
                        desk.customer(name, ""),
                        at("14:00"),
                        20,
                        null,
                        null,
                        Channel.WALK_IN,
                        orders(what),
                        true));
    }

    private void confirm(StreamId id) {
        run(id, new ReservationCommand.Confirm());
    }

    private void arrived(StreamId id, String time) {
        desk.at(at(time));
        run(id, new ReservationCommand.Arrive());
    }

    private void checkedIn(StreamId id, String arrived, String checkedIn) {
        arrived(id, arrived);
        desk.at(at(checkedIn));
        run(id, new ReservationCommand.CheckIn());
    }

    private void consulting(StreamId id, String since) {
        checkedIn(id, earlier(since, 8), earlier(since, 5));
        desk.at(at(since));
        run(id, new ReservationCommand.StartConsultation(desk.state(id).practitionerId()));
    }

    private void waiting(StreamId id, String since) {
        consulting(id, earlier(since, 10));
        desk.at(at(since));
        run(id, new ReservationCommand.FinishConsultation());
    }

    private void treated(StreamId id, String since) {
        checkedIn(id, earlier(since, 9), earlier(since, 6));
        desk.at(at(since));
        run(
                id,
                new ReservationCommand.StartTreatment(
                        desk.state(id).tasks().getFirst().task().taskId(),
                        desk.state(id).practitionerId(),
                        desk.state(id).roomId(),
                        false));
    }

    private void ready(StreamId id, String since) {
        checkedIn(id, earlier(since, 55), earlier(since, 50));
        List<UUID> tasks = desk.state(id).tasks().stream().map(t -> t.task().taskId()).toList();
        for (UUID task : tasks) {
            desk.at(at(earlier(since, 30)));
            run(
                    id,
                    new ReservationCommand.StartTreatment(
                            task, desk.state(id).practitionerId(), desk.state(id).roomId(), false));
            desk.at(at(since));
            run(id, new ReservationCommand.FinishTreatment(task));
        }
        if (desk.state(id).status() != ReservationStatus.READY_TO_LEAVE) {
            throw new IllegalStateException("not ready: " + desk.state(id).status());
        }
    }

    private void upsell(StreamId id, String what) {
        run(
                id,
                new ReservationCommand.AddTreatment(
                        orders(what).getFirst(), TaskOrigin.UPSELL, null, List.of(), true));
    }

    private void pay(StreamId id, long amount) {
        run(
                id,
                new ReservationCommand.ReceivePayment(
                        UUID.randomUUID(), PaymentMethod.CARD, amount, null, null, null));
    }

    private void run(StreamId id, ReservationCommand command) {
        if (desk.apply(id, command)
                instanceof clinic.daybook.desk.model.Submitted.Refused refused) {
            throw new IllegalStateException(command + ": " + refused.refusal());
        }
    }

    private static List<TaskOrder> orders(String... what) {
        List<TaskOrder> orders = new ArrayList<>();
        for (String name : what) {
            ProcedureItem p = procedure(name);
            orders.add(new TaskOrder(UUID.randomUUID(), p.id(), p.name(), p.minutes(), p.price()));
        }
        return orders;
    }

    private static StreamId room(String name) {
        return REFERENCE.rooms().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String earlier(String time, int minutes) {
        return LocalTime.parse(time).minusMinutes(minutes).toString();
    }

    private static StreamId id(String kind, int number) {
        return new StreamId(kind, new UUID(0, number));
    }

    private static Reference makeReference() {
        List<StaffItem> staff = new ArrayList<>(List.of(DESK));
        for (int i = 0; i < STAFF.size(); i++) {
            Role role = i < 4 ? Role.PRACTITIONER : i == 4 ? Role.MANAGER : Role.ADMIN;
            staff.add(new StaffItem(id("staff", i + 1), STAFF.get(i), role, true));
        }
        List<RoomItem> rooms = new ArrayList<>();
        for (int i = 0; i < ROOMS.size(); i++) {
            rooms.add(new RoomItem(id("room", i + 1), ROOMS.get(i), RoomKind.TREATMENT));
        }
        List<ProcedureItem> procedures = new ArrayList<>();
        procedure(procedures, "피부 상담", 20, 30_000, ProcedureKind.CONSULTATION);
        procedure(procedures, "레이저 토닝", 30, 120_000, ProcedureKind.TREATMENT);
        procedure(procedures, "피코 토닝", 30, 250_000, ProcedureKind.TREATMENT);
        procedure(procedures, "IPL", 30, 200_000, ProcedureKind.TREATMENT);
        procedure(procedures, "HIFU 리프팅 300샷", 30, 990_000, ProcedureKind.TREATMENT);
        procedure(procedures, "고주파 리프팅", 60, 600_000, ProcedureKind.TREATMENT);
        procedure(procedures, "이마 보톡스", 20, 90_000, ProcedureKind.TREATMENT);
        procedure(procedures, "사각턱 보톡스", 20, 120_000, ProcedureKind.TREATMENT);
        procedure(procedures, "팔자 필러", 30, 350_000, ProcedureKind.TREATMENT);
        procedure(procedures, "입술 필러", 20, 300_000, ProcedureKind.TREATMENT);
        procedure(procedures, "스킨부스터", 30, 250_000, ProcedureKind.TREATMENT);
        procedure(procedures, "물광 주사", 30, 180_000, ProcedureKind.TREATMENT);
        procedure(procedures, "MTS", 35, 200_000, ProcedureKind.TREATMENT);
        procedure(procedures, "점 제거", 20, 80_000, ProcedureKind.TREATMENT);
        procedure(procedures, "아쿠아 필", 40, 120_000, ProcedureKind.CARE);
        procedure(procedures, "여드름 압출", 20, 70_000, ProcedureKind.CARE);
        procedure(procedures, "LED 재생", 20, 60_000, ProcedureKind.CARE);
        procedure(procedures, "진정 팩", 15, 40_000, ProcedureKind.CARE);
        procedure(procedures, "마취 크림", 20, 20_000, ProcedureKind.CARE);
        return new Reference(
                "여울담 클리닉",
                ZONE,
                Currency.getInstance("KRW"),
                LocalTime.of(10, 0),
                LocalTime.of(20, 0),
                Map.of(
                        ReservationStatus.ARRIVED, 5,
                        ReservationStatus.CHECKED_IN, 10,
                        ReservationStatus.IN_CONSULTATION, 20,
                        ReservationStatus.WAITING_TREATMENT, 10,
                        ReservationStatus.READY_TO_LEAVE, 10),
                staff,
                rooms,
                procedures);
    }

    private static void procedure(
            List<ProcedureItem> all, String name, int minutes, long price, ProcedureKind kind) {
        all.add(new ProcedureItem(id("procedure", all.size() + 1), name, minutes, price, kind));
    }
}
