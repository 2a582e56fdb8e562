package clinic.daybook.server.console;

import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.console.ConsoleSnapshot.Refusal;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import clinic.daybook.server.live.WriteLevels.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Server states to look at. */
final class Snapshots {

    static final Instant NOW = Instant.parse("2026-01-06T05:20:00Z");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final long MB = 1024 * 1024;

    private Snapshots() {}

    static Desk online(String name, long position) {
        return new Desk(name, true, NOW, position, 0, 0, 400L, "1.0.3");
    }

    static Desk offline(String name, long position, int unsent, Duration since) {
        return new Desk(name, false, NOW.minus(since), position, unsent, 0, 0L, "1.0.2");
    }

    static ConsoleSnapshot of(ForwarderStatus kinesis, long freeMegabytes, List<Desk> desks) {
        return of(NOW, kinesis, freeMegabytes, desks, List.of());
    }

    static ConsoleSnapshot of(
            Instant at,
            ForwarderStatus kinesis,
            long freeMegabytes,
            List<Desk> desks,
            List<Refusal> refusals) {
        return new ConsoleSnapshot(
                at,
                SEOUL,
                "여울담 클리닉",
                18_207,
                "SQLite",
                214 * MB,
                freeMegabytes * MB,
                desks,
                new Standing(1, 2, List.of("데스크 4", "데스크 6")),
                kinesis,
                0,
                refusals.size(),
                refusals);
    }

    static ForwarderStatus kinesis(State state, Reason reason, long lag, Duration since) {
        return new ForwarderStatus(
                state, reason, "clinic-events", lag, 18_207 - lag, NOW.minus(since), 0, 0);
    }

    static ForwarderStatus running() {
        return kinesis(State.RUNNING, null, 0, Duration.ofHours(3));
    }

    /** Five desks on an ordinary afternoon, one of them away. */
    static List<Desk> afternoon() {
        return List.of(
                new Desk("데스크 1", true, NOW, 18_207, 0, 1, 2_000L, "1.0.3"),
                online("데스크 2", 18_207),
                new Desk("데스크 3", true, NOW, 18_171, 4, 0, 47_000L, "1.0.3"),
                offline("데스크 4", 18_096, 6, Duration.ofMinutes(18)),
                new Desk("데스크 5", true, NOW, 18_207, 0, 2, -1_000L, "1.0.3"),
                new Desk("데스크 6", false, null, 0, null, null, null, null));
    }

    /** An hour with a lull and an outage of Kinesis near its end. */
    static void hour(Trend trend) {
        long head = 17_170;
        for (int minute = 60; minute >= 0; minute--) {
            head += minute > 30 ? 14 + minute % 7 : minute > 25 ? 2 : 18 + minute % 5;
            long lag = minute > 5 && minute < 16 ? (16 - minute) * 71L : 20 + minute % 3;
            trend.add(NOW.minus(Duration.ofMinutes(minute)), head, lag);
        }
    }

    static List<Refusal> refusals() {
        return List.of(
                new Refusal(NOW.minusSeconds(70), "데스크 3", "reservation", "illegal-in-state"),
                new Refusal(NOW.minus(Duration.ofHours(20)), "데스크 1", "customer", "not-permitted"));
    }
}
