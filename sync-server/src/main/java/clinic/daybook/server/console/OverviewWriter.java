package clinic.daybook.server.console;

import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.console.ConsoleSnapshot.Refusal;
import clinic.daybook.server.console.Finding.Severity;
import clinic.daybook.server.console.Overview.Cell;
import clinic.daybook.server.console.Overview.DeskRow;
import clinic.daybook.server.console.Overview.Notice;
import clinic.daybook.server.console.Overview.RefusalRow;
import clinic.daybook.server.console.Overview.Tile;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Puts a snapshot into words. */
final class OverviewWriter {

    private static final String NONE = "\u2013";
    private static final long CLOCK_OFF_MS = 30_000;
    private static final Duration JUST_NOW = Duration.ofSeconds(30);

    private final ConsoleSnapshot snapshot;
    private final Findings.Result findings;
    private final List<Trend.Point> trend;
    private final Texts texts;

    private OverviewWriter(ConsoleSnapshot snapshot, Trend trend, Texts texts) {
        this.snapshot = snapshot;
        this.findings = Findings.of(snapshot);
        this.trend = trend.points();
        this.texts = texts;
    }

    static Overview write(ConsoleSnapshot snapshot, Trend trend, Texts texts) {
        return new OverviewWriter(snapshot, trend, texts).write();
    }

    private Overview write() {
        int fine = Math.max(0, findings.checks() - findings.found().size());
        return new Overview(
                snapshot.clinicName() == null ? "" : snapshot.clinicName(),
                findings.found().stream().map(this::notice).toList(),
                texts.get("checks", texts.number(findings.checks()), texts.number(fine)),
                List.of(desksTile(), headTile(), kinesisTile(), storeTile(), refusalsTile()),
                chart(Trend.Point::stored),
                snapshot.kinesis().state() != State.OFF,
                chart(Trend.Point::lag),
                level(),
                snapshot.desks().stream().map(this::desk).toList(),
                snapshot.lastRefusals().stream().map(this::refusal).toList());
    }

    private Overview.Level level() {
        int level = snapshot.writeLevel().level();
        int highest = snapshot.writeLevel().highest();
        return new Overview.Level(
                texts.get("level", texts.number(level)),
                snapshot.writeLevel().raisable()
                        ? texts.get("level.raise", texts.number(highest))
                        : "");
    }

    private Chart chart(ToLongFunction<Trend.Point> figure) {
        return Chart.draw(trend, figure, snapshot.at(), snapshot.zone(), texts);
    }

    private Notice notice(Finding finding) {
        return new Notice(
                finding.severity() == Severity.BAD ? "bad" : "warn",
                line(finding.title()),
                finding.code(),
                line(finding.remedy()));
    }

    private String line(Finding.Line line) {
        List<Object> values = new ArrayList<>();
        for (Object value : line.values()) {
            values.add(
                    switch (value) {
                        case Long number -> texts.number(number);
                        case Duration duration -> texts.lasting(duration);
                        default -> value;
                    });
        }
        return texts.get(line.key(), values.toArray());
    }

    private Tile desksTile() {
        long online = snapshot.desks().stream().filter(Desk::online).count();
        long behind = snapshot.desks().stream().filter(d -> d.online() && catchingUp(d)).count();
        int all = snapshot.desks().size();
        String caption =
                all == 0
                        ? texts.get("tile.desks.none")
                        : behind > 0
                                ? texts.get("tile.desks.behind", texts.number(behind))
                                : online == all
                                        ? texts.get("tile.desks.all")
                                        : texts.get("tile.desks.some", texts.number(all - online));
        String signal = all == 0 ? "off" : online == all && behind == 0 ? "ok" : "warn";
        return new Tile(
                signal,
                texts.get("tile.desks"),
                texts.number(online),
                "/ " + texts.number(all),
                caption);
    }

    private Tile headTile() {
        return new Tile(
                "ok",
                texts.get("tile.head"),
                texts.number(snapshot.head()),
                "",
                texts.get("tile.head.caption"));
    }

    private Tile kinesisTile() {
        ForwarderStatus kinesis = snapshot.kinesis();
        if (kinesis.state() == State.OFF || kinesis.state() == State.STANDBY) {
            String why = kinesis.state() == State.OFF ? "kinesis.off" : "kinesis.standby";
            return new Tile("off", texts.get("tile.kinesis"), NONE, "", texts.get(why));
        }
        String signal =
                switch (kinesis.state()) {
                    case RUNNING -> "ok";
                    case WAITING -> "warn";
                    case STARTING, STANDBY, OFF -> "off";
                };
        String caption =
                kinesis.reason() == null
                        ? texts.get("kinesis." + Findings.wire(kinesis.state()), kinesis.stream())
                        : texts.get("kinesis.reason." + Findings.wire(kinesis.reason()));
        return new Tile(
                signal,
                texts.get("tile.kinesis"),
                texts.number(kinesis.lag()),
                texts.get("unit.events"),
                caption);
    }

    private Tile storeTile() {
        Texts.Size size = texts.size(snapshot.storeBytes());
        boolean unknown = snapshot.freeBytes() < 0;
        boolean full = findings.found().stream().anyMatch(f -> f.code().equals("DB-3302"));
        return new Tile(
                full ? "warn" : "ok",
                texts.get("tile.store"),
                size.figure(),
                size.unit(),
                unknown
                        ? snapshot.storeKind()
                        : texts.get(
                                "tile.store.caption",
                                snapshot.storeKind(),
                                texts.size(snapshot.freeBytes())));
    }

    private Tile refusalsTile() {
        return new Tile(
                snapshot.refusals() == 0 ? "ok" : "off",
                texts.get("tile.refusals"),
                texts.number(snapshot.refusals()),
                texts.get("unit.changes"),
                texts.get("tile.refusals.caption"));
    }

    private DeskRow desk(Desk desk) {
        boolean known = desk.online() || desk.seen() != null;
        return new DeskRow(
                desk.name(),
                state(desk),
                seen(desk),
                known ? texts.number(desk.position()) : NONE,
                known ? behind(desk) : new Cell(NONE, "off"),
                unsent(desk),
                desk.needsYou() == null
                        ? new Cell(NONE, "off")
                        : new Cell(
                                texts.number(desk.needsYou()), desk.needsYou() > 0 ? "bad" : "off"),
                clock(desk),
                desk.version() == null ? NONE : desk.version());
    }

    private Cell state(Desk desk) {
        if (!desk.online()) {
            return new Cell(texts.get("desk.offline"), "off");
        }
        return catchingUp(desk)
                ? new Cell(texts.get("desk.catching-up"), "warn")
                : new Cell(texts.get("desk.online"), "ok");
    }

    private boolean catchingUp(Desk desk) {
        return snapshot.head() - desk.position() > Findings.CATCHING_UP;
    }

    private String seen(Desk desk) {
        Instant seen = desk.seen();
        if (seen == null) {
            return texts.get("desk.never");
        }
        boolean justNow = Duration.between(seen, snapshot.at()).compareTo(JUST_NOW) < 0;
        return desk.online() || justNow
                ? texts.get("desk.now")
                : texts.time(seen, snapshot.at(), snapshot.zone());
    }

    private Cell behind(Desk desk) {
        long behind = Math.max(0, snapshot.head() - desk.position());
        return new Cell(texts.number(behind), catchingUp(desk) ? "warn" : quiet(behind));
    }

    private Cell unsent(Desk desk) {
        if (desk.unsent() == null) {
            return new Cell(NONE, "off");
        }
        String number = texts.number(desk.unsent());
        if (desk.unsent() == 0) {
            return new Cell(number, "off");
        }
        // What a desk that is away holds by now is not known.
        return desk.online() ? new Cell(number, "") : new Cell(number + "?", "warn");
    }

    private Cell clock(Desk desk) {
        if (desk.clockOffsetMs() == null) {
            return new Cell(NONE, "off");
        }
        long seconds = Math.round(desk.clockOffsetMs() / 1000.0);
        boolean off = Math.abs(desk.clockOffsetMs()) >= CLOCK_OFF_MS;
        return new Cell(
                texts.get("unit.seconds", texts.signed(seconds)), off ? "warn" : quiet(seconds));
    }

    private RefusalRow refusal(Refusal refusal) {
        String kind = refusal.streamKind();
        return new RefusalRow(
                texts.time(refusal.at(), snapshot.at(), snapshot.zone()),
                refusal.desk(),
                kind.isEmpty() ? NONE : texts.getOr("kind." + kind, kind),
                texts.getOr("refusal." + refusal.code(), texts.get("refusal.other")),
                refusal.code());
    }

    private static String quiet(long number) {
        return number == 0 ? "off" : "";
    }
}
