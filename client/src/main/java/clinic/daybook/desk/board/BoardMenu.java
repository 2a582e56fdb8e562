package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.staff.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;

/** The menus of a card: what is done often in its state, and who could consult. */
final class BoardMenu {

    private final BoardActions actions;
    private final BoardDoors doors;

    BoardMenu(BoardActions actions, BoardDoors doors) {
        this.actions = actions;
        this.doors = doors;
    }

    /** The menu of a card, for the person who acts. */
    ContextMenu of(BoardCard card, Reference reference, StreamId actor) {
        ContextMenu menu = new ContextMenu();
        List<MenuItem> items = menu.getItems();
        NextStep next = NextStep.of(card, reference, actor);
        String nextWords = words(next, reference);
        if (!nextWords.isEmpty()) {
            MenuItem item = item(nextWords, () -> actions.next(card, reference));
            item.setAccelerator(new KeyCodeCombination(KeyCode.SPACE));
            items.add(item);
        }
        MenuItem open = item(Texts.get("board.menu.open"), () -> doors.open(card.id()));
        open.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
        items.add(open);
        List<MenuItem> more = ofState(card);
        if (!more.isEmpty()) {
            items.add(new SeparatorMenuItem());
            items.addAll(more);
        }
        return menu;
    }

    /** Who could consult; choosing one ends the menu. */
    static ContextMenu practitioners(Reference reference, Consumer<StreamId> chosen) {
        ContextMenu menu = new ContextMenu();
        MenuItem title = new MenuItem(Texts.get("board.menu.who-consults"));
        title.setDisable(true);
        menu.getItems().add(title);
        for (Reference.StaffItem staff : reference.staff()) {
            if (staff.role() != Role.FRONT_DESK) {
                menu.getItems().add(item(staff.name(), () -> chosen.accept(staff.id())));
            }
        }
        return menu;
    }

    /** The words of a step; empty where there is none. */
    static String words(NextStep next, Reference reference) {
        return switch (next) {
            case NextStep.Run run -> Texts.get(run.kind().key(), run.taskName());
            case NextStep.ChoosePractitioner _ -> Texts.get(NextStep.Kind.START_CONSULTATION.key());
            case NextStep.TakePayment payment ->
                    Texts.get("step.take-payment", Formats.of(reference).money(payment.open()));
            case NextStep.None _ -> "";
        };
    }

    private List<MenuItem> ofState(BoardCard card) {
        List<MenuItem> items = new ArrayList<>();
        switch (card.status()) {
            case BOOKED -> {
                if (!card.confirmed()) {
                    items.add(does("board.menu.confirm", card, new ReservationCommand.Confirm()));
                }
                items.add(asks("board.menu.reschedule", () -> doors.reschedule(card.id())));
                items.add(asks("board.menu.cancel", () -> doors.cancel(card.id())));
                items.add(asks("board.menu.no-show", () -> doors.noShow(card.id())));
            }
            case ARRIVED -> {
                items.add(
                        does(
                                "board.menu.undo-arrival",
                                card,
                                new ReservationCommand.UndoArrival()));
                items.add(leaveUnseen(card));
            }
            case CHECKED_IN -> {
                NextStep.startTreatment(card)
                        .ifPresent(run ->
                                items.add(
                                        item(
                                                Texts.get(run.kind().key(), run.taskName()),
                                                () -> actions.submit(card, run.command()))));
                items.add(
                        does(
                                "board.menu.undo-check-in",
                                card,
                                new ReservationCommand.UndoCheckIn()));
                items.add(leaveUnseen(card));
            }
            case WAITING_TREATMENT ->
                    items.add(
                            does(
                                    "board.menu.check-out",
                                    card,
                                    new ReservationCommand.StartCheckout()));
            case READY_TO_LEAVE -> {
                if (card.balance().open() > 0) {
                    items.add(
                            does(
                                    "board.menu.depart-unpaid",
                                    card,
                                    new ReservationCommand.Depart()));
                }
                items.add(
                        does(
                                "board.menu.undo-check-out",
                                card,
                                new ReservationCommand.UndoCheckout()));
            }
            case CANCELLED, NO_SHOW -> {
                items.add(does("board.menu.reinstate", card, new ReservationCommand.Reinstate()));
                if (card.status() == ReservationStatus.NO_SHOW) {
                    items.add(does("board.menu.came-late", card, new ReservationCommand.Arrive()));
                }
            }
            case LEFT_UNSEEN ->
                    items.add(does("board.menu.came-back", card, new ReservationCommand.Arrive()));
            case NEW, IN_CONSULTATION, IN_TREATMENT, DEPARTED, ENTERED_IN_ERROR -> {}
        }
        return items;
    }

    private MenuItem leaveUnseen(BoardCard card) {
        return does("board.menu.leave-unseen", card, new ReservationCommand.LeaveUnseen());
    }

    private MenuItem does(String key, BoardCard card, ReservationCommand command) {
        return item(Texts.get(key), () -> actions.submit(card, command));
    }

    private static MenuItem asks(String key, Runnable action) {
        return item(Texts.get(key), action);
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
