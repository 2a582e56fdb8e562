package clinic.daybook.desk.reservation;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Lists to choose from. */
final class Choices {

    private Choices() {}

    /** A list of things by their names, as wide as there is room. */
    static <T> ComboBox<T> of(List<T> items, Function<? super T, String> name) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(items);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable T item) {
                        return item == null ? "" : name.apply(item);
                    }

                    @Override
                    public @Nullable T fromString(String text) {
                        return items.stream()
                                .filter(i -> name.apply(i).equals(text))
                                .findFirst()
                                .orElse(null);
                    }
                });
        return box;
    }
}
