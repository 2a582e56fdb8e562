package clinic.daybook.server.worker;

import clinic.daybook.server.Failure;
import clinic.daybook.server.Main;
import clinic.daybook.server.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The worker's command line. */
public final class WorkerMain {

    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private WorkerMain() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        int status = run(args);
        if (status != WorkerCommand.STAYS) {
            System.exit(status);
        }
    }

    /** Runs a command; returns its exit status. */
    static int run(String... args) {
        WorkerCommand worker = new WorkerCommand();
        CommandLine line =
                new CommandLine(worker)
                        .addSubcommand(new RebuildCommand())
                        .addSubcommand(new VerifyCommand())
                        .addSubcommand(new PrintVisitsCommand());
        line.setExecutionExceptionHandler((e, _, _) -> failed(line, e));
        CommandLine sub = args.length == 0 ? null : line.getSubcommands().get(args[0]);
        boolean below = sub != null;
        CommandLine meant = sub == null ? line : sub;
        List<String> given = List.of(args).subList(below ? 1 : 0, args.length);
        try {
            Settings settings = Settings.read(meant.getCommandSpec(), given, System.getenv());
            line.setParameterExceptionHandler(
                    (e, _) -> badUsage(line, e, settings.whereabouts(e.getArgSpec())));
            List<String> arguments = new ArrayList<>(below ? List.of(args[0]) : List.of());
            arguments.addAll(settings.arguments());
            return line.execute(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            return badUsage(line, e, "");
        }
    }

    private static int failed(CommandLine line, Exception e) {
        switch (e) {
            case SourceAwayException away -> line.getErr().println(away.getMessage());
            case OtherStoreException _ ->
                    line.getErr().println("the server's store became another one; try again");
            default -> {
                Failure.Described failure = Failure.describe(e);
                line.getErr().println(failure.line());
                return failure.status();
            }
        }
        return FAILED;
    }

    private static int badUsage(CommandLine line, ParameterException e, String whereabouts) {
        line.getErr().println(Main.oneLine(e.getMessage()) + whereabouts);
        return BAD_USAGE;
    }
}
