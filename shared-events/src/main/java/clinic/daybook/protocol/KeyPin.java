package clinic.daybook.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server's key is known by, where no authority vouches for it: the first 140 bits of the
 * SHA-256 of its public key (the certificate's SubjectPublicKeyInfo), in characters that can be
 * read out and typed. A second key with the same 140 bits cannot be found.
 *
 * @param text 28 characters of {@link EnrolmentCode#ALPHABET}
 */
public record KeyPin(String text) {

    private static final int LENGTH = 28;
    private static final int BITS_A_CHARACTER = 5;
    private static final int GROUP = 4;
    private static final Pattern FORM =
            Pattern.compile("[" + EnrolmentCode.ALPHABET + "]{" + LENGTH + "}");

    /**
     * A pin in its one form.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public KeyPin {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a key's pin has 28 characters");
        }
    }

    /** The pin of a public key in its X.509 encoding. */
    public static KeyPin of(byte[] publicKey) {
        byte[] hash = sha256(publicKey);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(EnrolmentCode.ALPHABET.charAt(bits(hash, i * BITS_A_CHARACTER)));
        }
        return new KeyPin(text.toString());
    }

    /** A pin as somebody typed it; {@code null} when it is none. */
    public static @Nullable KeyPin read(String typed) {
        String text = EnrolmentCode.canonical(typed);
        return FORM.matcher(text).matches() ? new KeyPin(text) : null;
    }

    /** In groups, to be read out. */
    public String grouped() {
        StringBuilder grouped = new StringBuilder(text);
        for (int i = LENGTH - GROUP; i > 0; i -= GROUP) {
            grouped.insert(i, '-');
        }
        return grouped.toString();
    }

    private static int bits(byte[] hash, int from) {
        int value = 0;
        for (int bit = from; bit < from + BITS_A_CHARACTER; bit++) {
            value = value << 1 | hash[bit / 8] >> 7 - bit % 8 & 1;
        }
        return value;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
