package clinic.daybook.desk.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.desk.booking.SlotForm.Times;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.Book;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.Slot;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** I5: a change that could not be taken is asked again with everything that had been typed in. */
class AgainTest {

    private static final UUID WAITING = new UUID(0x7001L, Long.MIN_VALUE | 5);

    private final DayDesk desk = SampleDay.desk();
    private final BoardCard card = SampleDay.card(desk, "노하진");

    @Test
    void aBookingComesBackWithItsTreatmentsPricesAndMemoUnderItsOwnId() {
        StreamId reservation = new StreamId("reservation", new UUID(0x7001L, 5));
        CustomerItem customer =
                new CustomerItem(card.customerId(), "노하진", "", "", null, null, null);
        UUID task = new UUID(0x7001L, 6);
        var procedure = SampleDay.procedure("이마 보톡스");
        Book meant =
                new Book(
                        customer.id(),
                        SampleDay.at("18:30"),
                        45,
                        card.practitionerId(),
                        card.roomId(),
                        Channel.APP,
                        List.of(new TaskOrder(task, procedure.id(), procedure.name(), 20, 70_000)),
                        false);
        BookingViewModel model =
                new BookingViewModel(
                        desk,
                        FxThread.sameThread(),
                        SampleDay.DESK::id,
                        SampleDay.reference(),
                        SampleDay.DAY,
                        false,
                        new Random(1));
        model.again(item(reservation, customer, meant, Map.of("memo", "멍이 잘 드는 편")), meant);
        model.confirm(_ -> {}, () -> {});

        Change again = desk.submitted().getLast();
        assertThat(again.streamId()).isEqualTo(reservation);
        assertThat(again.redoes()).isEqualTo(WAITING);
        assertThat(again.personal()).isEqualTo(Map.of("memo", "멍이 잘 드는 편"));
        Book book = (Book) again.command();
        assertThat(book).usingRecursiveComparison().ignoringFields("treatments").isEqualTo(meant);
        assertThat(book.treatments())
                .extracting(TaskOrder::procedureId, TaskOrder::price)
                .containsExactly(tuple(procedure.id(), 70_000L));
    }

    @Test
    void aMoveComesBackWithItsTimeAndReasonOverWhatStandsNow() {
        Reschedule meant =
                new Reschedule(
                        SampleDay.at("17:20"),
                        card.minutes(),
                        null,
                        null,
                        new Slot(SampleDay.at("09:00"), 30, null, null));
        RescheduleViewModel model =
                new RescheduleViewModel(
                        desk,
                        FxThread.sameThread(),
                        SampleDay.DESK::id,
                        SampleDay.reference(),
                        card);
        model.again(item(card.id(), null, meant, Map.of("reason", "회의가 길어짐")), meant);
        model.confirm(() -> {}, () -> {});
        // What is planned there already is a warning; whoever has seen it may move it all the same.
        if (desk.submitted().isEmpty()) {
            model.confirm(() -> {}, () -> {});
        }

        Change again = desk.submitted().getLast();
        assertThat(again.redoes()).isEqualTo(WAITING);
        assertThat(again.reasonCode()).isEqualTo("schedule-change");
        assertThat(again.personal()).isEqualTo(Map.of("reason", "회의가 길어짐"));
        Reschedule move = (Reschedule) again.command();
        assertThat(move.startsAt()).isEqualTo(SampleDay.at("17:20"));
        assertThat(move.seen().startsAt()).isEqualTo(card.startsAt());
    }

    @Test
    void callingOffComesBackWithByWhomAndWhy() {
        Cancel meant = new Cancel(CancelledBy.CLINIC);
        CancelViewModel model =
                new CancelViewModel(desk, FxThread.sameThread(), SampleDay.DESK::id, card);
        model.again(item(card.id(), null, meant, Map.of("reason", "회의가 길어짐")), meant);
        model.cancel(() -> {}, () -> {});

        Change again = desk.submitted().getLast();
        assertThat(again.redoes()).isEqualTo(WAITING);
        assertThat(again.command()).isEqualTo(meant);
        assertThat(again.personal()).isEqualTo(Map.of("reason", "회의가 길어짐"));
    }

    @Test
    void aFreeTimeIsProposedForACustomer() {
        CustomerItem customer =
                new CustomerItem(card.customerId(), "노하진", "", "", null, null, null);
        BookingViewModel model =
                new BookingViewModel(
                        desk,
                        FxThread.sameThread(),
                        SampleDay.DESK::id,
                        SampleDay.reference(),
                        SampleDay.DAY,
                        false,
                        new Random(1));
        model.propose(customer, new Times(SampleDay.at("18:30"), 40, null, card.roomId()));
        model.confirm(_ -> {}, () -> {});

        Change change = desk.submitted().getLast();
        assertThat(change.redoes()).isNull();
        assertThat(((Book) change.command()).startsAt()).isEqualTo(SampleDay.at("18:30"));
        assertThat(((Book) change.command()).minutes()).isEqualTo(40);
    }

    private static AttentionItem item(
            StreamId stream,
            CustomerItem customer,
            ReservationCommand command,
            Map<String, String> personal) {
        return new AttentionItem(
                WAITING,
                stream,
                customer,
                "노하진",
                command,
                Refusal.of("changed-since"),
                SampleDay.DESK.id(),
                SampleDay.DESK.name(),
                SampleDay.at("12:00"),
                1,
                "schedule-change",
                personal,
                List.of(),
                null,
                false,
                List.of());
    }
}
