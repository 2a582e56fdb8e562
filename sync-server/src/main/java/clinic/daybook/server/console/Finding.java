package clinic.daybook.server.console;

import java.util.List;

/**
 * Something to look at, with what to do about it.
 *
 * @param severity how it is marked
 * @param code stable, to be read out over the telephone
 * @param title what is the matter
 * @param remedy what to do, and what is safe meanwhile
 */
record Finding(Severity severity, String code, Line title, Line remedy) {

    /** How urgent it is. */
    enum Severity {
        BAD,
        WARN
    }

    /** A text's key and what goes into it: texts, numbers and durations. */
    record Line(String key, List<Object> values) {

        static Line of(String key, Object... values) {
            return new Line(key, List.of(values));
        }
    }
}
