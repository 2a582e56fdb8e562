package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Why: one of the fixed reasons, own words, or both. Without either nothing is recorded. */
final class ReasonForm {

    /** The reason that says nothing by itself: it wants words. */
    static final String OTHER = "other";

    /** Fixed reasons for moving a booking or calling it off; words stand under {@code reason.…}. */
    static final List<String> CODES =
            List.of(
                    "customer-request",
                    "customer-unwell",
                    "customer-late",
                    "practitioner-absent",
                    "schedule-change",
                    "room-unavailable",
                    "equipment",
                    "entered-wrongly",
                    OTHER);

    private final ObjectProperty<@Nullable String> code = new SimpleObjectProperty<>(this, "code");
    private final Input<String> words = new Input<>(Validation::memo);
    private final ReadOnlyObjectWrapper<@Nullable FieldError> missing =
            new ReadOnlyObjectWrapper<>(this, "missing");
    private boolean touched;

    ReasonForm() {
        code.subscribe(this::refresh);
        words.textProperty().subscribe(this::refresh);
    }

    /** Begins with a reason that had been given before. */
    void begin(@Nullable String fixed, String own) {
        code.set(fixed);
        words.reset(own);
    }

    /** The chosen reason; {@code null}: none. */
    ObjectProperty<@Nullable String> codeProperty() {
        return code;
    }

    Input<String> words() {
        return words;
    }

    /** That a reason is missing, once somebody has tried without. */
    ReadOnlyObjectProperty<@Nullable FieldError> missingProperty() {
        return missing.getReadOnlyProperty();
    }

    /** Shows what is wrong; whether nothing is. */
    boolean touch() {
        touched = true;
        refresh();
        return words.touch() & missing.get() == null;
    }

    /** The chosen reason, if any. */
    Optional<String> code() {
        return Optional.ofNullable(code.get());
    }

    /** The own words as a personal field; none where nothing was written. */
    Map<String, String> personal() {
        String written = words.value().orElse("");
        return written.isEmpty() ? Map.of() : Map.of("reason", written);
    }

    private void refresh() {
        if (touched) {
            boolean silent = code.get() == null || OTHER.equals(code.get());
            boolean none = silent && words.textProperty().get().isBlank();
            missing.set(none ? FieldError.of("booking.error.reason") : null);
        }
    }
}
