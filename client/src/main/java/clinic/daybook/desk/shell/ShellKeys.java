package clinic.daybook.desk.shell;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys that work everywhere, unless a dialog stands or the desk is locked. */
final class ShellKeys {

    private final Shell shell;

    ShellKeys(Shell shell) {
        this.shell = shell;
    }

    void pressed(KeyEvent key) {
        if (shell.locked()) {
            return;
        }
        boolean handled;
        if (key.isShortcutDown() && key.getCode() == KeyCode.L) {
            shell.viewModel().lock();
            handled = true;
        } else if (shell.dialogs().showingProperty().get()) {
            handled = false;
        } else if (key.isShortcutDown()) {
            handled = withControl(key.getCode());
        } else {
            handled = key.getCode() == KeyCode.ESCAPE && shell.closeDrawer();
        }
        if (handled) {
            key.consume();
        }
    }

    private boolean withControl(KeyCode code) {
        switch (code) {
            case K -> {
                shell.searchField().requestFocus();
                shell.searchField().selectAll();
            }
            case DIGIT1, NUMPAD1 -> shell.show(Destination.BOARD);
            case DIGIT2, NUMPAD2 -> shell.show(Destination.NEEDS_YOU);
            case DIGIT3, NUMPAD3 -> shell.show(Destination.SETTINGS);
            case PAGE_UP -> shell.viewModel().moveDay(-1);
            case PAGE_DOWN -> shell.viewModel().moveDay(1);
            case HOME -> shell.viewModel().goToToday();
            case Z -> {
                return shell.toasts().actOnNewest();
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
