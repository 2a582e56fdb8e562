package clinic.daybook.simulation;

import java.util.List;

/** What is wrong with a live line, in self-checks. */
@FunctionalInterface
interface LiveTampering {

    /** What reaches the desk of a message; usually the message alone. */
    List<String> toDesk(String message);
}
