package clinic.daybook.desk.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A segmented control: one of a few values, always exactly one; left and right move it. */
public final class Segments<T> extends HBox {

    private final Property<T> value;
    private final ToggleGroup group = new ToggleGroup();
    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

    /** Chooses the property's value; {@link #add} says what there is to choose. */
    public Segments(Property<T> value) {
        this.value = value;
        getStyleClass().add("db-segments");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        value.subscribe(this::select);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.LEFT || key.getCode() == KeyCode.RIGHT) {
                        move(key.getCode() == KeyCode.LEFT ? -1 : 1);
                        key.consume();
                    }
                });
    }

    /** One more value, its words and perhaps an icon. */
    public Segments<T> add(T choice, ObservableValue<String> words, @Nullable Node icon) {
        ToggleButton button = new ToggleButton();
        button.getStyleClass().add("db-segment");
        button.textProperty().bind(words);
        button.setGraphic(icon);
        button.setToggleGroup(group);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            value.setValue(choice);
            button.setSelected(true);
        });
        buttons.put(choice, button);
        getChildren().add(button);
        select(value.getValue());
        return this;
    }

    private void select(T choice) {
        buttons.forEach((key, button) -> {
            button.setSelected(key.equals(choice));
            // One stop for Tab, as in a group of radio buttons.
            button.setFocusTraversable(key.equals(choice));
        });
    }

    private void move(int step) {
        var order = List.copyOf(buttons.keySet());
        int next = Math.clamp(order.indexOf(value.getValue()) + step, 0, order.size() - 1);
        value.setValue(order.get(next));
        ToggleButton button = buttons.get(order.get(next));
        if (button != null) {
            button.requestFocus();
        }
    }
}
