package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.customer.CustomerEvent;
import clinic.daybook.customer.CustomerRefusals;
import clinic.daybook.customer.Gender;
import clinic.daybook.event.Event;
import clinic.daybook.event.Refusals;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationRefusals;
import clinic.daybook.reservation.ReservationRemarks;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The words of both languages fit the program and each other. What is missing is printed as the
 * line to paste.
 */
class LocalizationConsistencyTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern FXML_KEY = Pattern.compile("=\"%([^\"]+)\"");
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)[^}]*\\}");

    /** Keys of the families in {@code domain} are made from constants, not written out. */
    private static final String DOMAIN = "clinic.daybook.desk.ui.domain";

    @Test
    @DisplayName("both languages have the same keys")
    void bothLanguagesHaveTheSameKeys() throws IOException {
        List<String> toPaste = new ArrayList<>();
        for (String bundle : Texts.BUNDLES) {
            TreeMap<String, String> korean = words(bundle, "ko");
            TreeMap<String, String> english = words(bundle, "en");
            difference(english, korean)
                    .forEach(
                            k -> toPaste.add(file(bundle, "ko") + ": " + k + "=" + english.get(k)));
            difference(korean, english)
                    .forEach(k -> toPaste.add(file(bundle, "en") + ": " + k + "=" + korean.get(k)));
        }
        assertThat(toPaste).as("lines to paste and translate").isEmpty();
    }

    @Test
    @DisplayName("both languages fill in the same things")
    void bothLanguagesHaveTheSameGaps() throws IOException {
        List<String> different = new ArrayList<>();
        for (String bundle : Texts.BUNDLES) {
            TreeMap<String, String> korean = words(bundle, "ko");
            words(bundle, "en")
                    .forEach((key, english) -> {
                        String other = korean.getOrDefault(key, english);
                        if (!gaps(english).equals(gaps(other))) {
                            different.add(key + ": " + gaps(other) + " / " + gaps(english));
                        }
                    });
        }
        assertThat(different).as("keys whose gaps differ").isEmpty();
    }

    @Test
    @DisplayName("every key begins with its bundle's name")
    void keysBeginWithTheirBundle() throws IOException {
        List<String> strays = new ArrayList<>();
        for (String bundle : Texts.BUNDLES) {
            if (!bundle.equals(DOMAIN)) {
                words(bundle, "ko").keySet().stream()
                        .filter(key -> !key.startsWith(prefix(bundle)))
                        .forEach(key -> strays.add(file(bundle, "ko") + ": " + key));
            }
        }
        assertThat(strays).isEmpty();
    }

    @Test
    @DisplayName("every key in code and FXML has words")
    void everyKeyHasWords() throws IOException {
        Set<String> keys = Texts.keys(Language.KOREAN);
        List<String> toPaste = new ArrayList<>();
        for (String used : literals()) {
            for (String bundle : Texts.BUNDLES) {
                boolean looksLikeKey =
                        used.startsWith(prefix(bundle))
                                && used.matches("[a-z]+(\\.[a-z0-9-]+)+")
                                && !used.endsWith(".css");
                if (looksLikeKey && !keys.contains(used)) {
                    toPaste.add(file(bundle, "ko") + ": " + used + "=");
                }
            }
        }
        for (String used : fxmlKeys()) {
            if (!keys.contains(used)) {
                toPaste.add(used + "=");
            }
        }
        assertThat(toPaste).as("lines to paste").isEmpty();
    }

    @Test
    @DisplayName("no key is left over")
    void noKeyIsLeftOver() throws IOException {
        Set<String> literals = literals();
        Set<String> fxml = fxmlKeys();
        List<String> unused = new ArrayList<>();
        for (String bundle : Texts.BUNDLES) {
            if (bundle.equals(DOMAIN)) {
                continue;
            }
            for (String key : words(bundle, "ko").keySet()) {
                boolean made =
                        literals.stream()
                                .anyMatch(l ->
                                        l.endsWith(".")
                                                && l.indexOf('.') < l.length() - 1
                                                && key.startsWith(l));
                if (!literals.contains(key) && !fxml.contains(key) && !made) {
                    unused.add(file(bundle, "ko") + ": " + key);
                }
            }
        }
        assertThat(unused).as("keys that nothing shows").isEmpty();
    }

    @Test
    @DisplayName("every constant, event and refusal of the domain has words")
    void theDomainHasWords() throws IllegalAccessException {
        List<String> needed = new ArrayList<>();
        for (Class<? extends Enum<?>> family :
                List.of(
                        ReservationStatus.class,
                        TaskStatus.class,
                        TaskOrigin.class,
                        Channel.class,
                        PaymentMethod.class,
                        RefundState.Status.class,
                        CancelledBy.class,
                        Role.class,
                        Gender.class,
                        ProcedureKind.class,
                        RoomKind.class)) {
            for (Enum<?> constant : family.getEnumConstants()) {
                needed.add(Words.key(constant));
            }
        }
        for (Class<? extends Event> aggregate :
                List.of(ReservationEvent.class, CustomerEvent.class)) {
            for (Class<?> event : aggregate.getPermittedSubclasses()) {
                needed.add("event." + event.getSimpleName());
                for (var field : event.getRecordComponents()) {
                    if (!field.getName().startsWith("previous")
                            && !field.getName().equals("replaces")) {
                        needed.add("field." + field.getName());
                    }
                }
            }
        }
        codes(Refusals.class).forEach(code -> needed.add("refusal." + code));
        codes(ReservationRefusals.class).forEach(code -> needed.add("refusal." + code));
        codes(CustomerRefusals.class).forEach(code -> needed.add("refusal." + code));
        codes(ReservationRemarks.class).forEach(code -> needed.add("remark." + code));
        needed.removeAll(Texts.keys(Language.KOREAN));
        assertThat(needed).as("lines to paste into " + file(DOMAIN, "ko")).isEmpty();
    }

    private static List<String> codes(Class<?> constants) throws IllegalAccessException {
        List<String> codes = new ArrayList<>();
        for (Field field : constants.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
                codes.add((String) field.get(null));
            }
        }
        return codes;
    }

    private static Set<String> literals() throws IOException {
        return found(SOURCES, ".java", LITERAL);
    }

    private static Set<String> fxmlKeys() throws IOException {
        return found(RESOURCES, ".fxml", FXML_KEY);
    }

    private static Set<String> found(Path under, String ending, Pattern what) throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(under)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                Matcher match = what.matcher(Files.readString(file));
                while (match.find()) {
                    all.add(match.group(1));
                }
            }
        }
        return all;
    }

    private static TreeMap<String, String> words(String bundle, String language)
            throws IOException {
        Properties properties = new Properties();
        Path file = RESOURCES.resolve(file(bundle, language));
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        TreeMap<String, String> words = new TreeMap<>();
        properties.stringPropertyNames().forEach(k -> words.put(k, properties.getProperty(k)));
        return words;
    }

    private static String file(String bundle, String language) {
        return bundle.replace('.', '/') + "_" + language + ".properties";
    }

    private static String prefix(String bundle) {
        return bundle.substring(bundle.lastIndexOf('.') + 1) + ".";
    }

    private static Set<String> difference(
            TreeMap<String, String> has, TreeMap<String, String> lacks) {
        Set<String> missing = new TreeSet<>(has.keySet());
        missing.removeAll(lacks.keySet());
        return missing;
    }

    private static Set<String> gaps(String text) {
        Set<String> gaps = new TreeSet<>();
        Matcher gap = GAP.matcher(text);
        while (gap.find()) {
            gaps.add(gap.group(1));
        }
        return gaps;
    }
}
