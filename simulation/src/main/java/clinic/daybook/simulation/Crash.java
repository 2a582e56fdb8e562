package clinic.daybook.simulation;

/** The process dies here. No code of the process may go on after it, whatever it catches. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
