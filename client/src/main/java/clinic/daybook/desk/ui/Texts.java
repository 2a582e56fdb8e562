package clinic.daybook.desk.ui;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every word that the desk shows, by key, in the language that is set. One bundle a screen (UTF-8
 * properties); keys begin with their bundle's name, those of {@code domain} with a family's. What
 * is bound changes with the language while the program runs.
 */
public final class Texts {

    /** Base names of the bundles; a new screen adds its own. */
    public static final List<String> BUNDLES =
            List.of(
                    "clinic.daybook.desk.ui.domain",
                    "clinic.daybook.desk.ui.ui",
                    "clinic.daybook.desk.ui.timeline.timeline",
                    "clinic.daybook.desk.shell.shell",
                    "clinic.daybook.desk.signin.signin",
                    "clinic.daybook.desk.settings.settings",
                    "clinic.daybook.desk.board.board",
                    "clinic.daybook.desk.booking.booking",
                    "clinic.daybook.desk.reservation.reservation",
                    "clinic.daybook.desk.attention.attention",
                    "clinic.daybook.desk.restored.restored");

    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
    private static final Map<Language, Map<String, String>> WORDS = load();
    private static final ObjectProperty<Language> LANGUAGE =
            new SimpleObjectProperty<>(null, "language", Language.KOREAN);

    private Texts() {}

    /** The language of everything bound; to be set on the FX thread only. */
    public static ObjectProperty<Language> languageProperty() {
        return LANGUAGE;
    }

    /** The language that is set. */
    public static Language language() {
        return LANGUAGE.get();
    }

    /**
     * The text now, filled with {@code args} by number ({@code {0}}, {@code {1}}); see {@link
     * Template} for plurals and particles. An unknown key comes back as it is.
     */
    public static String get(String key, @Nullable Object... args) {
        return Template.fill(pattern(key), args);
    }

    /** The text now, filled by name. */
    public static String get(String key, Map<String, String> args) {
        return Template.fill(pattern(key), args);
    }

    /**
     * The text for as long as somebody holds the binding: it follows the language, and those
     * arguments that are observable.
     */
    public static StringBinding bind(String key, @Nullable Object... args) {
        Observable[] dependencies = new Observable[args.length + 1];
        dependencies[0] = LANGUAGE;
        for (int i = 0; i < args.length; i++) {
            dependencies[i + 1] = args[i] instanceof ObservableValue<?> value ? value : LANGUAGE;
        }
        return Bindings.createStringBinding(() -> get(key, now(args)), dependencies);
    }

    /** A text made by a formatter, again whenever the language or a dependency changes. */
    public static StringBinding live(Callable<String> text, Observable... dependencies) {
        Observable[] all = new Observable[dependencies.length + 1];
        all[0] = LANGUAGE;
        System.arraycopy(dependencies, 0, all, 1, dependencies.length);
        return Bindings.createStringBinding(text, all);
    }

    /** Whether the key has words. */
    public static boolean has(String key) {
        return words(Language.KOREAN).containsKey(key);
    }

    /** All keys of a language, for checks. */
    public static Set<String> keys(Language language) {
        return words(language).keySet();
    }

    private static String pattern(String key) {
        String words = words(LANGUAGE.get()).get(key);
        if (words == null) {
            LOG.warn("UI-1001 no words for {}", key);
            return key;
        }
        return words;
    }

    private static @Nullable Object[] now(@Nullable Object[] args) {
        @Nullable Object[] values = new @Nullable Object[args.length];
        for (int i = 0; i < args.length; i++) {
            values[i] = args[i] instanceof ObservableValue<?> value ? value.getValue() : args[i];
        }
        return values;
    }

    private static Map<String, String> words(Language language) {
        return WORDS.getOrDefault(language, Map.of());
    }

    private static Map<Language, Map<String, String>> load() {
        Map<Language, Map<String, String>> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Map<String, String> words = new HashMap<>();
            for (String name : BUNDLES) {
                ResourceBundle bundle =
                        ResourceBundle.getBundle(
                                name,
                                language.locale(),
                                ResourceBundle.Control.getNoFallbackControl(
                                        ResourceBundle.Control.FORMAT_PROPERTIES));
                for (String key : bundle.keySet()) {
                    if (words.put(key, bundle.getString(key)) != null) {
                        throw new IllegalStateException("two bundles have the key " + key);
                    }
                }
            }
            all.put(language, Collections.unmodifiableMap(words));
        }
        return all;
    }
}
