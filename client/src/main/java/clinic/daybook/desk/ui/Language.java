package clinic.daybook.desk.ui;

import java.util.Locale;

/** A language that the desk speaks. */
public enum Language {
    KOREAN(Locale.KOREAN, "한국어"),
    ENGLISH(Locale.ENGLISH, "English");

    private final Locale locale;
    private final String ownName;

    Language(Locale locale, String ownName) {
        this.locale = locale;
        this.ownName = ownName;
    }

    /** For formats and bundles. */
    public Locale locale() {
        return locale;
    }

    /** What the language calls itself, for the switch. */
    public String ownName() {
        return ownName;
    }
}
