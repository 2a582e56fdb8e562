package clinic.daybook.desk;

import java.nio.file.Path;

/** Where the log goes: beside the desk's records, in a few files of bounded size. */
final class DeskLog {

    private static final String CONFIGURATION = "logback.configurationFile";

    private DeskLog() {}

    /** To be called before the first logger is made; a configuration given from outside stays. */
    static void into(Path data) {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty("daybook.log", data.resolve("log").resolve("desk").toString());
            System.setProperty(CONFIGURATION, "clinic/daybook/desk/logback-desk.xml");
        }
    }
}
