package clinic.daybook.desk.ui;

import java.util.Locale;
import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/** How long something has lasted, with the urgency that it has. */
public final class TimerLabel extends Label {

    /** How urgent a duration is. */
    public enum Level {
        CALM,
        /** Something runs. */
        LIVE,
        /** Longer than the manager's limit. */
        FIRST_ALERT,
        /** Longer than twice the limit. */
        SECOND_ALERT;

        /**
         * The level of a wait.
         *
         * @param limit minutes until the first alert; 0 or less: none
         */
        public static Level ofWait(long minutes, int limit) {
            if (limit <= 0 || minutes < limit) {
                return CALM;
            }
            return minutes < 2L * limit ? FIRST_ALERT : SECOND_ALERT;
        }
    }

    /** An empty, calm one. */
    public TimerLabel() {
        getStyleClass().add("db-timer");
        setMinWidth(USE_PREF_SIZE);
        show("", Level.CALM);
    }

    /** Shows a duration, already formatted. */
    public void show(String text, Level level) {
        setText(text);
        String styleClass = "db-timer-" + level.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!getStyleClass().contains(styleClass)) {
            getStyleClass().removeIf(c -> c.startsWith("db-timer-"));
            getStyleClass().add(styleClass);
            setGraphic(
                    level == Level.FIRST_ALERT || level == Level.SECOND_ALERT
                            ? Icons.of(Feather.CLOCK, 12)
                            : null);
        }
    }
}
