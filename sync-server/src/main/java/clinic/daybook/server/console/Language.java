package clinic.daybook.server.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the console. */
enum Language {
    KO(Locale.KOREAN),
    EN(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    /** {@code ko} or {@code en}. */
    String tag() {
        return locale.getLanguage();
    }

    /** The language that {@code tag} names; {@code null} for any other text. */
    static @Nullable Language ofTag(@Nullable String tag) {
        for (Language language : values()) {
            if (language.tag().equals(tag)) {
                return language;
            }
        }
        return null;
    }

    /** What a browser's {@code Accept-Language} asks for first; Korean when it asks for neither. */
    static Language accepted(@Nullable String header) {
        if (header != null) {
            try {
                for (Locale.LanguageRange range : Locale.LanguageRange.parse(header)) {
                    Language language =
                            ofTag(Locale.forLanguageTag(range.getRange()).getLanguage());
                    if (language != null && range.getWeight() > 0) {
                        return language;
                    }
                }
            } catch (IllegalArgumentException e) {
                // The header is a wish; one that cannot be read is no reason to refuse a page.
                return KO;
            }
        }
        return KO;
    }
}
