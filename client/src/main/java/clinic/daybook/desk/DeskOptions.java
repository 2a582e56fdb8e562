package clinic.daybook.desk;

import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Validation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the desk was started with.
 *
 * @param server address, or several apart by commas, to propose when enrolling; {@code null}: as
 *     last time
 * @param data the desk's own directory
 * @param exitAfterStart end once the window is drawn; for trying out an installed desk and for
 *     training its AOT cache, and therefore not in the usage
 */
record DeskOptions(@Nullable String server, Path data, boolean exitAfterStart) {

    /** One line a problem: what is wrong and what to do. */
    static final class BadOption extends Exception {
        private static final long serialVersionUID = 1L;

        BadOption(String message) {
            super(message);
        }
    }

    /** How to start the desk. */
    static final String USAGE =
            """
            usage: desk [--server URL[,URL...]] [--data DIR]
              --server URL   address of the server, proposed when this desk is enrolled; where several
                             share a store, all of them, the one to begin with first
              --data DIR     where this desk keeps its records (default: this person's data directory)
            """;

    /**
     * Reads the command line.
     *
     * @throws BadOption when an option is unknown or its value cannot be used
     */
    static DeskOptions parse(List<String> args) throws BadOption {
        String server = null;
        Path data = null;
        boolean exitAfterStart = false;
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--server" -> server = server(value(option, rest));
                case "--data" -> data = directory(value(option, rest));
                case "--exit-after-start" -> exitAfterStart = true;
                default ->
                        throw new BadOption(
                                "unknown option "
                                        + option
                                        + "; the desk knows --server and --data");
            }
        }
        return new DeskOptions(
                server,
                data == null ? standard(System.getenv(), System.getProperty("os.name", "")) : data,
                exitAfterStart);
    }

    /** Where a person's programs keep data on this system. */
    static Path standard(Map<String, String> environment, String system) {
        String home = System.getProperty("user.home", ".");
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.get("LOCALAPPDATA");
            Path base = local == null ? Path.of(home, "AppData", "Local") : Path.of(local);
            return base.resolve("Daybook").resolve("desk");
        }
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "Daybook", "desk");
        }
        String xdg = environment.get("XDG_DATA_HOME");
        Path base = xdg == null || xdg.isEmpty() ? Path.of(home, ".local", "share") : Path.of(xdg);
        return base.resolve("daybook").resolve("desk");
    }

    private static String value(String option, Iterator<String> rest) throws BadOption {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isBlank()) {
            throw new BadOption("option " + option + " wants a value");
        }
        return value;
    }

    private static String server(String value) throws BadOption {
        return switch (Validation.serverUrls(value)) {
            case Checked.Valid<String>(String url) -> url;
            case Checked.Invalid<String> _ ->
                    throw new BadOption(
                            "--server wants an address such as http://192.168.0.10:7410");
        };
    }

    private static Path directory(String value) throws BadOption {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new BadOption("--data wants the path of a directory");
        }
    }
}
