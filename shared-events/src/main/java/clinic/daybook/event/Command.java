package clinic.daybook.event;

/**
 * What a person wants to happen to one stream, with the values they saw and meant to replace. Ids
 * and instants that the resulting events need come inside it, so that deciding is repeatable. Its
 * stored name is the simple name of its class.
 */
public interface Command {

    /** The stored name of this command's type, for example {@code CheckIn}. */
    default String typeName() {
        return getClass().getSimpleName();
    }
}
