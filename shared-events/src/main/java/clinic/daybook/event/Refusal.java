package clinic.daybook.event;

import java.util.Map;

/**
 * Why a command or an event was not possible: a value, not an exception. Screens show the message
 * {@code refusal.<code>} in the person's language, filled with the details.
 *
 * @param code stable, lower-case words joined by hyphens
 * @param details what the message needs, by name: states, amounts in won, task names; never
 *     personal data
 */
public record Refusal(String code, Map<String, String> details) {

    public Refusal {
        details = Map.copyOf(details);
    }

    /** A refusal whose message needs no details. */
    public static Refusal of(String code) {
        return new Refusal(code, Map.of());
    }
}
