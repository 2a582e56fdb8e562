package clinic.daybook.desk.ui;

import java.util.Optional;
import java.util.function.Function;

/** The outcome of reading what a person typed: a value, or what is wrong. */
public sealed interface Checked<T> {

    /** The input means this value. */
    record Valid<T>(T value) implements Checked<T> {}

    /** The input cannot be used. */
    record Invalid<T>(FieldError error) implements Checked<T> {}

    /** The input means {@code value}. */
    static <T> Checked<T> valid(T value) {
        return new Valid<>(value);
    }

    /** The input cannot be used, for this reason. */
    static <T> Checked<T> invalid(String key, Object... args) {
        return new Invalid<>(FieldError.of(key, args));
    }

    /** Checks a valid value further. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Invalid<T>(FieldError error) -> new Invalid<>(error);
        };
    }

    /** The value, if valid. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Valid<T>(T value) -> Optional.of(value);
            case Invalid<T> _ -> Optional.empty();
        };
    }
}
