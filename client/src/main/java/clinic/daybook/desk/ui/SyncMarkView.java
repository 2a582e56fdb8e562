package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.SyncMark;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;

/**
 * How far a change has come: an icon, with words beside it in lists, and always when it needs you.
 */
public final class SyncMarkView extends Label {

    private static final int SIZE = 14;

    private final boolean words;
    private final Tooltip tip = new Tooltip();
    private Supplier<String> more = () -> "";
    private boolean details;
    private String key = "";

    /**
     * @param words whether the words stand beside the icon also when all is well
     */
    public SyncMarkView(SyncMark mark, boolean words) {
        this.words = words;
        getStyleClass().add("db-mark");
        setMinWidth(USE_PREF_SIZE);
        tip.setOnShowing(_ -> tip.setText(explained()));
        show(mark);
    }

    /** Says more where it is pointed at; asked anew each time, so that it is never old. */
    public void explain(Supplier<String> whatElse) {
        more = whatElse;
        details = true;
        setTooltip(tip);
    }

    /** What it says where it is pointed at. */
    public String explained() {
        String rest = more.get();
        return rest.isEmpty() ? Texts.get(key) : Texts.get(key) + "\n" + rest;
    }

    /** Shows another mark. */
    public void show(SyncMark mark) {
        getStyleClass().removeIf(c -> c.startsWith("db-mark-"));
        String name =
                switch (mark) {
                    case SHOWN -> "shown";
                    case SAVED_HERE -> "saved-here";
                    case ON_SERVER -> "on-server";
                    case AWAITS_UPDATE -> "awaits-update";
                    case NEEDS_YOU -> "needs-you";
                };
        getStyleClass().add("db-mark-" + name);
        setGraphic(
                switch (mark) {
                    case SHOWN, SAVED_HERE -> Icons.of(Feather.MONITOR, SIZE);
                    case ON_SERVER -> Icons.cloudTick(SIZE);
                    case AWAITS_UPDATE -> Icons.of(Feather.CLOCK, SIZE);
                    case NEEDS_YOU -> Icons.of(Feather.ALERT_TRIANGLE, SIZE);
                });
        textProperty().unbind();
        key =
                switch (mark) {
                    case SHOWN -> "ui.mark.shown";
                    case SAVED_HERE -> "ui.mark.saved-here";
                    case ON_SERVER -> "ui.mark.on-server";
                    case AWAITS_UPDATE -> "ui.mark.awaits-update";
                    case NEEDS_YOU -> "ui.mark.needs-you";
                };
        accessibleTextProperty().unbind();
        accessibleTextProperty().bind(Texts.bind(key));
        if (words || mark == SyncMark.NEEDS_YOU || mark == SyncMark.AWAITS_UPDATE) {
            textProperty().bind(Texts.bind(key));
            setTooltip(details ? tip : null);
        } else {
            setText("");
            setTooltip(tip);
        }
    }
}
