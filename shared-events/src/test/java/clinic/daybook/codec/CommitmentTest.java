package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clinic.daybook.event.Personal;
import clinic.daybook.event.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CommitmentTest {

    private static final String SALT = salt((byte) 7);
    private static final Map<String, String> FIELDS =
            Map.of("phone", "010-1234-5678", "name", "김하나");
    private static final Personal PERSONAL =
            new Personal(new StreamId("customer", new UUID(1, 1)), FIELDS);

    private static String salt(byte fill) {
        byte[] salt = new byte[Commitment.SALT_BYTES];
        java.util.Arrays.fill(salt, fill);
        return Base64.getEncoder().encodeToString(salt);
    }

    @Test
    void holdsForTheSameFieldsAndSalt() {
        assertThat(Commitment.holds(Commitment.of(SALT, FIELDS), SALT, PERSONAL)).isTrue();
    }

    @Test
    void isTheHmacOfTheCanonicalFields() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SALT), "HmacSHA256"));
        String canonical = "{\"name\":\"김하나\",\"phone\":\"010-1234-5678\"}";
        byte[] expected = mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(Commitment.of(SALT, FIELDS))
                .isEqualTo(Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void failsForAnotherSaltOrOtherFields() {
        String commitment = Commitment.of(SALT, FIELDS);
        assertThat(Commitment.holds(commitment, salt((byte) 8), PERSONAL)).isFalse();
        Map<String, String> changed = new TreeMap<>(FIELDS);
        changed.put("phone", "010-1234-5679");
        Personal other = new Personal(PERSONAL.subject(), changed);
        assertThat(Commitment.holds(commitment, SALT, other)).isFalse();
    }

    @Test
    void failsForWhatIsNoSaltOrNoCommitment() {
        String commitment = Commitment.of(SALT, FIELDS);
        assertThat(Commitment.holds(commitment, "no base64!", PERSONAL)).isFalse();
        assertThat(Commitment.holds(commitment, "c2hvcnQ=", PERSONAL)).isFalse();
        assertThat(Commitment.holds("no base64!", SALT, PERSONAL)).isFalse();
        assertThat(Commitment.holds("", SALT, PERSONAL)).isFalse();
    }

    @Test
    void wantsASaltOfFullLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> Commitment.of("c2hvcnQ=", FIELDS));
    }
}
