package clinic.daybook.installer.demo;

/** Something that the demonstration shows did not hold. The message says what, for a person. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
