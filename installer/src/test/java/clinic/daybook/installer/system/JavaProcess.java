package clinic.daybook.installer.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A Java process of our own classes: its output line by line, its death by force. */
final class JavaProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long END_PATIENCE_SECONDS = 300;

    private final String name;
    private final Process process;
    private final PrintStream input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name(name + "-output").start(this::read);
    }

    /** Starts a main class on this test's class path; its errors go to {@code log}. */
    static JavaProcess start(String name, Path log, String mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
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
                        .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                        .start();
        return new JavaProcess(name, process);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add("output ended: " + e);
        }
    }

    void send(String line) {
        input.println(line);
    }

    /** The next line of its output that fits; those before it are passed over. */
    String await(String what, Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> passed = new ArrayList<>();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError(
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

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not die");
        }
    }

    /** Runs to its end and returns all that it printed; fails unless its exit status is 0. */
    List<String> finish() throws InterruptedException {
        if (!process.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(name + " ended with " + process.exitValue());
        }
        List<String> all = new ArrayList<>();
        String line = lines.poll(1, TimeUnit.SECONDS);
        while (line != null) {
            all.add(line);
            line = lines.poll(100, TimeUnit.MILLISECONDS);
        }
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
