package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Asks why something is done that takes something away; without a reason it is not done. */
final class ReasonViewModel extends Form {

    /** The last of the fixed reasons, which wants words of its own. */
    static final String OTHER = "other";

    private final List<String> codes;
    private final BiConsumer<Reason, Consumer<Submitted>> submit;
    private final ObjectProperty<@Nullable String> code = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable FieldError> codeError =
            new ReadOnlyObjectWrapper<>(this, "codeError");
    private final Input<String> text = new Input<>(this::checkText, code);

    /** {@code submit}: gets the reason, and whom to tell what became of it. */
    ReasonViewModel(List<String> codes, BiConsumer<Reason, Consumer<Submitted>> submit) {
        this.codes = List.copyOf(codes);
        this.submit = submit;
        code.subscribe(() -> codeError.set(null));
    }

    /** The fixed reasons that fit an action. */
    static List<String> codesFor(Action action) {
        return switch (action) {
            case VOID_PAYMENT, WITHDRAW_DISCOUNT, ENTER_IN_ERROR ->
                    List.of("entered-wrongly", "price-agreed", "customer-request", OTHER);
            case DECLINE_REFUND ->
                    List.of("done-otherwise", "no-longer-needed", "entered-wrongly", OTHER);
            case REOPEN_VISIT, REOPEN_TASK -> List.of("entered-wrongly", "customer-request", OTHER);
            default ->
                    List.of(
                            "customer-request",
                            "customer-unwell",
                            "practitioner-absent",
                            "equipment",
                            "entered-wrongly",
                            OTHER);
        };
    }

    List<String> codes() {
        return codes;
    }

    ObjectProperty<@Nullable String> codeProperty() {
        return code;
    }

    ReadOnlyObjectProperty<@Nullable FieldError> codeErrorProperty() {
        return codeError.getReadOnlyProperty();
    }

    Input<String> text() {
        return text;
    }

    @Override
    void confirm() {
        boolean textRight = text.touch();
        String typed = text.value().orElse("");
        if (code.get() == null && typed.isEmpty()) {
            codeError.set(FieldError.of("reservation.error.reason"));
            return;
        }
        if (textRight) {
            submit.accept(new Reason(code.get(), typed), finishing());
        }
    }

    private Checked<String> checkText(String typed) {
        return OTHER.equals(code.get())
                ? Validation.text(typed, Reason.MAX_TEXT)
                : Validation.optionalText(typed, Reason.MAX_TEXT);
    }
}
