package clinic.daybook.desk.sync;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.PinnedKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which servers a desk is to trust, as one that it trusts already says. */
final class TrustedPins {

    private TrustedPins() {}

    /**
     * What is taken over of a list that came over a line.
     *
     * @param keys through which that line alone was opened; {@code null}: nothing was pinned, and
     *     nothing is from now on
     * @param texts what the server said; {@code null}: nothing
     * @return the pins that replace those before; empty when the list is not to be taken over: it
     *     must name the key of who says so, or the desk would lose the server that it has
     */
    static Set<KeyPin> told(@Nullable PinnedKeys keys, @Nullable List<String> texts) {
        KeyPin met = keys == null ? null : keys.met();
        if (met == null || texts == null || texts.size() > EnrolmentCode.MOST_PINS) {
            return Set.of();
        }
        // A later version may know keys by something else beside.
        Set<KeyPin> pins =
                texts.stream()
                        .flatMap(text -> Stream.ofNullable(KeyPin.read(text)))
                        .collect(Collectors.toSet());
        return pins.contains(met) ? pins : Set.of();
    }
}
