package clinic.daybook.desk.shell;

import org.kordamp.ikonli.feather.Feather;

/** A place on the rail. */
public enum Destination {
    BOARD("shell.board", Feather.TRELLO),
    NEEDS_YOU("shell.needs-you", Feather.INBOX),
    SETTINGS("shell.settings", Feather.SLIDERS);

    private final String key;
    private final Feather icon;

    Destination(String key, Feather icon) {
        this.key = key;
        this.icon = icon;
    }

    String key() {
        return key;
    }

    Feather icon() {
        return icon;
    }
}
