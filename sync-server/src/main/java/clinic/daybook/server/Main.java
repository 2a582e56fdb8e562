package clinic.daybook.server;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Pins;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.commit.StaffAdmin;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StoreVerifier;
import clinic.daybook.staff.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The server's command line. */
@Command(
        name = "daybook-server",
        description = "The sync server of Daybook and what its administrator does with it.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    /**
     * How many virtual threads run at a time. One that computes a PIN's hash, or reads from SQLite,
     * does not make way for another, and two of them must not hold up all others.
     */
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final int LEAST_CARRIERS = 8;

    private static final int BAD_USAGE = 2;
    private static final int FAILED = 1;
    private static final int MAX_NAME = 80;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Prints this and ends.")
    boolean help;

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        if (System.getProperty(CARRIERS) == null) {
            int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, Integer.toString(carriers));
        }
        int status = run(args);
        if (status != ServerCommand.STAYS) {
            System.exit(status);
        }
    }

    /** Runs a command; returns its exit status. */
    static int run(String... args) {
        ServerCommand server = new ServerCommand();
        CommandLine line =
                new CommandLine(new Main())
                        .addSubcommand(server)
                        .addSubcommand(new Enrol())
                        .addSubcommand(new CommandLine(new Staff()).addSubcommand(new StaffAdd()))
                        .addSubcommand(new Verify())
                        .addSubcommand(new BackupCommand())
                        .addSubcommand(new RestoreCommand())
                        .addSubcommand(new WriteLevelCommand())
                        .addSubcommand(new RevokeCommand())
                        .addSubcommand(new ReplayCommand())
                        .addSubcommand(ReaderCommand.line())
                        .addSubcommand(new WorkerPackageCommand());
        if (args.length > 0 && args[0].equals(WorkerPackageCommand.NAME)) {
            return WorkerPackageCommand.handOn(List.of(args).subList(1, args.length));
        }
        line.setParameterExceptionHandler((e, _) -> badUsage(line, e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(line, e));
        if (args.length == 0 || !args[0].equals(ServerCommand.NAME)) {
            return line.execute(args);
        }
        return runServer(line, server, List.of(args).subList(1, args.length));
    }

    /** The server's options may stand in the environment and in a file as well. */
    private static int runServer(CommandLine line, ServerCommand server, List<String> given) {
        CommandLine command = Objects.requireNonNull(line.getSubcommands().get(ServerCommand.NAME));
        Settings settings;
        try {
            settings = Settings.read(command.getCommandSpec(), given, System.getenv());
        } catch (ParameterException e) {
            return badUsage(line, e);
        }
        server.settings(settings);
        line.setParameterExceptionHandler((e, _) -> {
            line.getErr().println(oneLine(e.getMessage()) + settings.whereabouts(e.getArgSpec()));
            return BAD_USAGE;
        });
        List<String> arguments = new ArrayList<>();
        arguments.add(ServerCommand.NAME);
        arguments.addAll(settings.arguments());
        return line.execute(arguments.toArray(String[]::new));
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

    /** A message as one line for a person. */
    public static String oneLine(@Nullable String message) {
        return message == null
                ? "wrong usage"
                // Whatever was mistyped, a password is not repeated.
                : message.strip()
                        .replaceAll("\\s*\\R\\s*", " ")
                        .replaceAll("password=[^&\\s'\"]*", "password=…");
    }

    static ParameterException wantsCommand(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's description");
        }
        return new ParameterException(
                spec.commandLine(),
                spec.qualifiedName()
                        + " wants one of: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "enrol", description = "Prints a one-time code with which a desk enrols.")
    private static final class Enrol implements Runnable {
        @Spec private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private StoreOption store = new StoreOption();

        @Option(names = "--name", paramLabel = "NAME", description = "The desk's name.")
        private @Nullable String name;

        @Override
        public void run() {
            if (name != null) {
                checkName(spec, name);
            }
            try (Database database = store.open()) {
                Enrolments enrolments =
                        new Enrolments(
                                database.access(),
                                database.events().identity(),
                                new Secrets(),
                                InstantSource.system());
                String code = enrolments.newCode(name == null ? null : name.trim());
                System.out.println(store.withPins(code, database));
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
        private StoreOption store = new StoreOption();

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
            try (Database database = store.open()) {
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
        private StoreOption store = new StoreOption();

        private int status;

        @Override
        public void run() {
            store.mustExist(spec);
            try (Database database = store.open()) {
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
                                : "damaged: restore a backup and keep what is there");
                status = report.findings().isEmpty() ? 0 : FAILED;
            }
        }

        @Override
        public int getExitCode() {
            return status;
        }
    }

    private static final class RoleConverter extends WireNameConverter<Role> {
        RoleConverter() {
            super("a role", Role.class);
        }
    }

    static void checkName(@Nullable CommandSpec spec, String name) {
        if (name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw badValue(spec, "a name is 1 to " + MAX_NAME + " printable characters");
        }
    }

    /** A usage error: one line that says what to do, exit status 2. */
    public static ParameterException badValue(@Nullable CommandSpec spec, String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's description");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
