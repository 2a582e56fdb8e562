package clinic.daybook.desk.reservation;

import static clinic.daybook.desk.reservation.Action.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.Decision;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.staff.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The menu offers what is legal, all of it, and says who may where this role may not. */
class AvailableActionsTest {

    private final MemoryDesk desk = new MemoryDesk();

    @Test
    void aBookingCanBeMovedCalledOffAndReceived() {
        StreamId id = Visits.booked(desk);
        assertThat(visit(id, Role.FRONT_DESK))
                .containsExactlyInAnyOrder(
                        ADD_TREATMENT,
                        RECEIVE_PAYMENT,
                        ASSIGN,
                        CONFIRM,
                        RESCHEDULE,
                        ARRIVE,
                        NO_SHOW,
                        CANCEL,
                        ENTER_IN_ERROR,
                        APPLY_DISCOUNT,
                        SELL_PACKAGE);
    }

    @Test
    void theLastStepCanBeUndoneWhereItHasAnEventForThat() {
        StreamId id = Visits.arrived(desk);
        assertThat(visit(id, Role.FRONT_DESK)).contains(UNDO_ARRIVAL, LEAVE_UNSEEN);
        desk.run(MemoryDesk.DESK, id, new CheckIn());
        assertThat(visit(id, Role.FRONT_DESK))
                .contains(UNDO_CHECK_IN, START_CHECKOUT)
                .doesNotContain(UNDO_ARRIVAL, RESCHEDULE);
        desk.run(MemoryDesk.DESK, id, new StartCheckout());
        assertThat(visit(id, Role.FRONT_DESK)).contains(UNDO_CHECKOUT, DEPART);
    }

    @Test
    void waitingTreatmentsCanBeMovedWithinTheirOrderOnly() {
        StreamId id = Visits.booked(desk);
        assertThat(task(id, 0)).contains(MOVE_DOWN, CHANGE_TASK, SKIP_TASK, REMOVE_TASK);
        assertThat(task(id, 0)).doesNotContain(MOVE_UP);
        assertThat(task(id, 1)).contains(MOVE_UP, MOVE_DOWN);
        assertThat(task(id, 2)).contains(MOVE_UP).doesNotContain(MOVE_DOWN);
    }

    @Test
    void besideARunningTreatmentAnotherCanOnlyStartInParallel() {
        StreamId id = Visits.inTreatment(desk);
        assertThat(task(id, 2)).contains(FINISH_TASK, UNDO_START, CHANGE_TASK);
        assertThat(task(id, 3)).contains(START_PARALLEL).doesNotContain(START_TASK);
        assertThat(task(id, 0)).contains(CORRECT_TIMES).doesNotContain(REOPEN_TASK);
    }

    @Test
    void moneyIsLegalAfterDepartureAndBoundWhereItIsRefunded() {
        StreamId id = Visits.departedWithRefund(desk);
        List<Offer> offers = offers(id, Role.MANAGER);
        assertThat(actions(AvailableActions.about(offers, Visits.CARD)))
                .containsExactly(REQUEST_REFUND);
        UUID cash =
                desk.state(id).payments().keySet().stream()
                        .filter(p -> !p.equals(Visits.CARD))
                        .findFirst()
                        .orElseThrow();
        assertThat(actions(AvailableActions.about(offers, cash)))
                .containsExactlyInAnyOrder(REQUEST_REFUND, VOID_PAYMENT);
        assertThat(visit(id, Role.MANAGER)).contains(RECEIVE_PAYMENT, REOPEN_VISIT);
    }

    @Test
    void whatIsForManagersStaysInSightForOthersWithWhomToAsk() {
        StreamId id = Visits.departedWithRefund(desk);
        Offer reopen = offer(id, Role.FRONT_DESK, REOPEN_VISIT);
        assertThat(reopen.permitted()).isFalse();
        assertThat(reopen.needs()).isEqualTo(Role.MANAGER);
        assertThat(ActionsMenu.needs(reopen)).isEqualTo("매니저가 할 수 있습니다");
        assertThat(offer(id, Role.MANAGER, REOPEN_VISIT).permitted()).isTrue();
        Offer payment = offer(id, Role.PRACTITIONER, RECEIVE_PAYMENT);
        assertThat(payment.needs()).isEqualTo(Role.FRONT_DESK);
    }

    @Test
    void nothingIsOfferedOnWhatWasEnteredInError() {
        StreamId id = Visits.booked(desk);
        desk.run(MemoryDesk.MANAGER, id, new EnterInError());
        assertThat(offers(id, Role.ADMIN)).isEmpty();
    }

    @Test
    void everyOfferHoldsInEveryStateOfAVisitAndHasWords() {
        Set<Action> seen = EnumSet.noneOf(Action.class);
        for (StreamId id :
                List.of(
                        Visits.booked(new MemoryDesk()),
                        Visits.arrived(desk),
                        Visits.inTreatment(desk),
                        Visits.readyToLeave(desk),
                        Visits.departedWithRefund(desk))) {
            if (desk.size(id) == 0) {
                continue;
            }
            for (Offer offer : offers(id, Role.ADMIN)) {
                seen.add(offer.action());
                assertThat(new ReservationDecider().decide(offer.command(), desk.state(id)))
                        .as(offer.toString())
                        .isInstanceOf(Decision.Accepted.class);
            }
        }
        assertThat(seen).hasSizeGreaterThan(20);
        for (Action action : Action.values()) {
            assertThat(Texts.keys(Language.KOREAN)).contains(action.key());
        }
    }

    private Offer offer(StreamId id, Role role, Action action) {
        return offers(id, role).stream()
                .filter(o -> o.action() == action)
                .findFirst()
                .orElseThrow();
    }

    private Set<Action> task(StreamId id, int index) {
        return actions(AvailableActions.about(offers(id, Role.MANAGER), desk.task(id, index)));
    }

    private Set<Action> visit(StreamId id, Role role) {
        return actions(offers(id, role).stream().filter(o -> o.target() == null).toList());
    }

    private static Set<Action> actions(List<Offer> offers) {
        return offers.stream()
                .map(Offer::action)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
    }

    private List<Offer> offers(StreamId id, Role role) {
        return AvailableActions.of(desk.state(id), role);
    }
}
