package clinic.daybook.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator gives out to make a desk known: {@code K7QF-3M9X-2TRD}, and where no
 * authority vouches for the server's key, a full stop and the key's {@link KeyPin} behind it.
 *
 * @param code the one-time code, as it was typed
 * @param pin of the server's key; {@code null}: an authority vouches for it, or there is none
 */
public record EnrolmentCode(String code, @Nullable KeyPin pin) {

    /** Digits and letters that are not taken for one another. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final char BEFORE_PIN = '.';

    /** As somebody typed it; {@code null} when what stands behind the full stop is no pin. */
    public static @Nullable EnrolmentCode read(String typed) {
        int stop = typed.indexOf(BEFORE_PIN);
        if (stop < 0) {
            return new EnrolmentCode(typed.strip(), null);
        }
        KeyPin pin = KeyPin.read(typed.substring(stop + 1));
        return pin == null ? null : new EnrolmentCode(typed.substring(0, stop).strip(), pin);
    }

    /** As it is given out. */
    public String text() {
        return pin == null ? code : code + BEFORE_PIN + pin.grouped();
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
        return "EnrolmentCode[" + (pin == null ? "no pin" : pin.text()) + "]";
    }
}
