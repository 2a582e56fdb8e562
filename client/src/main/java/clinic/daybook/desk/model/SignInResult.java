package clinic.daybook.desk.model;

import java.time.Instant;

/** What became of a PIN. */
public sealed interface SignInResult {
    record SignedIn(Reference.StaffItem staff) implements SignInResult {}

    /** {@code attemptsLeft} before the lock. */
    record WrongPin(int attemptsLeft) implements SignInResult {}

    /** Too many wrong ones. */
    record Locked(Instant until) implements SignInResult {}

    /** The PIN has not reached this desk yet; it needs the server once. */
    record NotKnownHere() implements SignInResult {}
}
