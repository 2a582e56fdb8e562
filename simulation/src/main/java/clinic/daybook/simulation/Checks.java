package clinic.daybook.simulation;

import clinic.daybook.codec.Aggregates;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Slot;
import clinic.daybook.sync.StreamState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What must hold of the server's log, and of everything that people recorded. */
final class Checks {

    private final Ledger ledger;
    private final Server server;

    Checks(Ledger ledger, Server server) {
        this.ledger = ledger;
        this.server = server;
    }

    /**
     * A desk that has just died, as its database will be found (I5, I9, I10): the cursor is not
     * ahead of the events, and what was "saved here" is there, or a person at some desk is known to
     * have answered for it.
     */
    void afterDeath(Desk desk) {
        try (Inspection at = Inspection.ofDesk(desk.directory());
                Inspection log = Inspection.ofServer(server.directory())) {
            long cursor = at.number("SELECT value FROM meta WHERE key = 'position'");
            // Behind a first board, older events are still to come.
            long done = at.number("SELECT value FROM meta WHERE key = 'olderDone'");
            long target = at.number("SELECT value FROM meta WHERE key = 'olderTarget'");
            String applied =
                    "SELECT count(*) FROM event WHERE position <= ?"
                            + " AND NOT (position > ? AND position <= ?)";
            long here = at.number(applied, cursor, done, target);
            long there = log.number(applied, cursor, done, target);
            String store = "SELECT value FROM meta WHERE key = ";
            boolean same = at.texts(store + "'storeId'").equals(log.texts(store + "'store-id'"));
            require(
                    here == there || !same,
                    "I9: %s has its cursor at %d with %d of %d events",
                    desk.name(),
                    cursor,
                    here,
                    there);
            Set<String> kept =
                    at.set(
                            "SELECT commit_id FROM pending UNION SELECT commit_id FROM attention"
                                    + " UNION SELECT commit_id FROM settled"
                                    + " UNION SELECT commit_id FROM event"
                                    + " UNION SELECT commit_id FROM outcome"
                                    + " WHERE type IN ('ChangeRedone', 'ChangeLetGo')");
            for (Ledger.Entry entry : ledger.all()) {
                require(
                        entry.desk() != desk.number()
                                || entry.told() != Ledger.Told.SAVED
                                || kept.contains(entry.commitId().toString()),
                        "I5: %s of %s was saved at %s and is gone",
                        entry.change().command().typeName(),
                        Report.shortened(entry.commitId()),
                        desk.name());
            }
        }
    }

    /** Everything recorded is accounted for once (I2, I5), and nothing else is in the log. */
    void everythingIsAccountedFor(List<Desk> desks, List<RecordedEvent> log) {
        Map<UUID, List<RecordedEvent>> commits = new LinkedHashMap<>();
        log.forEach(e -> commits.computeIfAbsent(e.commitId(), id -> new ArrayList<>()).add(e));
        Map<Integer, Where> wheres = new HashMap<>();
        for (Desk desk : desks) {
            wheres.put(desk.number(), Where.of(desk));
        }
        for (Ledger.Entry entry : ledger.all()) {
            boolean recorded = commits.containsKey(entry.commitId());
            Where own = Objects.requireNonNull(wheres.get(entry.desk()));
            String id = entry.commitId().toString();
            // What a restored server lacked may have been brought again by another desk.
            Where where =
                    recorded || own.knows(id)
                            ? own
                            : wheres.values().stream()
                                    .filter(w -> w.knows(id))
                                    .findFirst()
                                    .orElse(own);
            account(entry, recorded, where);
        }
        commits.forEach((id, events) -> {
            if (ledger.find(id) == null && !events.getFirst().streamId().is("desk")) {
                require(
                        events.getFirst().position() <= Template.LAST_POSITION
                                || ledger.wasAskedFor(events.getFirst().streamId()),
                        "I2: the log holds %s under %s, which nobody recorded",
                        events.getFirst().type(),
                        Report.shortened(id));
            }
        });
    }

    private static void account(Ledger.Entry entry, boolean recorded, Where where) {
        String id = entry.commitId().toString();
        String what =
                entry.change().command().typeName() + " " + Report.shortened(entry.commitId());
        boolean waits = where.attention().contains(id);
        String settled = where.settled().get(id);
        require(!where.pending().contains(id), "I5: %s is pending for ever", what);
        if (recorded) {
            require(
                    settled == null || settled.equals("confirmed") || where.reversed().contains(id),
                    "I2: %s is in the log and settled as %s",
                    what,
                    String.valueOf(settled));
            require(
                    !waits || where.reversed().contains(id),
                    "I2: %s is in the log and waits for a person",
                    what);
        } else if (entry.told() == Ledger.Told.SAVED) {
            require(
                    waits || settled != null && !settled.equals("confirmed"),
                    "I5: %s was saved and is neither in the log nor anywhere else (%s)",
                    what,
                    String.valueOf(settled));
        }
    }

    /**
     * What a desk holds of changes. {@code reversed}: listed because others of the intent failed.
     */
    private record Where(
            Set<String> pending,
            Set<String> attention,
            Set<String> reversed,
            Map<String, String> settled) {

        boolean knows(String commitId) {
            return pending.contains(commitId)
                    || attention.contains(commitId)
                    || settled.containsKey(commitId);
        }

        static Where of(Desk desk) {
            try (Inspection at = Inspection.ofDesk(desk.directory())) {
                Map<String, String> settled = new HashMap<>();
                for (String row : at.texts("SELECT commit_id || ' ' || outcome FROM settled")) {
                    settled.put(row.substring(0, 36), row.substring(37));
                }
                // An intent's other commits: those let go or redone were in the log as well.
                Set<String> reversed =
                        at.set("SELECT commit_id FROM attention WHERE body LIKE '%intent-%'");
                reversed.addAll(
                        at.set("SELECT commit_id FROM settled WHERE intent_id IS NOT NULL"));
                return new Where(
                        at.set("SELECT commit_id FROM pending"),
                        at.set("SELECT commit_id FROM attention"),
                        reversed,
                        settled);
            }
        }
    }

    /** The log by itself: no gap, everything legal where it stands, nothing overwritten unseen. */
    void logHolds(List<RecordedEvent> log) {
        Map<StreamId, StreamState> states = new HashMap<>();
        Set<UUID> eventIds = new HashSet<>();
        UUID before = null;
        Set<UUID> closed = new HashSet<>();
        for (RecordedEvent recorded : log) {
            StreamId stream = recorded.streamId();
            StreamState state =
                    states.computeIfAbsent(
                            stream,
                            s ->
                                    StreamState.initial(
                                            StreamState.Rules.of(
                                                    Aggregates.of(s.kind()).orElseThrow())));
            require(
                    recorded.version() == state.version() + 1,
                    "I1: version %d follows %d on %s",
                    recorded.version(),
                    state.version(),
                    Report.shortened(stream));
            require(eventIds.add(recorded.eventId()), "I2: an event is in the log twice");
            if (!recorded.commitId().equals(before)) {
                require(closed.add(recorded.commitId()), "I2: a commit is in the log twice");
            }
            if (!(EventCodec.decode(recorded.type(), recorded.schema(), recorded.data())
                    instanceof Decoded.Known(Event event))) {
                throw new Violation("I1: the log holds what nobody can read: " + recorded.type());
            }
            require(
                    state.legal(event).isEmpty(),
                    "I8: %s at version %d of %s is not legal there",
                    recorded.type(),
                    recorded.version(),
                    Report.shortened(stream));
            if (!recorded.commitId().equals(before)) {
                seen(recorded, state);
            }
            before = recorded.commitId();
            states.put(
                    stream,
                    state.after(new Occurred<>(recorded.eventId(), recorded.happenedAt(), event)));
        }
    }

    /** Nobody's value was replaced by one who had not seen it. */
    private void seen(RecordedEvent recorded, StreamState before) {
        Ledger.Entry entry = ledger.find(recorded.commitId());
        if (entry == null || !(before.state() instanceof Reservation was)) {
            return;
        }
        boolean held =
                switch (entry.change().command()) {
                    case ReservationCommand.Reschedule c ->
                            c.seen()
                                            .equals(
                                                    new Slot(
                                                            Objects.requireNonNull(was.startsAt()),
                                                            was.minutes(),
                                                            was.practitionerId(),
                                                            was.roomId()))
                                    || gaveOnlyWhatWasSeen(c, was);
                    case ReservationCommand.AssignRoom c -> Objects.equals(c.seen(), was.roomId());
                    case ReservationCommand.AssignPractitioner c ->
                            Objects.equals(c.seen(), was.practitionerId());
                    case ReservationCommand.ChangeMemo c ->
                            Objects.equals(c.seenMemoEventId(), was.memoEventId());
                    case ReservationCommand.ReorderTreatments c ->
                            c.seen()
                                    .equals(
                                            was.waiting().stream()
                                                    .map(t -> t.task().taskId())
                                                    .toList());
                    default -> true;
                };
        require(
                held,
                "%s of %s replaced a value at version %d that the person had not seen",
                entry.change().command().typeName(),
                Report.shortened(entry.commitId()),
                recorded.version());
        if (!entry.change().personal().isEmpty()) {
            require(
                    entry.change().personal().equals(recorded.personal()),
                    "I1: what %s says in words is not what was written",
                    entry.change().command().typeName());
        }
    }

    /** A move says nothing of a practitioner or room that it keeps. */
    private static boolean gaveOnlyWhatWasSeen(ReservationCommand.Reschedule c, Reservation was) {
        return c.seen().startsAt().equals(was.startsAt())
                && c.seen().minutes() == was.minutes()
                && (c.practitionerId() == null
                        || Objects.equals(c.seen().practitionerId(), was.practitionerId()))
                && (c.roomId() == null || Objects.equals(c.seen().roomId(), was.roomId()));
    }

    static void require(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            throw new Violation(String.format(Locale.ROOT, otherwise, values));
        }
    }
}
