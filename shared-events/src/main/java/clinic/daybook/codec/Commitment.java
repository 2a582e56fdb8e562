package clinic.daybook.codec;

import clinic.daybook.event.Personal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds an event to the personal data that stands beside it: HMAC-SHA256 with the salt as its key
 * over the canonical JSON of the fields. Once fields and salt are erased, the commitment tells
 * nothing.
 */
public final class Commitment {

    /** Length of a salt in bytes. */
    public static final int SALT_BYTES = 32;

    private Commitment() {}

    /**
     * The commitment, base64.
     *
     * @param salt {@link #SALT_BYTES} random bytes, base64
     * @throws IllegalArgumentException when the salt is not 32 bytes of base64
     */
    public static String of(String salt, Map<String, String> fields) {
        byte[] key = Base64.getDecoder().decode(salt);
        if (key.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt is " + SALT_BYTES + " bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(CanonicalJson.bytes(Json.mapper().valueToTree(fields)));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Whether the commitment is that of these fields and this salt; false on a malformed salt. */
    public static boolean holds(String commitment, String salt, Personal personal) {
        try {
            return MessageDigest.isEqual(
                    Base64.getDecoder().decode(commitment),
                    Base64.getDecoder().decode(of(salt, personal.fields())));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
