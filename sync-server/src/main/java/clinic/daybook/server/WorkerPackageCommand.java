package clinic.daybook.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * {@code worker}: starts the statistics worker, which is larger than the server and has a package
 * of its own beside it. Everything behind the command is the worker's, {@code --help} too.
 */
@Command(
        name = WorkerPackageCommand.NAME,
        description = "Keeps the clinic's statistics; from the package daybook-worker.")
final class WorkerPackageCommand implements Runnable {

    static final String NAME = "worker";

    private static final String OURS = "daybook-server";
    private static final String WORKERS = "daybook-worker";

    /** Set in an installed program: where its launcher is. */
    private static final String LAUNCHER = "jpackage.app-path";

    private static final String STARTED_ANEW = "_JPACKAGE_LAUNCHER";

    private static final int FAILED = 1;
    private static final int NOT_HERE = 2;
    private static final int STOP_SECONDS = 60;

    /** Listed with the others; what is given goes to {@link #handOn} before it is parsed. */
    @Override
    public void run() {
        throw new IllegalStateException("the worker's arguments are not the server's");
    }

    /** Runs the worker; ends with its exit status. */
    static int handOn(List<String> arguments) {
        Path program = program();
        if (program == null || !Files.isExecutable(program)) {
            System.err.println(
                    "the worker is a package of its own: install daybook-worker"
                            + " (in a checkout: ./daybook worker)");
            return NOT_HERE;
        }
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // By it a launcher knows itself started anew, and it would take ours for its own.
        builder.environment().remove(STARTED_ANEW);
        try {
            Process worker = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "worker"));
            return worker.waitFor();
        } catch (IOException e) {
            System.err.println("the worker does not start; install daybook-worker again");
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static void stop(Process worker) {
        worker.destroy();
        try {
            boolean _ = worker.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker's launcher stands where ours does, in the worker's directory. */
    private static @Nullable Path program() {
        String own = System.getProperty(LAUNCHER);
        return own == null ? null : Path.of(own.replace(OURS, WORKERS));
    }
}
