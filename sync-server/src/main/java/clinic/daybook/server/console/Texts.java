package clinic.daybook.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** The console's words, numbers and times in one language. */
public final class Texts {

    private static final Map<Language, Texts> ALL = load();
    private static final int BYTES_PER_STEP = 1024;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Language language;
    private final Properties words;
    private final DateTimeFormatter dayAndTime;

    private Texts(Language language, Properties words) {
        this.language = language;
        this.words = words;
        this.dayAndTime =
                DateTimeFormatter.ofPattern(words.getProperty("pattern.day-time"))
                        .withLocale(language.locale());
    }

    static Texts of(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** {@code ko} or {@code en}, for the page's {@code lang}. */
    public String tag() {
        return language.tag();
    }

    /** The text of {@code key}, with <code>{0}</code>, <code>{1}</code> … replaced. */
    public String get(String key, Object... values) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key + " in " + tag());
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i].toString());
        }
        return text;
    }

    /** The text of {@code key}, or {@code other} where there is none. */
    String getOr(String key, String other) {
        return words.getProperty(key, other);
    }

    /** A whole number with separators of thousands and a true minus. */
    String number(long number) {
        return String.format(language.locale(), "%,d", number).replace('-', '\u2212');
    }

    /** A whole number with its sign, as for a clock's deviation. */
    String signed(long number) {
        return number > 0 ? "+" + number(number) : number(number);
    }

    /** How long something lasts, in its largest unit. */
    String lasting(Duration duration) {
        if (duration.toDays() > 0) {
            return get("duration.days", number(duration.toDays()));
        }
        if (duration.toHours() > 0) {
            return get("duration.hours", number(duration.toHours()));
        }
        if (duration.toMinutes() > 0) {
            return get("duration.minutes", number(duration.toMinutes()));
        }
        return get("duration.seconds", number(Math.max(0, duration.toSeconds())));
    }

    /** The time of day; with the date where that is not {@code now}'s. */
    String time(Instant instant, Instant now, ZoneId zone) {
        ZonedDateTime at = instant.atZone(zone);
        boolean today = at.toLocalDate().equals(LocalDate.ofInstant(now, zone));
        return (today ? TIME : dayAndTime).format(at);
    }

    /** A size as a figure and its unit, two texts, in steps of 1,024. */
    Size size(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double figure = bytes;
        int unit = 0;
        while (figure >= BYTES_PER_STEP && unit < units.length - 1) {
            figure /= BYTES_PER_STEP;
            unit++;
        }
        String digits = unit == 0 || figure >= 100 ? "%,.0f" : "%,.1f";
        return new Size(String.format(language.locale(), digits, figure), units[unit]);
    }

    /** A size to be shown: {@code figure} in {@code unit}. */
    record Size(String figure, String unit) {
        @Override
        public String toString() {
            return figure + " " + unit;
        }
    }

    /** Every key, for the test that compares the languages. */
    Set<String> keys() {
        return words.stringPropertyNames();
    }

    private static Map<Language, Texts> load() {
        Map<Language, Texts> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            String file = "console_" + language.tag() + ".properties";
            try (InputStream in = Texts.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("missing from the jar: " + file);
                }
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
                Properties words = new Properties();
                words.load(reader);
                all.put(language, new Texts(language, words));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
