package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.reservation.DrawerViewModel.Undoable;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.Depart;
import clinic.daybook.reservation.ReservationCommand.StartCheckout;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the drawer shows and does, without a window. */
class DrawerViewModelTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final MemoryDesk desk = new MemoryDesk();
    private final Session session = new Session();
    private final List<Undoable> undoable = new ArrayList<>();
    private final DrawerViewModel model = model();

    @Test
    void followsOneReservationAtATimeAndLetsGoOfIt() {
        StreamId first = Visits.arrived(desk);
        StreamId second = Visits.arrived(desk);
        model.show(first);
        model.show(second);
        assertThat(desk.listeners(first)).isZero();
        assertThat(model.detailProperty().get().card().id()).isEqualTo(second);
        model.close();
        assertThat(desk.listeners(second)).isZero();
        assertThat(model.detailProperty().get()).isNull();
        assertThat(model.offersProperty().get()).isEmpty();
    }

    @Test
    void aStepIsShownAtOnceAndCanBeTakenBack() {
        StreamId id = Visits.arrived(desk);
        model.show(id);
        assertThat(model.nextProperty().get())
                .isEqualTo(new NextStep.Run(NextStep.Kind.CHECK_IN, new CheckIn(), ""));
        model.run(new CheckIn());
        assertThat(status()).isEqualTo(ReservationStatus.CHECKED_IN);
        assertThat(undoable).hasSize(1);
        model.undo(undoable.getFirst());
        assertThat(status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(desk.types(id)).endsWith("CustomerCheckedIn", "CheckInUndone");
    }

    @Test
    void aKeyHitTwiceDoesOneStep() {
        StreamId id = Visits.arrived(desk);
        model.show(id);
        desk.holdBack(id);
        model.runOnce(new CheckIn());
        model.runOnce(new StartCheckout());
        assertThat(desk.types(id)).endsWith("CustomerCheckedIn");
        desk.release(id);
        model.runOnce(new StartCheckout());
        assertThat(desk.types(id)).endsWith("CheckoutStarted");
    }

    @Test
    void aRefusalIsSaidUntilSomethingChanges() {
        StreamId id = Visits.arrived(desk);
        model.show(id);
        int before = desk.size(id);
        model.run(new Depart());
        assertThat(model.refusalProperty().get().code()).isEqualTo("illegal-in-state");
        assertThat(desk.size(id)).isEqualTo(before);
        model.run(new CheckIn());
        assertThat(model.refusalProperty().get()).isNull();
    }

    @Test
    void aLockedDeskOffersNothing() {
        StreamId id = Visits.arrived(desk);
        model.show(id);
        session.lock();
        assertThat(model.offersProperty().get()).isEmpty();
        assertThat(model.nextProperty().get()).isEqualTo(new NextStep.None());
    }

    @Test
    void theExpectedEndCountsWhatRunsAndWhatWaits() {
        StreamId id = Visits.inTreatment(desk);
        Instant now = desk.clock().instant();
        assertThat(ExpectedEnd.of(desk.state(id), now))
                .contains(now.plus(Duration.ofMinutes(12 + 24)));
        assertThat(ExpectedEnd.of(desk.state(id), now.plus(Duration.ofMinutes(60))))
                .as("an overrun treatment may end any moment")
                .contains(now.plus(Duration.ofMinutes(60 + 24)));
        assertThat(ExpectedEnd.of(desk.state(Visits.booked(desk)), now)).isEmpty();
    }

    @Test
    void theVisitIsLaidOutWithWhatIsNotFinishedRunningOn() {
        StreamId id = Visits.inTreatment(desk);
        Instant now = desk.clock().instant();
        VisitStrip strip = VisitStrip.of(desk.detail(id).times(), now, SEOUL).orElseThrow();
        assertThat(strip.running()).isTrue();
        assertThat(strip.inHouse()).isEqualTo(Duration.ofMinutes(79));
        assertThat(strip.waited()).isEqualTo(Duration.ofMinutes(17));
        assertThat(strip.stays().getLast().open()).isTrue();
        assertThat(strip.stays().getLast().until()).isEqualTo(now);
        assertThat(strip.tasks()).hasSize(3);
        assertThat(strip.tasks().get(1).overMinutes()).isEqualTo(2);
        assertThat(strip.until())
                .as("the plan of what runs is on the axis")
                .isEqualTo(strip.tasks().getLast().plannedUntil());
        assertThat(strip.ticks()).hasSizeBetween(2, 6);
        assertThat(strip.at(strip.from())).isZero();
        assertThat(VisitStrip.of(desk.detail(Visits.booked(desk)).times(), now, SEOUL)).isEmpty();
    }

    private ReservationStatus status() {
        return model.detailProperty().get().card().status();
    }

    private DrawerViewModel model() {
        session.signIn(MemoryDesk.DESK);
        Submitter submitter =
                new Submitter(
                        desk,
                        session::staffId,
                        FxThread.sameThread(),
                        new SplittableRandom(1),
                        error -> {
                            throw new AssertionError(error);
                        });
        DrawerViewModel made =
                new DrawerViewModel(
                        desk, FxThread.sameThread(), submitter, session.staffProperty());
        made.onUndoable(undoable::add);
        return made;
    }
}
