package clinic.daybook.simulation;

/** Something that must always hold did not. The message says what, for whoever reads the trace. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Violation(String what) {
        super(what);
    }

    Violation(String what, Throwable cause) {
        super(what, cause);
    }
}
