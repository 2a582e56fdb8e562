package clinic.daybook.server.tls;

import org.jspecify.annotations.Nullable;

/** A key or certificate cannot be used; the message says in one line what to do. */
public final class TlsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
