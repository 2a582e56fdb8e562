package clinic.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A value that a person saw and replaced, which may have been empty. A {@code null} reference to a
 * {@code Previous} says that nothing was claimed; {@code new Previous<>(null)} claims that it was
 * empty. On the wire: the key left out, and the key with {@code null}.
 */
public record Previous<T>(@Nullable T value) {}
