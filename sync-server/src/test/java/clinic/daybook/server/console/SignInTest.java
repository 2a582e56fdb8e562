package clinic.daybook.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignInTest {

    private Instant now = Instant.parse("2026-01-06T01:00:00Z");
    private final SignIn signIn = new SignIn(() -> now, new SecureRandom());

    @Test
    void aTokenHas256BitsAndWorksOnce() {
        String token = signIn.newToken();
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);

        String session = signIn.redeem(token).orElseThrow();

        assertThat(signIn.isOpen(session)).isTrue();
        assertThat(signIn.redeem(token)).isEmpty();
        assertThat(signIn.isOpen(token)).isFalse();
        assertThat(signIn.redeem(session)).isEmpty();
    }

    @Test
    void tokensAndSessionsEnd() {
        String late = signIn.newToken();
        String session = signIn.redeem(signIn.newToken()).orElseThrow();
        now = now.plus(SignIn.SESSION_LIFE);
        assertThat(signIn.isOpen(session)).isFalse();
        now = now.plus(SignIn.TOKEN_LIFE);
        assertThat(signIn.redeem(late)).isEmpty();

        String ended = signIn.redeem(signIn.newToken()).orElseThrow();
        signIn.end(ended);
        assertThat(signIn.isOpen(ended)).isFalse();
    }

    @Test
    void nothingElseOpensAnything() {
        assertThat(signIn.redeem(null)).isEmpty();
        assertThat(signIn.redeem("")).isEmpty();
        assertThat(signIn.isOpen(null)).isFalse();
        assertThat(signIn.isOpen("")).isFalse();
        signIn.end(null);
    }

    @Test
    void theOldestOfTooManyTokensMakesRoom() {
        String first = signIn.newToken();
        String last = first;
        for (int i = 0; i < 100; i++) {
            last = signIn.newToken();
        }
        assertThat(signIn.redeem(first)).isEmpty();
        assertThat(signIn.redeem(last)).isPresent();
    }
}
