package clinic.daybook.sync;

/**
 * Something that must always hold does not: a mistake in the program. Whoever meets it throws away
 * what stands in memory and reads it again from the database.
 */
public final class InvariantBroken extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code short and stable, to be read out and looked up
     * @param what the rule, without ids and without personal data: it reaches the log
     */
    public InvariantBroken(String code, String what) {
        super(code + ": " + what);
        this.code = code;
    }

    /** Throws one unless the rule holds. */
    public static void unless(boolean holds, String code, String otherwise) {
        if (!holds) {
            throw new InvariantBroken(code, otherwise);
        }
    }

    /** Short and stable. */
    public String code() {
        return code;
    }
}
