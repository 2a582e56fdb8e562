package clinic.daybook.server.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Numbers in a query string. */
final class Numbers {

    private Numbers() {}

    /** The number; 400 when it is none or out of range. */
    static long query(Context ctx, String name, long missing, long least, long most) {
        return number(ctx.queryParam(name), name, missing, least, most);
    }

    /** The same, of a text that is at hand; null: it is missing. */
    static long number(@Nullable String text, String name, long missing, long least, long most) {
        if (text == null) {
            return missing;
        }
        Long number = whole(text);
        if (number == null || number < least || number > most) {
            throw HttpProblem.malformed(
                    name
                            + " is a whole number, "
                            + least
                            + (most == Long.MAX_VALUE ? " or more" : " to " + most));
        }
        return number;
    }

    private static @Nullable Long whole(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
