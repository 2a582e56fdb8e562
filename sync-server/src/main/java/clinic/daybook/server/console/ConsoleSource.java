package clinic.daybook.server.console;

/** Where the console takes what it shows. */
@FunctionalInterface
public interface ConsoleSource {

    /** How the server is doing now. Called at most a few times a second, by any thread. */
    ConsoleSnapshot snapshot();
}
