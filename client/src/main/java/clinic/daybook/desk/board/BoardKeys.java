package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.event.EventHandler;
import javafx.scene.Parent;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The keys of the board: arrows go from card to card, Enter opens, Space does the next step, N
 * books, W receives a walk-in, Shift+F10 opens the menu. A key that is held down acts once, except
 * for the arrows.
 */
final class BoardKeys {

    private final BoardScreen board;
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);

    BoardKeys(BoardScreen board) {
        this.board = board;
    }

    void install(Parent root) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        // Listened to on the scene: a key that opened a dialog is released inside it.
        EventHandler<KeyEvent> released = key -> down.remove(key.getCode());
        root.sceneProperty()
                .subscribe((before, now) -> {
                    if (before != null) {
                        before.removeEventFilter(KeyEvent.KEY_RELEASED, released);
                    }
                    if (now != null) {
                        now.addEventFilter(KeyEvent.KEY_RELEASED, released);
                    }
                });
    }

    private void pressed(KeyEvent key) {
        if (key.getTarget() instanceof TextInputControl
                || key.isShortcutDown()
                || key.isAltDown()
                || key.isMetaDown()) {
            return;
        }
        if (handled(key)) {
            key.consume();
        }
    }

    private boolean handled(KeyEvent key) {
        Optional<BoardCard> card = board.focused();
        boolean onCard = card.isPresent() || key.getTarget() instanceof VisitNode;
        return switch (key.getCode()) {
            case UP -> arrow(key, onCard, BoardCursor.Direction.UP);
            case DOWN -> arrow(key, onCard, BoardCursor.Direction.DOWN);
            case LEFT -> arrow(key, onCard, BoardCursor.Direction.LEFT);
            case RIGHT -> arrow(key, onCard, BoardCursor.Direction.RIGHT);
            case ENTER -> onCard && once(key, () -> card.ifPresent(board::open));
            case SPACE -> onCard && once(key, () -> card.ifPresent(board::next));
            case N -> once(key, board::book);
            case W -> once(key, board::walkIn);
            case F10 -> key.isShiftDown() && once(key, () -> card.ifPresent(board::menu));
            case ESCAPE -> board.giveUp();
            default -> false;
        };
    }

    private boolean arrow(KeyEvent key, boolean onCard, BoardCursor.Direction direction) {
        // From the toolbar, down leads onto the board; its other arrows belong to its controls.
        boolean entering = direction == BoardCursor.Direction.DOWN && !opensMenu(key.getTarget());
        if (!onCard && !entering) {
            return false;
        }
        board.move(direction);
        return true;
    }

    private static boolean opensMenu(Object target) {
        return target instanceof MenuButton;
    }

    private boolean once(KeyEvent key, Runnable action) {
        if (down.add(key.getCode())) {
            action.run();
        }
        return true;
    }
}
