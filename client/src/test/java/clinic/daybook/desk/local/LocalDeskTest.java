package clinic.daybook.desk.local;

import static clinic.daybook.desk.SeededDesk.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.SeededDesk;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.Book;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk without a server: shows at once, saves, survives a restart. */
class LocalDeskTest {

    private static final Instant NOW = Instant.parse("2026-01-06T01:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 6);

    @TempDir Path directory;
    private SeededDesk seeded;
    private DeskModel desk;
    private StreamId staff;
    private StreamId customer;
    private StreamId procedure;
    private StreamId room;

    @BeforeEach
    void open() {
        seeded = SeededDesk.open(directory, InstantSource.fixed(NOW));
        desk = seeded.model();
        staff = seeded.staff("이서연", Role.FRONT_DESK, "1234");
        customer = seeded.customer("김민준", "010-1234-5678");
        procedure = seeded.procedure("보톡스", 30, 150_000, ProcedureKind.TREATMENT);
        room = seeded.room("1번 방", RoomKind.TREATMENT);
    }

    @AfterEach
    void close() {
        seeded.close();
    }

    @Test
    void showsABookingAtOnceAndSavesIt() {
        AtomicReference<BoardSnapshot> board = new AtomicReference<>();
        desk.onBoard(TODAY, board::set);

        StreamId reservation = book(NOW.plusSeconds(3_600), Map.of("memo", "창가 자리"));

        await().untilAsserted(() -> assertThat(board.get().cards()).hasSize(1));
        BoardCard card = board.get().cards().getFirst();
        assertThat(card.id()).isEqualTo(reservation);
        assertThat(card.customerName()).isEqualTo("김민준");
        assertThat(card.roomName()).isEqualTo("1번 방");
        assertThat(card.hasMemo()).isTrue();
        assertThat(card.firstVisit()).isTrue();
        assertThat(card.tasks()).extracting(BoardCard.CardTask::sequence).containsExactly(1);
        await().untilAsserted(() ->
                assertThat(board.get().cards().getFirst().mark()).isEqualTo(SyncMark.SAVED_HERE));
    }

    @Test
    void refusesWhatIsNotPossibleAndWhatTheRoleMayNotDo() {
        StreamId reservation = book(NOW, Map.of());

        assertThat(submit(reservation, new ReservationCommand.Depart()))
                .isInstanceOf(Submitted.Refused.class);
        assertThat(submit(reservation, new ReservationCommand.EnterInError()))
                .isEqualTo(new Submitted.Refused(Refusal.of("not-permitted")));
        assertThat(submit(reservation, new ReservationCommand.Reinstate()))
                .isInstanceOf(Submitted.AlreadySo.class);
    }

    @Test
    void keepsWhatIsPendingOverARestart() {
        StreamId reservation = book(NOW, Map.of("memo", "조용한 방"));
        saved(submit(reservation, new ReservationCommand.Arrive()));
        String before = await(desk.digest().toCompletableFuture());
        seeded.close();

        seeded = SeededDesk.empty(directory, InstantSource.fixed(NOW));
        desk = seeded.model();
        AtomicReference<ReservationDetail> detail = new AtomicReference<>();
        desk.onReservation(reservation, detail::set);

        await().untilAsserted(() -> assertThat(detail.get()).isNotNull());
        assertThat(detail.get().card().status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(detail.get().memo()).isEqualTo("조용한 방");
        assertThat(detail.get().card().mark()).isEqualTo(SyncMark.SAVED_HERE);
        assertThat(detail.get().audit())
                .extracting(a -> a.type())
                .containsExactly("CustomerArrived", "ReservationBooked");
        assertThat(await(desk.digest().toCompletableFuture())).isEqualTo(before);
    }

    @Test
    void findsCustomersByNameInitialsAndLastDigits() {
        for (String text : List.of("민준", "ㄱㅁㅈ", "5678", "1234-5678", "김 민")) {
            assertThat(await(desk.findCustomers(text, 10).toCompletableFuture()))
                    .as(text)
                    .extracting(c -> c.id())
                    .containsExactly(customer);
        }
        assertThat(await(desk.findCustomers("%", 10).toCompletableFuture())).isEmpty();
    }

    @Test
    void warnsOfOverlaps() {
        StreamId reservation = book(NOW, Map.of());

        assertThat(overlapping(NOW.plusSeconds(1_700), List.of(room), List.of()))
                .extracting(BoardCard::id)
                .containsExactly(reservation);
        assertThat(overlapping(NOW.plusSeconds(1_800), List.of(room), List.of())).isEmpty();
        assertThat(overlapping(NOW, List.of(staff), List.of())).isEmpty();
        assertThat(overlapping(NOW, List.of(room), List.of(reservation))).isEmpty();
    }

    @Test
    void checksPinsAndLocksAfterFive() {
        for (int left = 4; left > 0; left--) {
            assertThat(await(desk.signIn(staff, "0000").toCompletableFuture()))
                    .isEqualTo(new SignInResult.WrongPin(left));
        }
        assertThat(await(desk.signIn(staff, "0000").toCompletableFuture()))
                .isEqualTo(new SignInResult.Locked(NOW.plusSeconds(60)));
        assertThat(await(desk.signIn(staff, "1234").toCompletableFuture()))
                .isInstanceOf(SignInResult.Locked.class);
        assertThat(await(desk.signIn(seeded.admin(), "1234").toCompletableFuture()))
                .isInstanceOf(SignInResult.NotKnownHere.class);
        seeded.close();

        seeded = SeededDesk.empty(directory, InstantSource.fixed(NOW.plusSeconds(59)));
        desk = seeded.model();
        assertThat(await(desk.signIn(staff, "1234").toCompletableFuture()))
                .as("a restart does not end the lock")
                .isInstanceOf(SignInResult.Locked.class);
        seeded.close();

        Instant later = NOW.plusSeconds(61);
        seeded = SeededDesk.empty(directory, InstantSource.fixed(later));
        desk = seeded.model();
        assertThat(await(desk.signIn(staff, "0000").toCompletableFuture()))
                .as("the next wrong one locks twice as long")
                .isEqualTo(new SignInResult.Locked(later.plusSeconds(120)));
        seeded.close();

        seeded = SeededDesk.empty(directory, InstantSource.fixed(later.plusSeconds(121)));
        desk = seeded.model();
        assertThat(await(desk.signIn(staff, "1234").toCompletableFuture()))
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void tellsTheReferenceData() {
        AtomicReference<Reference> reference = new AtomicReference<>();
        desk.onReference(reference::set);

        await().untilAsserted(() -> assertThat(reference.get()).isNotNull());
        assertThat(reference.get().clinicName()).isEqualTo("데이북 의원");
        assertThat(reference.get().staff())
                .extracting(Reference.StaffItem::name)
                .containsExactly("관리자", "이서연");
        assertThat(reference.get().staff(staff).orElseThrow().pinKnown()).isTrue();
        assertThat(reference.get().alertMinutes())
                .containsEntry(ReservationStatus.WAITING_TREATMENT, 15);
    }

    @Test
    void aSecondProcessCannotOpenTheSameDesk() {
        assertThat(
                        org.junit.jupiter.api.Assertions.assertThrows(
                                        DeskFailure.class,
                                        () -> LocalDesk.open(directory, InstantSource.fixed(NOW)))
                                .code())
                .isEqualTo("DB-1007");
    }

    private List<BoardCard> overlapping(Instant from, List<StreamId> who, List<StreamId> except) {
        return await(desk.overlapping(from, 30, who, except).toCompletableFuture());
    }

    private StreamId book(Instant startsAt, Map<String, String> personal) {
        StreamId id = seeded.newId("reservation");
        Book command =
                new Book(
                        customer,
                        startsAt,
                        30,
                        null,
                        room,
                        Channel.PHONE,
                        List.of(new TaskOrder(seeded.uuid(), procedure, "보톡스", 30, 150_000)),
                        false);
        Change change = new Change(id, command, null, null, customer, personal);
        saved(await(desk.submit(staff, change).toCompletableFuture()));
        return id;
    }

    private Submitted submit(StreamId id, ReservationCommand command) {
        return await(desk.submit(staff, Change.of(id, command)).toCompletableFuture());
    }

    private static void saved(Submitted submitted) {
        assertThat(submitted).isInstanceOf(Submitted.Shown.class);
        await(((Submitted.Shown) submitted).saved().toCompletableFuture());
    }
}
