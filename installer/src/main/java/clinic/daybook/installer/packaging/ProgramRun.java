package clinic.daybook.installer.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A program that was started, and what it says, line by line. Every wait has an end. */
final class ProgramRun implements AutoCloseable {

    /** More than this is not kept: a program that says so much has gone astray. */
    private static final int LINES_KEPT = 2_000;

    private static final Duration TIME_TO_DIE = Duration.ofSeconds(10);

    private final Process process;
    private final Thread reader;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ProgramRun(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("program-output").unstarted(this::read);
    }

    /**
     * Starts the launcher of an image.
     *
     * @param javaOptions options for the Java machine inside it, separated by blanks
     */
    static ProgramRun start(AppImage image, String javaOptions, List<String> arguments) {
        // The launcher of an image reads no JDK_JAVA_OPTIONS; the Java machine reads these.
        return start(image.launcher(), Map.of("JAVA_TOOL_OPTIONS", javaOptions), arguments);
    }

    /**
     * Starts a program; its output and its error output are read as one.
     *
     * @param environment what it finds in its environment besides what this program has in its own
     */
    static ProgramRun start(Path program, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            ProgramRun run = new ProgramRun(builder.start());
            run.process.getOutputStream().close();
            run.reader.start();
            return run;
        } catch (IOException e) {
            throw new PackagingException(program.getFileName() + " does not start", e);
        }
    }

    /**
     * Waits for a line.
     *
     * @return the first line that fits
     * @throws PackagingException if the program ended or the time was over before there was one
     */
    String awaitLine(Predicate<String> fits, Duration atMost) {
        long left = atMost.toNanos();
        int next = 0;
        lock.lock();
        try {
            while (true) {
                for (; next < lines.size(); next++) {
                    if (fits.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
                if (ended || left <= 0) {
                    throw failed(ended ? "ended too early" : "did not say what was waited for");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the program's end.
     *
     * @return its exit status
     * @throws PackagingException if it still runs after that time
     */
    int awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("does not end");
            }
            // What it said last may still be on its way.
            reader.join(TIME_TO_DIE);
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks the program to end, with SIGTERM where there are signals. */
    void terminate() {
        // Process.destroy would also close the pipe, and with it lose what is said at the end.
        process.toHandle().destroy();
    }

    /** Everything that it has said until now. */
    String output() {
        lock.lock();
        try {
            return String.join("\n", lines);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the program if it still runs. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                add(line);
                line = output.readLine();
            }
        } catch (IOException e) {
            add("(its output broke off: " + e.getMessage() + ")");
        } finally {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            if (lines.size() < LINES_KEPT) {
                lines.add(line);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private PackagingException failed(String what) {
        return new PackagingException("the program " + what + "; it said:\n" + output());
    }

    private PackagingException interrupted(InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        return new PackagingException("interrupted while the program ran", e);
    }
}
