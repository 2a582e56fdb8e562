package clinic.daybook.desk.model;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private final DayDesk desk = SampleDay.desk();
    private final Reference reference = SampleDay.reference();
    private final StreamId actor = SampleDay.DESK.id();

    @Test
    @DisplayName("a booking arrives, an arrival checks in, a consultation ends")
    void simpleSteps() {
        assertThat(next("노하진"))
                .isEqualTo(run(NextStep.Kind.ARRIVE, new ReservationCommand.Arrive()));
        assertThat(next("문채린"))
                .isEqualTo(run(NextStep.Kind.CHECK_IN, new ReservationCommand.CheckIn()));
        assertThat(next("배리안"))
                .isEqualTo(
                        run(
                                NextStep.Kind.FINISH_CONSULTATION,
                                new ReservationCommand.FinishConsultation()));
    }

    @Test
    @DisplayName(
            "who is checked in starts the first treatment, with practitioner and room of the card")
    void startsTheFirstTreatment() {
        BoardCard card = SampleDay.card(desk, "연지수");
        assertThat(NextStep.of(card, reference, actor))
                .isEqualTo(
                        new NextStep.Run(
                                NextStep.Kind.START_TREATMENT,
                                new ReservationCommand.StartTreatment(
                                        card.tasks().getFirst().taskId(),
                                        card.practitionerId(),
                                        card.roomId(),
                                        false),
                                "HIFU 리프팅 300샷"));
    }

    @Test
    @DisplayName("a first visit begins with a consultation, unless one was booked as the treatment")
    void firstVisit() {
        StreamId id = SampleDay.card(desk, "이로운").id();
        DayDesk other = SampleDay.desk();
        StreamId newcomer = SampleDay.card(other, "강나윤").id();
        other.apply(newcomer, new ReservationCommand.Arrive());
        other.apply(newcomer, new ReservationCommand.CheckIn());
        BoardCard consultationBooked = other.card(newcomer);
        assertThat(kind(NextStep.of(consultationBooked, reference, actor)))
                .isEqualTo(NextStep.Kind.START_TREATMENT);

        BoardCard treatmentBooked = with(SampleDay.card(desk, "연지수"), true);
        assertThat(kind(NextStep.of(treatmentBooked, reference, actor)))
                .isEqualTo(NextStep.Kind.START_CONSULTATION);
        assertThat(desk.card(id).firstVisit()).isTrue();
    }

    @Test
    @DisplayName(
            "where nobody is assigned, a practitioner who acts consults; else somebody is chosen")
    void whoConsults() {
        StreamId id = SampleDay.card(desk, "탁민아").id();
        desk.apply(id, new ReservationCommand.CheckIn());
        BoardCard card = with(desk.card(id), true);
        BoardCard untreated = withoutTasks(card);
        assertThat(NextStep.of(untreated, reference, actor))
                .isEqualTo(new NextStep.ChoosePractitioner());
        StreamId doctor = SampleDay.staff("문가람");
        assertThat(NextStep.of(untreated, reference, doctor))
                .isEqualTo(
                        run(
                                NextStep.Kind.START_CONSULTATION,
                                new ReservationCommand.StartConsultation(doctor)));
        assertThat(new NextStep.ChoosePractitioner().with(doctor).command())
                .isEqualTo(new ReservationCommand.StartConsultation(doctor));
    }

    @Test
    @DisplayName("the bill comes before the departure")
    void billFirst() {
        assertThat(next("변하율")).isEqualTo(new NextStep.TakePayment(160_000));
        assertThat(next("서지우"))
                .isEqualTo(run(NextStep.Kind.DEPART, new ReservationCommand.Depart()));
    }

    @Test
    @DisplayName("what is over has no next step")
    void over() {
        for (String name : List.of("정다솔", "황보은", "은채원", "선우진")) {
            assertThat(next(name)).as(name).isEqualTo(new NextStep.None());
        }
    }

    @Test
    @DisplayName("a visit goes from booked to departed by nothing but next steps")
    void wholeVisit() {
        StreamId id = SampleDay.card(desk, "진소율").id();
        List<NextStep.Kind> steps = new ArrayList<>();
        while (NextStep.of(desk.card(id), reference, actor) instanceof NextStep.Run run) {
            steps.add(run.kind());
            assertThat(desk.apply(id, run.command())).isInstanceOf(Submitted.Shown.class);
            assertThat(steps).hasSizeLessThan(20);
        }
        assertThat(steps)
                .containsExactly(
                        NextStep.Kind.ARRIVE,
                        NextStep.Kind.CHECK_IN,
                        NextStep.Kind.START_TREATMENT,
                        NextStep.Kind.FINISH_TREATMENT,
                        NextStep.Kind.DEPART);
        assertThat(desk.card(id).status()).isEqualTo(ReservationStatus.DEPARTED);
    }

    @Test
    @DisplayName("the rules accept every proposed step of the day, and its undoing")
    void proposedStepsAreLegal() {
        for (BoardCard card : desk.snapshot(SampleDay.DAY).cards()) {
            if (NextStep.of(card, reference, actor) instanceof NextStep.Run run) {
                DayDesk fresh = SampleDay.desk();
                BoardCard same = SampleDay.card(fresh, card.customerName());
                NextStep.Run step = (NextStep.Run) NextStep.of(same, reference, actor);
                assertThat(fresh.apply(same.id(), step.command()))
                        .as(card.customerName() + " " + run.kind())
                        .isInstanceOf(Submitted.Shown.class);
                Undo.of(step.command())
                        .ifPresent(back -> {
                            assertThat(fresh.apply(same.id(), back))
                                    .as("undo of " + step.kind())
                                    .isInstanceOf(Submitted.Shown.class);
                            assertThat(fresh.card(same.id()).status()).isEqualTo(card.status());
                        });
            }
        }
    }

    private NextStep next(String name) {
        return NextStep.of(SampleDay.card(desk, name), reference, actor);
    }

    private static NextStep.Run run(NextStep.Kind kind, ReservationCommand command) {
        return new NextStep.Run(kind, command, "");
    }

    private static NextStep.Kind kind(NextStep step) {
        return ((NextStep.Run) step).kind();
    }

    private static BoardCard with(BoardCard c, boolean firstVisit) {
        return copy(c, firstVisit, c.tasks());
    }

    private static BoardCard withoutTasks(BoardCard c) {
        return copy(c, c.firstVisit(), List.of());
    }

    private static BoardCard copy(BoardCard c, boolean first, List<BoardCard.CardTask> tasks) {
        return new BoardCard(
                c.id(),
                c.status(),
                c.confirmed(),
                c.startsAt(),
                c.minutes(),
                c.statusSince(),
                c.channel(),
                c.customerId(),
                c.customerName(),
                first,
                tasks,
                c.practitionerId(),
                c.practitionerName(),
                c.roomId(),
                c.roomName(),
                c.balance(),
                c.arrivedAt(),
                c.departedAt(),
                c.hasMemo(),
                c.mark(),
                c.version(),
                null);
    }
}
