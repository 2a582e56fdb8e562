package clinic.daybook.server;

import clinic.daybook.codec.Json;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.PicocliException;

/**
 * The options of a command as they also stand in the environment ({@code DAYBOOK_KINESIS_STREAM})
 * and in a properties file ({@code kinesis-stream}). The command line beats the environment, and
 * that beats the file. What stands there is put before picocli as options, so that it is read,
 * checked and refused like these; picocli's own defaults do not reach into groups of options.
 */
public final class Settings {

    /** In the data directory; read where no other file is named. */
    static final String FILE = "server.properties";

    private static final String ENVIRONMENT = "DAYBOOK_";
    private static final String CONFIG = "--config";
    private static final String DATA = "--data";

    /** They say what to do with the file; in it they would say nothing. */
    private static final Set<String> NOT_IN_FILES = Set.of(CONFIG, "--print-config");

    /** Where an option's value came from, the strongest first. */
    private enum From {
        COMMAND_LINE,
        ENVIRONMENT,
        FILE
    }

    private record Setting(From from, String where, String value) {}

    private final CommandSpec command;
    private final List<String> given;
    private final Map<String, String> environment;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private Settings(CommandSpec command, List<String> given, Map<String, String> environment) {
        this.command = command;
        this.given = given;
        this.environment = environment;
    }

    /**
     * Looks in all three places.
     *
     * @param given what the command line holds after the command's name
     * @throws ParameterException when the file cannot be read, or has a key that is no option
     */
    public static Settings read(
            CommandSpec command, List<String> given, Map<String, String> environment) {
        Settings settings = new Settings(command, given, environment);
        settings.readCommandLine();
        settings.readEnvironment();
        settings.readFile();
        return settings;
    }

    /** The command's arguments, those of the environment and the file among them. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (String name : settings.keySet()) {
            Setting setting = effective(name);
            if (setting != null && setting.from() != From.COMMAND_LINE) {
                arguments.add(name + "=" + setting.value());
            }
        }
        arguments.addAll(given);
        return arguments;
    }

    /** Where a wrong value stands, to be added to what is wrong with it; often empty. */
    public String whereabouts(CommandLine.Model.@Nullable ArgSpec option) {
        if (!(option instanceof OptionSpec named)) {
            return "";
        }
        Setting setting = settings.get(named.longestName());
        return setting == null || setting.from() == From.COMMAND_LINE
                ? ""
                : " (from " + setting.where() + ")";
    }

    /** One line per option: its value and where that came from, nothing secret in them. */
    List<String> lines() {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> origins = new TreeMap<>();
        for (OptionSpec option : options()) {
            String name = option.longestName();
            Setting setting = effective(name);
            String value = setting == null ? defaultValue(option) : value(option, setting);
            String key = key(name);
            values.put(key, key + " = " + Masking.masked(option, value));
            String otherwise = value.isEmpty() ? "not set" : "default";
            origins.put(key, setting == null ? otherwise : setting.where());
        }
        int width = values.values().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .map(e ->
                        e.getValue()
                                + " ".repeat(width - e.getValue().length())
                                + "  # "
                                + origins.get(e.getKey()))
                .toList();
    }

    private void readCommandLine() {
        for (OptionSpec option : options()) {
            for (String name : option.names()) {
                if (given.stream().anyMatch(arg -> arg.equals(name) || starts(arg, name))) {
                    settings.put(
                            option.longestName(),
                            new Setting(From.COMMAND_LINE, "option " + name, given(name)));
                }
            }
        }
    }

    private void readEnvironment() {
        for (OptionSpec option : options()) {
            String variable =
                    ENVIRONMENT
                            + key(option.longestName()).toUpperCase(Locale.ROOT).replace('-', '_');
            String value = environment.get(variable);
            // An empty one is how a variable is unset where it cannot be taken away.
            if (value != null && !value.isBlank()) {
                settings.putIfAbsent(
                        option.longestName(),
                        new Setting(From.ENVIRONMENT, "environment " + variable, value.strip()));
            }
        }
    }

    private void readFile() {
        Path file = file();
        if (file == null) {
            return;
        }
        Map<String, String> names =
                options().stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !NOT_IN_FILES.contains(name))
                        .collect(Collectors.toMap(Settings::key, name -> name));
        Properties properties = load(file);
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(names.keySet());
        if (!unknown.isEmpty()) {
            throw refused(
                    "unknown in "
                            + file
                            + ": "
                            + String.join(", ", unknown)
                            + "; known are "
                            + String.join(", ", new TreeSet<>(names.keySet())));
        }
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            String value = properties.getProperty(key).strip();
            if (!value.isEmpty()) {
                settings.putIfAbsent(names.get(key), new Setting(From.FILE, "file " + file, value));
            }
        }
    }

    /** The file that is named, or the one of the data directory where there is one. */
    private @Nullable Path file() {
        Setting named = settings.get(CONFIG);
        Setting data = settings.get(DATA);
        try {
            if (named != null) {
                return Path.of(named.value());
            }
            Path file = data == null ? null : Path.of(data.value(), FILE);
            return file != null && Files.exists(file) ? file : null;
        } catch (InvalidPathException e) {
            throw refused("this is no name of a file or directory here: " + e.getInput());
        }
    }

    private Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw refused("the file " + file + " cannot be read; check its name and permissions");
        } catch (IllegalArgumentException e) {
            throw refused("the file " + file + " has a \\u that is followed by no four digits");
        }
        return properties;
    }

    private @Nullable Setting effective(String name) {
        Setting setting = settings.get(name);
        return setting == null || outdone(name, setting.from()) ? null : setting;
    }

    /** Whether a rival of the option, one that excludes it, comes from a stronger place. */
    private boolean outdone(String name, From from) {
        return rivals(name).stream()
                .map(settings::get)
                .anyMatch(rival -> rival != null && rival.from().compareTo(from) < 0);
    }

    private Set<String> rivals(String name) {
        Set<String> rivals = new TreeSet<>();
        command.argGroups().forEach(group -> addRivals(group, name, rivals));
        return rivals;
    }

    private static void addRivals(ArgGroupSpec group, String name, Set<String> rivals) {
        List<Set<String>> members = new ArrayList<>();
        group.options().forEach(option -> members.add(Set.of(option.longestName())));
        group.subgroups()
                .forEach(inner -> {
                    members.add(names(inner.allOptionsNested()));
                    addRivals(inner, name, rivals);
                });
        if (group.exclusive() && members.stream().anyMatch(m -> m.contains(name))) {
            members.stream().filter(m -> !m.contains(name)).forEach(rivals::addAll);
        }
    }

    private static Set<String> names(Collection<OptionSpec> options) {
        return options.stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    }

    private List<OptionSpec> options() {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.hidden())
                .toList();
    }

    private String given(String name) {
        for (int i = 0; i < given.size(); i++) {
            if (starts(given.get(i), name)) {
                return given.get(i).substring(name.length() + 1);
            }
            if (given.get(i).equals(name)) {
                return i + 1 < given.size() ? given.get(i + 1) : "";
            }
        }
        return "";
    }

    private static boolean starts(String argument, String name) {
        return argument.startsWith(name + "=");
    }

    private static String value(OptionSpec option, Setting setting) {
        boolean bare = setting.from() == From.COMMAND_LINE && option.arity().max() == 0;
        return bare ? "true" : setting.value();
    }

    private static String defaultValue(OptionSpec option) {
        try {
            Object value = option.initialValue();
            return switch (value) {
                case null -> "";
                case Enum<?> constant -> Json.wireName(constant);
                default -> value.toString();
            };
        } catch (PicocliException groupWasNotMade) {
            return "";
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static String key(String name) {
        return name.replaceFirst("^-+", "");
    }

    /** Takes passwords and keys out of what is shown. */
    private static final class Masking {
        private static final String MASK = "***";
        private static final Pattern SECRET_NAME =
                Pattern.compile("(^|-)(password|secret|token|key|pin)($|-)");
        private static final Pattern USER_INFO = Pattern.compile("(//[^/@:]*:)[^/@]*(?=@)");
        private static final Pattern SECRET_PARAMETER =
                Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|key)=)[^&;\\s]*");

        private Masking() {}

        static String masked(OptionSpec option, String value) {
            // A path leads to a secret and is none.
            boolean path = Path.class.getName().equals(option.typeInfo().getClassName());
            String key = key(option.longestName());
            if (!path && !value.isEmpty() && SECRET_NAME.matcher(key).find()) {
                return MASK;
            }
            String shown = USER_INFO.matcher(value).replaceAll("$1" + MASK);
            return SECRET_PARAMETER.matcher(shown).replaceAll("$1" + MASK);
        }
    }
}
