package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Validation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a person does something.
 *
 * @param code one of the fixed reasons; {@code null}: none
 * @param text in their own words, personal; empty: none
 */
record Reason(@Nullable String code, String text) {

    /** Longest reason, in UTF-16 units. */
    static final int MAX_TEXT = 500;

    static final Reason NONE = new Reason(null, "");

    /** A reason that must be given, in words. */
    static Checked<Reason> required(String typed) {
        return Validation.text(typed, MAX_TEXT).then(text -> Checked.valid(new Reason(null, text)));
    }

    /** A reason that may be given, in words. */
    static Checked<Reason> optional(String typed) {
        return Validation.optionalText(typed, MAX_TEXT)
                .then(text -> Checked.valid(new Reason(null, text)));
    }

    /** The personal fields of a change for this reason. */
    Map<String, String> personal() {
        return text.isBlank() ? Map.of() : Map.of("reason", text);
    }
}
