package clinic.daybook.server.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One-time tokens and the sessions that they open. Only digests are kept, so that a dump of the
 * memory opens no session; both expire, and of both a bounded number is kept.
 */
final class SignIn {

    static final Duration TOKEN_LIFE = Duration.ofHours(24);
    static final Duration SESSION_LIFE = Duration.ofHours(12);
    private static final int MOST_TOKENS = 16;
    private static final int MOST_SESSIONS = 64;
    private static final int SECRET_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, Instant> tokens = new LinkedHashMap<>();
    private final Map<String, Instant> sessions = new LinkedHashMap<>();

    SignIn(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A token of 256 random bits that opens one session within a day. */
    synchronized String newToken() {
        return issue(tokens, MOST_TOKENS, TOKEN_LIFE);
    }

    /** A new session for a token; empty when it is wrong, used or too old. Ends the token. */
    synchronized Optional<String> redeem(@Nullable String token) {
        if (token == null || !isAlive(tokens.remove(digest(token)))) {
            return Optional.empty();
        }
        return Optional.of(issue(sessions, MOST_SESSIONS, SESSION_LIFE));
    }

    /** Whether this is an open session. */
    synchronized boolean isOpen(@Nullable String session) {
        return session != null && isAlive(sessions.get(digest(session)));
    }

    /** Ends the session, if it is one. */
    synchronized void end(@Nullable String session) {
        if (session != null) {
            sessions.remove(digest(session));
        }
    }

    private boolean isAlive(@Nullable Instant expiry) {
        return expiry != null && clock.instant().isBefore(expiry);
    }

    /** The oldest make room for a new one. */
    private String issue(Map<String, Instant> secrets, int most, Duration life) {
        secrets.values().removeIf(expiry -> !isAlive(expiry));
        while (secrets.size() >= most) {
            secrets.remove(secrets.keySet().iterator().next());
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        secrets.put(digest(secret), clock.instant().plus(life));
        return secret;
    }

    private static String digest(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
