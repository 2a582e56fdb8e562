package clinic.daybook.desk.ui;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, freed from what futures wrap around it. */
public final class Failures {

    private Failures() {}

    /** The first cause that is not a wrapper of {@code java.util.concurrent}. */
    public static Throwable cause(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                return cause;
            }
            cause = inner;
        }
        return cause;
    }
}
