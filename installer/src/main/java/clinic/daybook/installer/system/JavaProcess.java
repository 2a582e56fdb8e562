package clinic.daybook.installer.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A Java process of our own classes: its output line by line, its death by force. */
public final class JavaProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long END_PATIENCE_SECONDS = 600;
    private static final int MAX_LINES = 100_000;

    private final String name;
    private final Process process;
    private final PrintStream input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MAX_LINES);
    private final Thread reader;

    private JavaProcess(String name, Process process, Consumer<String> onLine) {
        this.name = name;
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.reader = Thread.ofPlatform().daemon().name(name + "-output").start(() -> read(onLine));
    }

    /** For many short lives on few cores, where starting fast counts for more than running fast. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Starts a main class on this program's class path; its errors go to {@code log}. */
    static JavaProcess start(String name, Path log, String mainClass, String... arguments)
            throws IOException {
        return start(name, log, line -> {}, SHORT_LIVED, mainClass, arguments);
    }

    /**
     * Starts a main class.
     *
     * @param onLine hears every line of its output, on a thread of its own
     * @param options of the virtual machine
     */
    public static JavaProcess start(
            String name,
            Path log,
            Consumer<String> onLine,
            List<String> options,
            String mainClass,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.add("-Dglass.platform=Headless");
        command.add("-Dprism.order=sw");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new JavaProcess(name, process, onLine);
    }

    private void read(Consumer<String> onLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                onLine.accept(line);
                // Nobody looks at more than the latest of them.
                while (!lines.offer(line)) {
                    lines.poll();
                }
            }
        } catch (IOException e) {
            lines.offer("output ended: " + e);
        }
    }

    void send(String line) {
        input.println(line);
    }

    /** The number by which the system knows it. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The next line of its output that fits; those before it are passed over. */
    public String await(String what, Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> passed = new ArrayList<>();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new SystemFailure(
                        name
                                + ": no "
                                + what
                                + (process.isAlive()
                                        ? ""
                                        : ", it ended with " + process.exitValue())
                                + "; it said "
                                + passed.subList(Math.max(0, passed.size() - 20), passed.size()));
            }
            if (wanted.test(line)) {
                return line;
            }
            passed.add(line);
        }
    }

    /** Sends a line and returns the answer, which begins with the line's first word. */
    String ask(String line) throws InterruptedException {
        send(line);
        String word = line.split(" ", 2)[0] + " ";
        return await(word, answer -> answer.startsWith(word)).substring(word.length());
    }

    /** kill -9. What it had printed before has been read when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd(PATIENCE_SECONDS, "die");
    }

    /** SIGTERM; returns its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        awaitEnd(PATIENCE_SECONDS, "stop");
        return process.exitValue();
    }

    private void awaitEnd(long seconds, String what) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)
                || !reader.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
            throw new SystemFailure(name + " does not " + what);
        }
    }

    /** Runs to its end and returns all that it printed; fails unless its exit status is 0. */
    List<String> finish() throws InterruptedException {
        awaitEnd(END_PATIENCE_SECONDS, "end");
        List<String> all = List.copyOf(lines);
        if (process.exitValue() != 0) {
            throw new SystemFailure(name + " ended with " + process.exitValue() + "; " + all);
        }
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
