package clinic.daybook.server.commit;

import clinic.daybook.access.RolePermissions;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitResult.Codes;
import clinic.daybook.protocol.CommitResult.Rejected;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.Staff;
import clinic.daybook.staff.StaffEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the person who recorded an event may do so (I8). Judged as of what their desk had applied
 * when they decided: who left or lost the role later was right at the time, and is only flagged.
 * Serves one request and remembers what it has looked up.
 */
final class Authority {

    /** The actor left or lost the role before the event arrived. */
    static final String LATE = "authority-late";

    /** A manager's event without a session that this server knows. */
    static final String OFFLINE = "authorised-offline";

    /** Recorded before, in a store of which a backup was restored. */
    static final String REPLAYED = "replayed";

    /** The answer. */
    sealed interface Verdict {}

    /** The actor may; the flags that the event gets. */
    record Allowed(List<String> flags) implements Verdict {}

    /** The actor may not, or is not known. */
    record Denied(Rejected why) implements Verdict {}

    private final Knowledge knowledge;
    private final StaffSessions sessions;
    private final StreamId deskId;
    private final Map<StreamId, StaffDirectory.History> histories = new HashMap<>();
    private final Map<OpenSession, Boolean> open = new HashMap<>();

    private record OpenSession(@Nullable String session, StreamId actor) {}

    /** {@code deskId}: the desk that sends the request. */
    Authority(Knowledge knowledge, StaffSessions sessions, StreamId deskId) {
        this.knowledge = knowledge;
        this.sessions = sessions;
        this.deskId = deskId;
    }

    /**
     * Judges one event.
     *
     * @param position what the desk had applied at the least
     * @param subject the state of the stream that it is for, where the event is about staff
     */
    Verdict judge(
            StreamId actor, Event event, long position, @Nullable Staff subject, Commit commit) {
        StaffDirectory.History history = histories.computeIfAbsent(actor, knowledge::history);
        Optional<Staff> then =
                event instanceof OutcomeEvent
                        ? everPermitted(history, event)
                        : history.asOf(position);
        if (then.isEmpty()) {
            return unknownActor();
        }
        if (!permits(then.get(), event, subject)) {
            return notPermitted(event);
        }
        List<String> flags = new ArrayList<>();
        if (!permits(history.now().orElse(Staff.NEW), event, subject)) {
            flags.add(LATE);
        }
        if (RolePermissions.managerOnly(event.typeName()) && !valid(commit.session(), actor)) {
            flags.add(OFFLINE);
        }
        return new Allowed(flags);
    }

    /**
     * What became of a change is told in the name of who made it, often by a desk that has learnt
     * meanwhile that they left: a fact about their work is not lost with them.
     */
    private static Optional<Staff> everPermitted(StaffDirectory.History history, Event event) {
        return history.since(0).stream()
                .filter(standing -> permits(standing, event, null))
                .findFirst()
                .or(history::now);
    }

    /**
     * Judges one event that another store of the clinic had accepted. Who might do it there at any
     * time since the two stores parted may do it here; what the server's own desk had recorded
     * nobody's role was asked for.
     *
     * @param parted the position up to which both stores are the same
     */
    Verdict judgeReplayed(
            StreamId actor, Event event, long parted, @Nullable Staff subject, boolean serversOwn) {
        if (serversOwn) {
            return new Allowed(List.of(REPLAYED));
        }
        StaffDirectory.History history = histories.computeIfAbsent(actor, knowledge::history);
        List<Staff> standings = history.since(parted);
        if (standings.isEmpty()) {
            return unknownActor();
        }
        if (standings.stream().noneMatch(s -> permits(s, event, subject))) {
            return notPermitted(event);
        }
        List<String> flags = new ArrayList<>(List.of(REPLAYED));
        if (!permits(standings.getLast(), event, subject)) {
            flags.add(LATE);
        }
        return new Allowed(flags);
    }

    private static Denied unknownActor() {
        return new Denied(
                new Rejected(
                        Codes.UNKNOWN_ACTOR,
                        "the server does not know this member of staff yet",
                        true));
    }

    private static Denied notPermitted(Event event) {
        return new Denied(
                new Rejected(
                        Codes.NOT_PERMITTED,
                        "this member of staff may not record " + event.typeName(),
                        false));
    }

    /** The staff's streams that were looked at, with the version that each was judged at. */
    Map<StreamId, Long> basis() {
        return histories.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().version()));
    }

    /** Forgets what it remembers, because staff may have changed. */
    void forget() {
        histories.clear();
    }

    private boolean valid(@Nullable String session, StreamId actor) {
        return open.computeIfAbsent(
                new OpenSession(session, actor),
                o -> sessions.valid(o.session(), o.actor(), deskId));
    }

    private static boolean permits(Staff actor, Event event, @Nullable Staff subject) {
        Role role = actor.role();
        if (role == null || !actor.active()) {
            return false;
        }
        return event instanceof StaffEvent staffEvent && subject != null
                ? RolePermissions.permits(role, staffEvent, subject)
                : RolePermissions.permits(role, event);
    }
}
