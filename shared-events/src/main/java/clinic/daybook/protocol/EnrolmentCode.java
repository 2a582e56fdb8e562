package clinic.daybook.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator gives out to make a desk known: {@code K7QF-3M9X-2TRD}, and where no
 * authority vouches for the servers' keys, the {@link KeyPin} of each behind a full stop.
 *
 * @param code the one-time code, as it was typed
 * @param pins of the servers' keys, at most {@link #MOST_PINS}; empty: an authority vouches for
 *     them, or there are none
 */
public record EnrolmentCode(String code, List<KeyPin> pins) {

    /** Digits and letters that are not taken for one another. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** More servers with keys of their own are told of nowhere. */
    public static final int MOST_PINS = 8;

    /** A code with that many pins has fewer characters, as it is given out. */
    public static final int MOST_CHARACTERS = 400;

    private static final char BEFORE_PIN = '.';

    /**
     * With the pins of the servers' keys.
     *
     * @throws IllegalArgumentException when these are too many
     */
    public EnrolmentCode {
        pins = List.copyOf(pins);
        if (pins.size() > MOST_PINS) {
            throw new IllegalArgumentException("a code names at most " + MOST_PINS + " keys");
        }
    }

    /**
     * With the pin of one server's key; {@code null}: an authority vouches for it, or there is
     * none.
     */
    public static EnrolmentCode of(String code, @Nullable KeyPin pin) {
        return new EnrolmentCode(code, pin == null ? List.of() : List.of(pin));
    }

    /**
     * As somebody typed it; {@code null} when what stands behind a full stop is no pin, or these
     * are too many.
     */
    public static @Nullable EnrolmentCode read(String typed) {
        // One part more than there may be, for what is too much.
        String[] parts = typed.split("\\.", MOST_PINS + 2);
        if (parts.length > MOST_PINS + 1) {
            return null;
        }
        List<KeyPin> pins = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            KeyPin pin = KeyPin.read(parts[i]);
            if (pin == null) {
                return null;
            }
            pins.add(pin);
        }
        return new EnrolmentCode(parts[0].strip(), pins);
    }

    /** As it is given out. */
    public String text() {
        StringBuilder text = new StringBuilder(code);
        pins.forEach(pin -> text.append(BEFORE_PIN).append(pin.grouped()));
        return text.toString();
    }

    /** The one form of what was typed: without hyphens and blanks, O as 0, I and L as 1. */
    public static String canonical(String typed) {
        return typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Without the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "EnrolmentCode" + pins.stream().map(KeyPin::text).toList();
    }
}
