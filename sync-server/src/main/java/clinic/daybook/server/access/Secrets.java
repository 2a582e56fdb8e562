package clinic.daybook.server.access;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.server.store.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes tokens and enrolment codes, and the hashes under which they are kept. */
public final class Secrets {

    private static final int TOKEN_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String CODE_ALPHABET = EnrolmentCode.ALPHABET;
    private static final int CODE_LENGTH = 12;
    private static final int CODE_GROUP = 4;

    private final RandomGenerator random;

    /** Secrets that nobody can guess. */
    public Secrets() {
        this(new SecureRandom());
    }

    /** From random numbers of one's own. */
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    /** 256 random bits, in characters that need no escaping in a header. */
    public String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether it has the form and the length of a token. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** 60 random bits in groups that can be read out and typed: {@code K7QF-3M9X-2TRD}. */
    public String enrolmentCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i > 0 && i % CODE_GROUP == 0) {
                code.append('-');
            }
            code.append(CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())));
        }
        return code.toString();
    }

    /** The hash of a token or session; these have entropy enough to need no salt. */
    public static ContentHash hash(String token) {
        return ContentHash.of(token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The hash of a code, however it was typed: hyphens, spaces, case, O for 0, I and L for 1. What
     * stands behind a full stop names the server's key and is no part of the code.
     */
    public static ContentHash hashOfCode(String typed) {
        return hash(EnrolmentCode.canonical(typed.split("\\.", 2)[0]));
    }
}
