package clinic.daybook.server.console;

import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.console.Finding.Line;
import clinic.daybook.server.console.Finding.Severity;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The checks of the console's first page. Pure: a snapshot in, findings out, the worst first. */
final class Findings {

    /** From here on a desk counts as catching up rather than following. */
    static final long CATCHING_UP = 10;

    private static final long FAR_BEHIND = 1_000;
    private static final Duration GONE_A_WHILE = Duration.ofMinutes(1);
    private static final Duration GONE_LONG = Duration.ofMinutes(10);
    private static final Duration CLOCK_WARN = Duration.ofSeconds(30);
    private static final Duration CLOCK_BAD = Duration.ofMinutes(5);
    private static final long FREE_WARN = 2L * 1024 * 1024 * 1024;
    private static final long FREE_BAD = 512L * 1024 * 1024;
    private static final int CHECKS_PER_DESK = 3;

    private final ConsoleSnapshot snapshot;
    private final List<Finding> found = new ArrayList<>();
    private int checks;

    private Findings(ConsoleSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * What the checks found.
     *
     * @param found the worst first
     * @param checks how many checks were made
     */
    record Result(List<Finding> found, int checks) {}

    static Result of(ConsoleSnapshot snapshot) {
        Findings findings = new Findings(snapshot);
        findings.kinesis(snapshot.kinesis());
        findings.disk();
        findings.times();
        snapshot.desks().forEach(findings::desk);
        findings.found.sort(Comparator.comparing(Finding::severity));
        return new Result(List.copyOf(findings.found), findings.checks);
    }

    private void desk(Desk desk) {
        checks += CHECKS_PER_DESK;
        if (desk.online()) {
            behind(desk);
        } else {
            gone(desk);
        }
        clock(desk);
    }

    private void gone(Desk desk) {
        if (desk.seen() == null || desk.unsent() == null || desk.unsent() == 0) {
            return;
        }
        Duration gone = Duration.between(desk.seen(), snapshot.at());
        if (gone.compareTo(GONE_A_WHILE) > 0) {
            add(
                    gone.compareTo(GONE_LONG) > 0 ? Severity.BAD : Severity.WARN,
                    "DB-4102",
                    Line.of("finding.desk-gone", desk.name(), gone),
                    Line.of("finding.desk-gone.remedy", (long) desk.unsent()));
        }
    }

    private void behind(Desk desk) {
        long behind = snapshot.head() - desk.position();
        if (behind > FAR_BEHIND) {
            add(
                    Severity.WARN,
                    "DB-4103",
                    Line.of("finding.desk-behind", desk.name(), behind),
                    Line.of("finding.desk-behind.remedy"));
        }
    }

    private void clock(Desk desk) {
        if (desk.clockOffsetMs() == null) {
            return;
        }
        Duration off = Duration.ofMillis(desk.clockOffsetMs());
        if (off.abs().compareTo(CLOCK_WARN) >= 0) {
            add(
                    off.abs().compareTo(CLOCK_BAD) >= 0 ? Severity.BAD : Severity.WARN,
                    "DB-2207",
                    Line.of(
                            off.isNegative() ? "finding.clock-slow" : "finding.clock-fast",
                            desk.name(),
                            off.abs()),
                    Line.of("finding.clock.remedy"));
        }
    }

    private void kinesis(ForwarderStatus kinesis) {
        if (kinesis.state() == State.OFF) {
            return;
        }
        checks++;
        Reason reason = kinesis.reason();
        if (kinesis.state() != State.WAITING || reason == null) {
            return;
        }
        Duration waiting = Duration.between(kinesis.since(), snapshot.at());
        String key = "finding.kinesis." + wire(reason);
        add(
                waiting.compareTo(GONE_LONG) > 0 ? Severity.BAD : Severity.WARN,
                "DB-5101",
                Line.of(key, kinesis.stream(), waiting),
                Line.of(key + ".remedy", kinesis.lag()));
    }

    private void disk() {
        if (snapshot.freeBytes() < 0) {
            return;
        }
        checks++;
        if (snapshot.freeBytes() < FREE_WARN) {
            add(
                    snapshot.freeBytes() < FREE_BAD ? Severity.BAD : Severity.WARN,
                    "DB-3302",
                    Line.of("finding.disk"),
                    Line.of("finding.disk.remedy"));
        }
    }

    /** A desk's clock was wrong when it decided; once the clock is right, the marks remain. */
    private void times() {
        checks++;
        if (snapshot.implausible() > 0) {
            add(
                    Severity.WARN,
                    "DB-2208",
                    Line.of("finding.times", snapshot.implausible()),
                    Line.of("finding.times.remedy"));
        }
    }

    private void add(Severity severity, String code, Line title, Line remedy) {
        found.add(new Finding(severity, code, title, remedy));
    }

    static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
