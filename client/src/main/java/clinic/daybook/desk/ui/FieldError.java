package clinic.daybook.desk.ui;

import java.util.List;
import javafx.beans.binding.StringBinding;

/**
 * What is wrong with an input, not yet in a language.
 *
 * @param key of the words
 * @param args fill the words by number
 */
public record FieldError(String key, List<Object> args) {
    public FieldError {
        args = List.copyOf(args);
    }

    /** An error by key and arguments. */
    public static FieldError of(String key, Object... args) {
        return new FieldError(key, List.of(args));
    }

    /** The sentence now. */
    public String text() {
        return Texts.get(key, args.toArray());
    }

    /** The sentence, following the language. */
    public StringBinding binding() {
        return Texts.bind(key, args.toArray());
    }
}
