package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Texts;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** One of the three plain buttons: legal or not there, and disabled where the role may not. */
final class ActionButton extends StackPane {
    private final Action action;
    private final Button button = new Button();
    private final Tooltip why = new Tooltip();
    private @Nullable Offer offer;

    ActionButton(Action action, String words, Node icon, Consumer<Offer> act) {
        this.action = action;
        button.textProperty().bind(Texts.bind(words));
        button.setGraphic(icon);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> {
            if (offer != null) {
                act.accept(offer);
            }
        });
        setPrefWidth(80);
        getChildren().add(button);
    }

    Action action() {
        return action;
    }

    void show(@Nullable Offer now) {
        offer = now;
        setVisible(now != null);
        setManaged(now != null);
        String reason = now == null ? "" : ActionsMenu.needs(now);
        button.setDisable(now == null || !now.permitted());
        button.setAccessibleHelp(reason);
        // A disabled button hears no mouse: the reason hangs on what it stands in.
        if (reason.isEmpty()) {
            Tooltip.uninstall(this, why);
        } else {
            why.setText(reason);
            Tooltip.install(this, why);
        }
    }
}
