package clinic.daybook.server.store;

/** A backup or a restore was not begun, because something asked for cannot be; nothing changed. */
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message says what to do, for the administrator. */
    public BackupRefused(String message) {
        super(message);
    }
}
