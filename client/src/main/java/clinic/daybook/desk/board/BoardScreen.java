package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Side;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** The board of the day: the first screen, on which a visit goes from booked to departed. */
public final class BoardScreen implements Screen {

    private final BoardViewModel model;
    private final BoardController controller;
    private final BoardActions actions;
    private final BoardMenu menus;
    private final BoardDoors doors;
    private final Supplier<StreamId> actor;
    private final Ticker ticker;
    private final Toasts toasts;
    private final Parent root;
    private final Bubble bubble;
    private final CardDrag drag;
    private @Nullable ContextMenu menu;

    /**
     * The board, not yet active.
     *
     * @param ticker started and stopped by who made it
     * @param actor who is signed in; asked at every step
     * @param day which day is shown; the shell's date switcher owns it
     * @param toasts where steps can be undone
     */
    public BoardScreen(
            DeskModel desk,
            FxThread fx,
            Ticker ticker,
            Supplier<StreamId> actor,
            ObjectProperty<LocalDate> day,
            Toasts toasts,
            BoardDoors doors) {
        this.actor = actor;
        this.toasts = toasts;
        this.doors = doors;
        this.ticker = ticker;
        model = new BoardViewModel(desk, fx, day);
        controller = new BoardController(model, ticker, doors);
        root = controller.load();
        actions = new BoardActions(desk, actor, fx, new Answers());
        menus = new BoardMenu(actions, doors);
        bubble = new Bubble(controller.overlay());
        drag =
                new CardDrag(
                        controller.columns(),
                        controller.overlay(),
                        bubble,
                        actions,
                        controller::reference,
                        actor);
        controller.whenMade(this::equip);
        new BoardKeys(this).install(root);
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        controller.activate();
    }

    @Override
    public void deactivate() {
        closeMenu();
        bubble.hide();
        drag.cancel();
        controller.deactivate();
    }

    /** The reservation that is open beside the board; the wiring clears it when that is closed. */
    public ObjectProperty<@Nullable StreamId> selectedProperty() {
        return model.selectedProperty();
    }

    /** Gives the focus to a card, or to the one that is about to appear with this id. */
    public void reveal(StreamId reservationId) {
        controller.reveal(reservationId);
    }

    /** The card with the focus. */
    Optional<BoardCard> focused() {
        BoardView view = model.viewProperty().get();
        return view == null ? Optional.empty() : controller.surface().focused().flatMap(view::card);
    }

    void move(BoardCursor.Direction direction) {
        bubble.hide();
        controller.move(direction);
    }

    void open(BoardCard card) {
        model.selectedProperty().set(card.id());
        doors.open(card.id());
    }

    void next(BoardCard card) {
        BoardView view = model.viewProperty().get();
        if (view != null) {
            bubble.hide();
            actions.next(card, view.reference());
        }
    }

    void book() {
        doors.book(model.dayProperty().get());
    }

    void walkIn() {
        doors.walkIn();
    }

    /** Gives up a drag or a menu; false when there was neither. */
    boolean giveUp() {
        if (drag.dragging()) {
            drag.cancel();
            return true;
        }
        return false;
    }

    /** Opens the menu of a card beside it. */
    void menu(BoardCard card) {
        controller
                .surface()
                .nodeOf(card.id())
                .ifPresent(node -> menuOf(card).ifPresent(m -> m.show(node, Side.BOTTOM, 8, -4)));
    }

    /** What is said at a card just now, for tests. */
    String said() {
        return bubble.words();
    }

    BoardViewModel model() {
        return model;
    }

    BoardController controller() {
        return controller;
    }

    private void equip(VisitNode node) {
        node.receipts(card -> model.receipts(card, ticker.now()));
        node.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> node.requestFocus());
        node.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                click -> {
                    BoardCard card = node.card();
                    if (card != null && click.getButton() == MouseButton.PRIMARY && !drag.moved()) {
                        open(card);
                    }
                });
        node.addEventHandler(
                ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                request -> {
                    BoardCard card = node.card();
                    if (card != null) {
                        menuOf(card)
                                .ifPresent(m ->
                                        m.show(node, request.getScreenX(), request.getScreenY()));
                        request.consume();
                    }
                });
    }

    private Optional<ContextMenu> menuOf(BoardCard card) {
        closeMenu();
        Reference reference = controller.reference();
        if (reference == null) {
            return Optional.empty();
        }
        ContextMenu opened = menus.of(card, reference, actor.get());
        menu = opened;
        return Optional.of(opened);
    }

    private void closeMenu() {
        if (menu != null) {
            menu.hide();
            menu = null;
        }
    }

    private void sayAt(StreamId id, String words) {
        Point2D place =
                controller
                        .surface()
                        .nodeOf(id)
                        .map(node -> {
                            Bounds bounds = node.localToScene(node.getLayoutBounds());
                            return new Point2D(bounds.getMinX(), bounds.getMaxY());
                        })
                        .orElse(Point2D.ZERO);
        bubble.say(words, place);
    }

    private final class Answers implements BoardActions.Listener {

        @Override
        public void begins(StreamId id) {
            controller.ownStep(id);
        }

        @Override
        public void done(
                BoardCard before, ReservationCommand command, Optional<ReservationCommand> undo) {
            String key = "board.done." + command.typeName();
            if (Texts.has(key)) {
                var text = Texts.bind(key, CardText.name(before));
                undo.ifPresentOrElse(
                        back -> toasts.undoable(text, () -> undo(before.id(), back)),
                        () -> toasts.show(text));
            }
        }

        @Override
        public void refused(StreamId id, Refusal refusal) {
            controller.noStep(id);
            Reference reference = controller.reference();
            Formats formats = reference == null ? Formats.standard() : Formats.of(reference);
            sayAt(id, Words.refusal(refusal, formats));
        }

        @Override
        public void notSaved(StreamId id) {
            controller.noStep(id);
            toasts.show(Texts.bind("ui.not-saved"));
        }

        @Override
        public void choosePractitioner(BoardCard card, NextStep.ChoosePractitioner choice) {
            Reference reference = controller.reference();
            if (reference == null) {
                return;
            }
            closeMenu();
            ContextMenu opened =
                    BoardMenu.practitioners(
                            reference, id -> actions.submit(card, choice.with(id).command()));
            menu = opened;
            controller
                    .surface()
                    .nodeOf(card.id())
                    .ifPresent(node -> opened.show(node, Side.BOTTOM, 8, -4));
        }

        @Override
        public void takePayment(BoardCard card, long open) {
            model.selectedProperty().set(card.id());
            doors.takePayment(card.id());
        }

        private void undo(StreamId id, ReservationCommand back) {
            BoardView view = model.viewProperty().get();
            if (view != null) {
                view.card(id).ifPresent(card -> actions.submit(card, back));
            }
        }
    }
}
