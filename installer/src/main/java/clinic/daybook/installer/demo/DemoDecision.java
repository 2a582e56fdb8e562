package clinic.daybook.installer.demo;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.event.StreamId;

/**
 * Two desks had moved the same booking: the first stands, the other asks a person, the customer who
 * had been promised the other time is called back, and both desks can see what became of it.
 */
final class DemoDecision {

    private final DemoStage stage;
    private final Screens screens;

    DemoDecision(DemoStage stage, Screens screens) {
        this.stage = stage;
        this.screens = screens;
    }

    /** Decides about the second move of this booking, which waits at one of the desks. */
    void play(StreamId contested) {
        for (DemoDesk desk : stage.desks()) {
            desk.awaitCallBacks(
                    "the broken promise is on the list",
                    calls ->
                            calls.stream()
                                    .anyMatch(c ->
                                            c.reservationId().equals(contested)
                                                    && c.suggestion() != null));
            screens.showAttention(desk);
        }
        screens.photograph("needs-you");
        keepAsItIs();
        callBack(contested);
        for (DemoDesk desk : stage.desks()) {
            ReservationDetail detail =
                    desk.awaitDetail(
                            "what became of the second move is in the history",
                            contested,
                            d -> d.audit().stream().anyMatch(DemoDecision::kept));
            screens.showReservation(desk, detail.card().id(), ReservationDrawer.Tab.HISTORY);
        }
        screens.photograph("what-became-of-it");
    }

    /** Ends everything that waits for a person, with things left as they are. */
    void keepAsItIs() {
        for (DemoDesk desk : stage.desks()) {
            for (var item : desk.awaitAttention("the list is known", list -> true)) {
                DemoDesk.get(
                        desk.model().keepAsIs(item.commitId(), item.staffId()),
                        "a change kept as it is");
            }
            desk.awaitAttention("nothing waits for a person", list -> list.isEmpty());
            settled(desk);
        }
    }

    /** The manager's desk makes the call, whichever desk had promised it. */
    private void callBack(StreamId contested) {
        DemoDesk calling = stage.deskB();
        for (CallBack call : calling.awaitCallBacks("the list is known", list -> true)) {
            if (call.reservationId().equals(contested)) {
                DemoDesk.get(
                        calling.model()
                                .calledBack(
                                        call.deskId(), call.commitId(), stage.staff("ryu-haneul")),
                        "a customer called back");
            }
        }
        for (DemoDesk desk : stage.desks()) {
            desk.awaitCallBacks(
                    "the customer is off the list",
                    calls -> calls.stream().noneMatch(c -> c.reservationId().equals(contested)));
            settled(desk);
        }
    }

    private static void settled(DemoDesk desk) {
        desk.awaitSync("the answer is on the server", (SyncStatus sync) -> sync.unsent() == 0);
    }

    private static boolean kept(AuditEntry entry) {
        ChangeOutcome outcome = entry.outcome();
        return outcome != null && outcome.became() == ChangeOutcome.Became.KEPT;
    }
}
