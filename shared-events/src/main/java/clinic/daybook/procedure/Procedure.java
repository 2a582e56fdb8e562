package clinic.daybook.procedure;

import clinic.daybook.procedure.ProcedureEvent.ProcedureChanged;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the menu as it stands now.
 *
 * @param name empty only before it is defined
 * @param minutes planned length of one treatment; 0 only before it is defined
 * @param price in whole units of the currency; 0 only before it is defined
 * @param kind {@code null} only before it is defined
 * @param bufferMinutes how long the room needs afterwards; {@code null}: not at all
 * @param defined whether the stream has begun
 * @param retired whether it is off the menu for good
 */
public record Procedure(
        String name,
        int minutes,
        long price,
        @Nullable ProcedureKind kind,
        @Nullable Integer bufferMinutes,
        boolean defined,
        boolean retired) {

    /** Before the first event. */
    public static final Procedure NEW = new Procedure("", 0, 0, null, null, false, false);

    /** Whether it may be ordered. */
    public boolean onMenu() {
        return defined && !retired;
    }

    /** The wire name of where it stands, for refusals. */
    String standing() {
        if (!defined) {
            return "new";
        }
        return retired ? "retired" : "defined";
    }

    /** The first field that differs from these values, by its wire name; {@code null}: none. */
    @Nullable String differsFrom(ProcedureChanged.Values values) {
        if (!name.equals(values.name())) {
            return "name";
        }
        if (minutes != values.minutes()) {
            return "minutes";
        }
        if (price != values.price()) {
            return "price";
        }
        if (kind != values.kind()) {
            return "kind";
        }
        return Objects.equals(bufferMinutes, values.bufferMinutes()) ? null : "bufferMinutes";
    }
}
