package clinic.daybook.server.access;

import clinic.daybook.server.store.OverloadedException;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks PIN verifiers: Argon2id with the parameters that OWASP's Password Storage Cheat
 * Sheet gives as its first choice for 19 MiB.
 */
public final class Pins {

    /** How many checks run at a time; each takes 19 MiB. */
    private static final int AT_A_TIME = 2;

    private static final long WAIT_SECONDS = 5;
    private static final int SALT_BYTES = 16;
    private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");

    private final Semaphore running = new Semaphore(AT_A_TIME, true);
    private final java.security.SecureRandom random = new java.security.SecureRandom();

    /** Made with the first PIN: it keeps 19 MiB, which a server without work does without. */
    private static final class Hashing {
        private static final Argon2Function ARGON2ID =
                Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    }

    /**
     * What somebody unknown is checked against, so that it takes as long as with somebody known.
     */
    private static final class Nobody {
        private static final String VERIFIER = new Pins().verifier("0000");
    }

    /** Whether this can be a PIN: 4 to 12 digits. */
    public static boolean plausible(String pin) {
        return PIN.matcher(pin).matches();
    }

    /** The verifier of a PIN, in Argon2's PHC string form, with a salt of its own. */
    public String verifier(String pin) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Hashing.ARGON2ID
                .hash(pin.getBytes(java.nio.charset.StandardCharsets.UTF_8), salt)
                .getResult();
    }

    /**
     * Whether the PIN fits; without a verifier it never does.
     *
     * @throws OverloadedException when too many are being checked
     */
    public boolean check(String pin, @Nullable String verifier) {
        try {
            if (!running.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new OverloadedException("too many PINs are being checked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("interrupted while waiting to check a PIN");
        }
        try {
            String against = verifier == null ? Nobody.VERIFIER : verifier;
            boolean fits = Argon2Function.getInstanceFromHash(against).check(pin, against);
            return fits && verifier != null;
        } finally {
            running.release();
        }
    }
}
