package clinic.daybook.server;

import clinic.daybook.clinic.ClinicState;
import clinic.daybook.event.StreamId;
import clinic.daybook.server.commit.RecentRefusals;
import clinic.daybook.server.console.Console;
import clinic.daybook.server.console.ConsoleSnapshot;
import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.console.ConsoleSnapshot.Refusal;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.Replay;
import clinic.daybook.server.live.DeskRegistry.DeskState;
import clinic.daybook.server.live.WriteLevels;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The administrator's console, fed with what the server knows of itself. */
final class ConsolePart implements ServerPart {

    private static final int REFUSALS_SHOWN = 10;

    /** Results of commits that nobody has to look into. */
    private static final Set<String> NO_REFUSAL =
            Set.of("accepted", "duplicate", "conflict", "skipped");

    private final ServerContext context;
    private final Supplier<ForwarderStatus> kinesis;
    private final WriteLevels levels;
    private final Console console;

    /** {@code kinesis}: how the forwarder is doing now. */
    ConsolePart(ServerContext context, Supplier<ForwarderStatus> kinesis) {
        this.context = context;
        this.kinesis = kinesis;
        this.levels = new WriteLevels(context.store(), context.desks());
        this.console =
                new Console(
                        this::snapshot,
                        new Console.Actions(levels::raise, this::replay),
                        context.clock());
    }

    /** The path of a link that signs in whoever opens it first. */
    String newSignInPath() {
        return console.newSignInPath();
    }

    @Override
    public void routes(JavalinDefaultRoutingApi routes) {
        console.addTo(routes);
    }

    @Override
    public void start() {
        console.start();
    }

    @Override
    public void close() {
        console.close();
    }

    private void replay(long from) {
        long _ = Replay.from(context.store(), kinesis.get().stream(), from);
    }

    private ConsoleSnapshot snapshot() {
        Instant now = context.clock().instant();
        ClinicState clinic =
                context.states()
                        .stateOf(context.store().identity().clinicId(), ClinicState.class)
                        .orElse(ClinicState.NEW);
        return new ConsoleSnapshot(
                now,
                clinic.zone(),
                clinic.name(),
                context.store().head(),
                context.database().kind(),
                context.database().bytes(),
                freeBytes(),
                context.desks().list().stream().map(desk -> desk(desk, now)).toList(),
                levels.standing(),
                kinesis.get(),
                context.counters().implausible(),
                refusals(context.counters().totals()),
                context.refusals().list().stream()
                        .limit(REFUSALS_SHOWN)
                        .map(this::refusal)
                        .toList());
    }

    private static Desk desk(DeskState desk, Instant now) {
        boolean told = !desk.appVersion().isEmpty();
        return new Desk(
                desk.name(),
                desk.online(),
                desk.online() ? now : desk.since(),
                desk.position(),
                told ? desk.pending() : null,
                told ? desk.needsYou() : null,
                desk.clockOffset(),
                told ? desk.appVersion() : null);
    }

    private Refusal refusal(RecentRefusals.Refusal refusal) {
        StreamId desk = refusal.deskId();
        return new Refusal(
                refusal.at(),
                context.desks().find(desk).map(DeskState::name).orElse("\u2013"),
                refusal.streamKind(),
                refusal.code());
    }

    private static long refusals(Map<String, Long> totals) {
        return totals.entrySet().stream()
                .filter(total -> !NO_REFUSAL.contains(total.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Where the database is elsewhere, nobody here knows how much room it has. */
    private long freeBytes() {
        if (context.database().shared()) {
            return -1;
        }
        try {
            return Files.getFileStore(context.config().data()).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
