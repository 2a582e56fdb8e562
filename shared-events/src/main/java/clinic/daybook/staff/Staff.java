package clinic.daybook.staff;

import org.jspecify.annotations.Nullable;

/**
 * A member of staff as they stand now.
 *
 * @param name empty only before they are hired
 * @param role {@code null} only before they are hired; kept after they left
 * @param hired whether the stream has begun
 * @param left whether they left for good
 */
public record Staff(String name, @Nullable Role role, boolean hired, boolean left) {

    /** Before the first event. */
    public static final Staff NEW = new Staff("", null, false, false);

    /** Whether they work here now. */
    public boolean active() {
        return hired && !left;
    }

    /** The wire name of where they stand, for refusals. */
    String standing() {
        if (!hired) {
            return "new";
        }
        return left ? "left" : "active";
    }
}
