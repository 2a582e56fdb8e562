package clinic.daybook.desk.local;

import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.sync.PendingCommit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One stream in memory: confirmed, and with what is pending on top. Of the engine's thread. */
final class StreamModel {

    private final StreamId id;
    private Fold confirmed;
    private Fold shown;
    private boolean readable = true;
    private List<PendingCommit> chain = List.of();
    private final Map<UUID, Map<String, String>> personal = new HashMap<>();
    private final List<AuditRow> confirmedAudit = new ArrayList<>();
    private List<AuditRow> pendingAudit = List.of();
    private boolean pendingAuditWritten;
    private final ChildRows childRows = new ChildRows();
    private final List<AuditRow> auditToWrite = new ArrayList<>();
    private final List<OutcomeRow> confirmedOutcomes = new ArrayList<>();
    private List<OutcomeRow> pendingOutcomes = List.of();
    private final List<OutcomeRow> outcomesToWrite = new ArrayList<>();
    private final Set<UUID> unsaved = new HashSet<>();
    private final NavigableMap<Long, Optional<StoredEvent>> held = new TreeMap<>();
    private long lastPosition;
    private int unwritten;

    StreamModel(StreamId id) {
        this.id = id;
        this.confirmed = Fold.initial(id);
        this.shown = confirmed;
    }

    StreamId id() {
        return id;
    }

    /** What the feed has brought. */
    Fold confirmed() {
        return confirmed;
    }

    /** With everything pending on top. */
    Fold shown() {
        return shown;
    }

    /** False once an event came that this version cannot read: nothing is decided here then. */
    boolean readable() {
        return readable;
    }

    /** What is pending, in the order decided. */
    List<PendingCommit> chain() {
        return chain;
    }

    /** The position of the last event of the fold; 0 before any. */
    long lastPosition() {
        return lastPosition;
    }

    /**
     * Keeps an event until those before it have come.
     *
     * @param stored empty where it cannot even be read as one
     */
    void hold(long version, Optional<StoredEvent> stored) {
        held.put(version, stored);
    }

    /** Whether events wait for some before them. */
    boolean holds() {
        return !held.isEmpty();
    }

    /** Whether this version is here, folded or waiting. */
    boolean has(long version) {
        return version <= confirmed.version() || held.containsKey(version);
    }

    /**
     * Folds what was kept and follows now without a gap; {@code anyway}: what does not, too.
     *
     * @return what was folded
     */
    List<StoredEvent> foldHeld(boolean anyway) {
        List<StoredEvent> folded = new ArrayList<>();
        while (holds() && (anyway || held.firstKey() == confirmed.version() + 1)) {
            Map.Entry<Long, Optional<StoredEvent>> next = held.pollFirstEntry();
            next.getValue()
                    .ifPresentOrElse(
                            stored -> {
                                append(stored, true);
                                folded.add(stored);
                            },
                            () -> appendUnreadable(next.getKey()));
        }
        return folded;
    }

    /** Whether what is pending may be sent as far as persons are concerned. */
    boolean free() {
        return chain.stream().noneMatch(Sendable::held);
    }

    /** Takes a recorded event. {@code isNew}: it is not in the database yet. */
    void append(StoredEvent stored, boolean isNew) {
        RecordedEvent r = stored.recorded();
        lastPosition = r.position();
        Optional<Occurred<Event>> occurred = stored.occurred();
        boolean gap = r.version() != confirmed.version() + 1;
        AuditRow row;
        // A newer server may allow what the rules here do not: folding it would lead anywhere.
        if (gap || occurred.isEmpty() || !confirmed.takes(occurred.get().event())) {
            readable = false;
            confirmed = confirmed.skippingTo(r.version());
            row = AuditRows.unreadable(r);
        } else {
            Fold after = confirmed.after(occurred.get());
            row = AuditRows.recorded(r, occurred.get().event(), confirmed, after);
            confirmed = after;
            if (occurred.get().event() instanceof OutcomeEvent outcome) {
                OutcomeRow told = OutcomeRow.recorded(r, outcome);
                confirmedOutcomes.add(told);
                if (isNew) {
                    outcomesToWrite.add(told);
                }
            }
        }
        if (!stored.personal().isEmpty()) {
            personal.put(r.eventId(), stored.personal());
        }
        confirmedAudit.add(row);
        if (isNew) {
            auditToWrite.add(row);
        }
    }

    /** Marks an event that could not even be read as one. */
    void appendUnreadable(long version) {
        readable = false;
        confirmed = confirmed.skippingTo(version);
    }

    /** Puts this on top of what is confirmed, each commit as a whole or not at all. */
    void show(List<PendingCommit> pending) {
        chain = List.copyOf(pending);
        List<AuditRow> rows = new ArrayList<>();
        List<OutcomeRow> outcomes = new ArrayList<>();
        Fold fold = confirmed;
        for (PendingCommit commit : chain) {
            fold = put(commit, fold, rows, outcomes);
        }
        shown = fold;
        pendingAudit = List.copyOf(rows);
        // From here on the table may hold them, until a batch has taken them away.
        pendingAuditWritten |= !rows.isEmpty();
        pendingOutcomes = List.copyOf(outcomes);
    }

    private static Fold put(
            PendingCommit commit, Fold before, List<AuditRow> rows, List<OutcomeRow> outcomes) {
        if (commit.status() instanceof PendingCommit.Status.Superseded) {
            return before;
        }
        List<AuditRow> own = new ArrayList<>();
        List<OutcomeRow> told = new ArrayList<>();
        Fold fold = before;
        for (PendingCommit.PendingEvent e : commit.events()) {
            if (!fold.takes(e.event())) {
                return before;
            }
            Fold after = fold.after(new Occurred<>(e.eventId(), commit.happenedAt(), e.event()));
            own.add(AuditRows.pending(commit, e, fold, after));
            if (e.event() instanceof OutcomeEvent outcome) {
                told.add(OutcomeRow.pending(commit, e.eventId(), after.version(), outcome));
            }
            fold = after;
        }
        rows.addAll(own);
        outcomes.addAll(told);
        return fold;
    }

    /** What is personal of an event of this stream, pending ones included. */
    Map<String, String> personalOf(UUID eventId) {
        Map<String, String> fields = personal.get(eventId);
        if (fields != null) {
            return fields;
        }
        return chain.stream()
                .filter(c -> c.personal() != null)
                .filter(c -> c.events().getFirst().eventId().equals(eventId))
                .findFirst()
                .map(PendingCommit::personal)
                .map(p -> p.personal().fields())
                .orElse(Map.of());
    }

    /** What is personal, by event, pending ones included. */
    Map<UUID, Map<String, String>> allPersonal() {
        Map<UUID, Map<String, String>> all = new HashMap<>(personal);
        for (PendingCommit commit : chain) {
            if (commit.personal() != null) {
                all.put(
                        commit.events().getFirst().eventId(),
                        commit.personal().personal().fields());
            }
        }
        return all;
    }

    /** The memo of a reservation; empty when there is none. */
    String memo() {
        return shown.state().state() instanceof Reservation r && r.memoEventId() != null
                ? personalOf(r.memoEventId()).getOrDefault("memo", "")
                : "";
    }

    /** Oldest first, pending ones included. */
    List<AuditRow> audit() {
        List<AuditRow> rows = new ArrayList<>(confirmedAudit);
        rows.addAll(pendingAudit);
        return rows;
    }

    List<AuditRow> pendingAudit() {
        return pendingAudit;
    }

    /** Whether the table may hold pending audit rows; those of now are about to be written. */
    boolean takePendingAuditWritten() {
        boolean before = pendingAuditWritten;
        pendingAuditWritten = !pendingAudit.isEmpty();
        return before;
    }

    ChildRows childRows() {
        return childRows;
    }

    /** The confirmed audit rows that no batch has written yet; the next call has none of them. */
    List<AuditRow> takeAuditToWrite() {
        List<AuditRow> rows = List.copyOf(auditToWrite);
        auditToWrite.clear();
        return rows;
    }

    /** What a desk's stream tells of its changes, oldest first, pending ones included. */
    List<OutcomeRow> outcomes() {
        List<OutcomeRow> rows = new ArrayList<>(confirmedOutcomes);
        rows.addAll(pendingOutcomes);
        return rows;
    }

    /**
     * The confirmed outcomes that no batch has written yet; the next call has none of them. Pending
     * ones are never written: a stream with any stays in memory.
     */
    List<OutcomeRow> takeOutcomesToWrite() {
        List<OutcomeRow> rows = List.copyOf(outcomesToWrite);
        outcomesToWrite.clear();
        return rows;
    }

    /**
     * The mark of the least far change; {@code needsYou}: one of its changes waits for a person.
     */
    SyncMark mark(boolean needsYou) {
        if (needsYou) {
            return SyncMark.NEEDS_YOU;
        }
        if (!unsaved.isEmpty()) {
            return SyncMark.SHOWN;
        }
        return chain.stream().allMatch(PendingCommit::onServer)
                ? SyncMark.ON_SERVER
                : SyncMark.SAVED_HERE;
    }

    SyncMark mark(AuditRow row) {
        if (row.position() != null) {
            return SyncMark.ON_SERVER;
        }
        if (unsaved.contains(row.commitId())) {
            return SyncMark.SHOWN;
        }
        boolean taken =
                chain.stream().anyMatch(c -> c.commitId().equals(row.commitId()) && c.onServer());
        return taken ? SyncMark.ON_SERVER : SyncMark.SAVED_HERE;
    }

    void shownNotSaved(UUID commitId) {
        unsaved.add(commitId);
    }

    void saved(UUID commitId) {
        unsaved.remove(commitId);
    }

    /** A batch with this stream's rows is on its way. */
    void writing() {
        unwritten++;
    }

    void written() {
        unwritten--;
    }

    /** Whether it must stay in memory: the database does not have all of it, or it is pending. */
    boolean pinned() {
        return unwritten > 0 || !chain.isEmpty();
    }
}
