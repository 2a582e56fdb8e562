package clinic.daybook.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** In which form the log is written. */
public enum LogFormat {
    /** One line to read, and where something failed, where. */
    TEXT,
    /** One JSON object a line, for programs that collect logs. */
    JSON;

    /** Writes the log in this form from now on; text is what a process begins with. */
    public void use() {
        if (this == TEXT || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> written) {
                JsonLines lines = new JsonLines();
                lines.setContext(context);
                lines.start();
                written.setEncoder(lines);
            }
        }
    }
}
