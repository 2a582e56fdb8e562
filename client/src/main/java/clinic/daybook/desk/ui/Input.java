package clinic.daybook.desk.ui;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * One text input of a view model: what was typed and what is wrong with it. An error shows once the
 * person has left the field or tried to confirm, then follows the typing; the text is never
 * touched.
 */
public final class Input<T> {

    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<@Nullable FieldError> error =
            new ReadOnlyObjectWrapper<>(this, "error");
    private final Function<String, Checked<T>> check;
    private boolean touched;

    /**
     * @param check reads the text; called again when the text or one of {@code alsoOn} changes
     */
    public Input(Function<String, Checked<T>> check, Observable... alsoOn) {
        this.check = check;
        text.subscribe(this::refresh);
        for (Observable other : alsoOn) {
            other.addListener(_ -> refresh());
        }
    }

    /** What was typed. */
    public StringProperty textProperty() {
        return text;
    }

    /** What is wrong, as far as it may be shown. */
    public ReadOnlyObjectProperty<@Nullable FieldError> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The text read, shown or not. */
    public Checked<T> read() {
        return check.apply(typed());
    }

    /** The value, if valid. */
    public Optional<T> value() {
        return read().toOptional();
    }

    /** Shows what is wrong from now on; whether nothing is. */
    public boolean touch() {
        touched = true;
        refresh();
        return error.get() == null;
    }

    /** As never typed into, with this text. */
    public void reset(String newText) {
        touched = false;
        text.set(newText);
        error.set(null);
    }

    /** Shows an error that only the desk or server could find; typing clears it. */
    public void reject(FieldError found) {
        touched = true;
        error.set(found);
    }

    private void refresh() {
        if (touched) {
            error.set(
                    switch (read()) {
                        case Checked.Valid<T> _ -> null;
                        case Checked.Invalid<T>(FieldError found) -> found;
                    });
        }
    }

    private String typed() {
        String typed = text.get();
        return typed == null ? "" : typed;
    }
}
