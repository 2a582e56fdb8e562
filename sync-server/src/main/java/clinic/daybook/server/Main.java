package clinic.daybook.server;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Pins;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.commit.StaffAdmin;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StoreVerifier;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.staff.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The server's command line. */
@Command(
        name = "daybook-server",
        description = "The sync server of Daybook and what its administrator does with it.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;
    private static final int MAX_NAME = 80;

    @Spec private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        int status = run(args);
        if (status != ServerCommand.STAYS) {
            System.exit(status);
        }
    }

    /** Runs a command; returns its exit status. */
    static int run(String... args) {
        CommandLine line =
                new CommandLine(new Main())
                        .addSubcommand(new ServerCommand())
                        .addSubcommand(new Enrol())
                        .addSubcommand(new CommandLine(new Staff()).addSubcommand(new StaffAdd()))
                        .addSubcommand(new Verify())
                        .addSubcommand(new BackupCommand())
                        .addSubcommand(new RestoreCommand())
                        .addSubcommand(new WriteLevelCommand())
                        .addSubcommand(new RevokeCommand());
        line.setParameterExceptionHandler((e, _) -> badUsage(line, e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(line, e));
        return line.execute(args);
    }

    @Override
    public void run() {
        throw wantsCommand(spec);
    }

    private static int badUsage(CommandLine line, ParameterException e) {
        line.getErr().println(oneLine(e.getMessage()));
        return BAD_USAGE;
    }

    private static int failed(CommandLine line, Exception e) {
        Failure.Described failure = Failure.describe(e);
        line.getErr().println(failure.line());
        return failure.status();
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "wrong usage" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static ParameterException wantsCommand(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's description");
        }
        return new ParameterException(
                spec.commandLine(),
                spec.qualifiedName()
                        + " wants one of: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** The option that every command has. */
    static final class Data {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Directory of the database.")
        @Nullable Path directory;

        Path path() {
            if (directory == null) {
                throw new IllegalStateException("picocli requires --data");
            }
            return directory;
        }

        SqliteDatabase open() {
            return SqliteDatabase.open(path(), InstantSource.system());
        }
    }

    @Command(name = "enrol", description = "Prints a one-time code with which a desk enrols.")
    private static final class Enrol implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private Data data = new Data();

        @Option(names = "--name", paramLabel = "NAME", description = "The desk's name.")
        private @Nullable String name;

        @Override
        public void run() {
            if (name != null) {
                checkName(spec, name);
            }
            try (SqliteDatabase database = data.open()) {
                Enrolments enrolments =
                        new Enrolments(
                                database.access(),
                                database.events().identity(),
                                new Secrets(),
                                InstantSource.system());
                String code = enrolments.newCode(name == null ? null : name.trim());
                System.out.println(PinFile.withPin(data.path(), code));
            }
        }
    }

    @Command(name = "staff", description = "Members of staff.", synopsisSubcommandLabel = "COMMAND")
    private static final class Staff implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @Override
        public void run() {
            throw wantsCommand(spec);
        }
    }

    @Command(name = "add", description = "Makes a member of staff known and prints their id.")
    private static final class StaffAdd implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private Data data = new Data();

        @Option(names = "--name", required = true, paramLabel = "N", description = "Their name.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "R",
                converter = RoleConverter.class,
                description = "front-desk, practitioner, manager or admin.")
        private Role role = Role.FRONT_DESK;

        @ArgGroup(multiplicity = "1")
        private Pin pin = new Pin();

        @Override
        public void run() {
            checkName(spec, name);
            String digits = pin.read();
            if (!Pins.plausible(digits)) {
                throw badValue(spec, "a PIN is 4 to 12 digits");
            }
            try (SqliteDatabase database = data.open()) {
                InstantSource clock = InstantSource.system();
                SystemCommits commits =
                        new SystemCommits(
                                database.events(), new StreamStates(database.events()), clock);
                StreamId staffId =
                        new StaffAdmin(commits, new Pins()).hire(name.trim(), role, digits);
                System.out.println(staffId);
            }
        }
    }

    /** A PIN from the command line, or from standard input where others cannot see it. */
    private static final class Pin {
        @Option(names = "--pin", paramLabel = "PIN", description = "Their PIN, 4 to 12 digits.")
        private @Nullable String given;

        @Option(names = "--pin-stdin", description = "Read the PIN from standard input.")
        private boolean fromInput;

        String read() {
            if (given != null) {
                return given;
            }
            try {
                String line =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                                .readLine();
                return line == null ? "" : line.strip();
            } catch (IOException e) {
                return "";
            }
        }
    }

    @Command(name = "verify", description = "Checks that the store is whole.")
    private static final class Verify implements Runnable, CommandLine.IExitCodeGenerator {
        @Spec private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private Data data = new Data();

        private int status;

        @Override
        public void run() {
            if (!SqliteDatabase.exists(data.path())) {
                throw badValue(spec, "there is no store in this directory; give another --data");
            }
            try (SqliteDatabase database = data.open()) {
                StoreVerifier.Report report = new StoreVerifier(database.events()).verify();
                report.findings().forEach(System.out::println);
                System.out.println(
                        report.findings().isEmpty()
                                ? "sound: "
                                        + report.events()
                                        + " events in "
                                        + report.streams()
                                        + " streams, head "
                                        + report.head()
                                : "damaged: restore a backup and keep this directory");
                status = report.findings().isEmpty() ? 0 : FAILED;
            }
        }

        @Override
        public int getExitCode() {
            return status;
        }
    }

    private static final class RoleConverter implements CommandLine.ITypeConverter<Role> {
        @Override
        public Role convert(String value) {
            return Arrays.stream(Role.values())
                    .filter(role -> Json.wireName(role).equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException(
                                    "a role is one of "
                                            + Arrays.stream(Role.values())
                                                    .map(Json::wireName)
                                                    .collect(Collectors.joining(", "))));
        }
    }

    private static void checkName(@Nullable CommandSpec spec, String name) {
        if (name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw badValue(spec, "a name is 1 to " + MAX_NAME + " printable characters");
        }
    }

    static ParameterException badValue(@Nullable CommandSpec spec, String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's description");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
