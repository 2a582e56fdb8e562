package clinic.daybook.desk;

import java.util.List;
import javafx.application.Application;

/**
 * Starts the desk. No {@link Application} itself: the launcher would then want JavaFX on the module
 * path.
 */
public final class Main {

    private Main() {}

    /** Exit status 2 and one line on standard error when an option cannot be used. */
    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.print(DeskOptions.USAGE);
            return;
        }
        try {
            DeskOptions options = DeskOptions.parse(List.of(args));
            DeskLog.into(options.data());
        } catch (DeskOptions.BadOption e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        Application.launch(App.class, args);
    }

    /** Tells who tries out a desk that its window is there. */
    static void windowShown() {
        System.out.println("window shown");
    }

    /** Tells who tries out a desk that there will be no window, and ends with exit status 1. */
    static void cannotStart(String code) {
        System.err.println(code);
        System.exit(1);
    }
}
