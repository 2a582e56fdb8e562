package clinic.daybook.server.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * What failed and where, down to its causes. The text of an exception is left out unless it is one
 * of our own or known to name no more than a file or the state of a disk: others quote what they
 * failed on, which may be a customer's name.
 */
public final class Failures extends ThrowableHandlingConverter {

    private static final String OWN = "clinic.daybook.";

    /** Enough to see where; a cause repeats most of what stands above it. */
    private static final int MAX_FRAMES = 40;

    private static final int MAX_CAUSES = 10;

    @Override
    public String convert(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : text(thrown);
    }

    /** Several lines, each ended. */
    static String text(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            text.append(i == 0 ? "" : "caused by ").append(cause.getClassName());
            text.append(said(cause)).append('\n');
            StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
            int shown = Math.min(MAX_FRAMES, frames.length - cause.getCommonFrames());
            for (int f = 0; f < shown; f++) {
                text.append("    ").append(frames[f].getSTEAsString()).append('\n');
            }
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static String said(IThrowableProxy cause) {
        @Nullable Throwable thrown =
                cause instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
        return switch (thrown) {
            // Its text quotes values where a constraint is broken; its code names what happened.
            case SQLiteException e -> ": " + e.getResultCode().name();
            case SQLException e -> ": SQL state " + e.getSQLState();
            case FileSystemException e -> ": " + e.getMessage();
            case null -> "";
            default ->
                    thrown.getClass().getName().startsWith(OWN) && thrown.getMessage() != null
                            ? ": " + thrown.getMessage()
                            : "";
        };
    }
}
