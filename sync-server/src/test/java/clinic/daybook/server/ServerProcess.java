package clinic.daybook.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own. */
public final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "listening on ";

    private final Process process;
    private final BufferedReader out;
    private final String url;

    private ServerProcess(Process process, BufferedReader out, String url) {
        this.process = process;
        this.out = out;
        this.url = url;
    }

    public static Process run(String... arguments) throws IOException {
        return command(arguments).start();
    }

    /** The program with these arguments, not started yet. */
    public static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        // Many short lives on few cores: starting fast counts for more than running fast.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Dstdout.encoding=UTF-8");
        // The one for tests is on the class path as well, and prints to standard output.
        command.add("-Dlogback.configurationFile=logback.xml");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("clinic.daybook.server.Main");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Starts a server and waits until it accepts requests. */
    public static ServerProcess start(Path data) throws IOException {
        return start(command("server", "--data", data.toString(), "--port", "0"));
    }

    /** The same, of a command that starts one. */
    public static ServerProcess start(ProcessBuilder command) throws IOException {
        Process process = command.start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start: " + line);
        }
        return new ServerProcess(process, out, line.substring(LISTENING.length()));
    }

    public String url() {
        return url;
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end. */
    void askToEnd() {
        // The process itself would close its streams as well, with what was printed last.
        process.toHandle().destroy();
    }

    /** Asks it to end; returns its exit status. */
    int terminate() throws InterruptedException {
        askToEnd();
        return exitStatus();
    }

    /** Waits until it has ended. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server does not end");
        }
        return process.exitValue();
    }

    /** What it printed after the first line. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
