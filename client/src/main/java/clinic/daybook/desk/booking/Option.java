package clinic.daybook.desk.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a drop-down list.
 *
 * @param value {@code null}: the choice of nothing
 */
record Option<T>(@Nullable T value, String words) {

    /** A drop-down list that shows and sets a property. */
    static <T> ComboBox<Option<T>> box(List<Option<T>> options, Property<@Nullable T> property) {
        ComboBox<Option<T>> box = new ComboBox<>();
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new Words<>());
        box.getItems().setAll(options);
        property.subscribe(value ->
                options.stream()
                        .filter(option -> Objects.equals(option.value(), value))
                        .findFirst()
                        .ifPresent(box::setValue));
        box.valueProperty()
                .subscribe(option -> {
                    if (option != null) {
                        property.setValue(option.value());
                    }
                });
        return box;
    }

    /** The options with one more that stands for a value which is no longer offered. */
    static <T> List<Option<T>> including(List<Option<T>> options, @Nullable T value, String words) {
        if (value == null || options.stream().anyMatch(o -> value.equals(o.value()))) {
            return options;
        }
        List<Option<T>> more = new ArrayList<>(options);
        more.add(new Option<>(value, words));
        return more;
    }

    private static final class Words<T> extends StringConverter<Option<T>> {
        @Override
        public String toString(@Nullable Option<T> option) {
            return option == null ? "" : option.words();
        }

        @Override
        public Option<T> fromString(String words) {
            throw new UnsupportedOperationException("the list is not editable");
        }
    }
}
