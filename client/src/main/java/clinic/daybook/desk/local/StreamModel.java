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
import org.jspecify.annotations.Nullable;

/** One stream in memory: confirmed, and with what is pending on top. Of the engine's thread. */
final class StreamModel {

    private final StreamId id;
    private final @Nullable PendingBook book;
    private Fold confirmed;
    private Fold shown;
    private boolean readable = true;
    private List<PendingCommit> chain = List.of();
    // Whether shown and pendingAudit are what confirmed and chain make: folded when they are asked
    // for, so that a page of the feed folds a stream once and not at each of its events.
    private boolean folded = true;
    private final Map<UUID, Map<String, String>> personal = new HashMap<>();
    private final List<AuditRow> confirmedAudit = new ArrayList<>();
    private final List<AuditRow> pendingAudit = new ArrayList<>();
    private final Map<UUID, AuditRow> pendingAuditWritten = new HashMap<>();
    private final ChildRows childRows = new ChildRows();
    private final List<AuditRow> auditToWrite = new ArrayList<>();
    private final List<OutcomeRow> confirmedOutcomes = new ArrayList<>();
    private final List<OutcomeRow> pendingOutcomes = new ArrayList<>();
    private final List<OutcomeRow> outcomesToWrite = new ArrayList<>();
    private final Set<UUID> unsaved = new HashSet<>();
    private final NavigableMap<Long, Optional<StoredEvent>> held = new TreeMap<>();
    private long lastPosition;
    private int unwritten;

    /** {@code book}: told what is pending; {@code null} where this is a copy to write rows from. */
    StreamModel(StreamId id, @Nullable PendingBook book) {
        this.id = id;
        this.book = book;
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
        fold();
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

    /** Takes a recorded event. {@code isNew}: it is not in the database yet. */
    void append(StoredEvent stored, boolean isNew) {
        RecordedEvent r = stored.recorded();
        lastPosition = r.position();
        Optional<Occurred<Event>> occurred = stored.occurred();
        folded = false;
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
        folded = false;
        confirmed = confirmed.skippingTo(version);
    }

    /**
     * Puts what the database holds as pending on top. {@code written}: its rows stand there too.
     */
    void restore(List<PendingCommit> pending, boolean written) {
        chain = List.copyOf(pending);
        folded = false;
        if (written) {
            fold();
            pendingAudit.forEach(row -> pendingAuditWritten.put(row.eventId(), row));
        }
    }

    /** Puts this on top of what is confirmed, each commit as a whole or not at all. */
    void show(List<PendingCommit> pending) {
        List<PendingCommit> before = chain;
        chain = List.copyOf(pending);
        folded = false;
        if (book != null) {
            Set<UUID> left = new HashSet<>();
            for (PendingCommit commit : chain) {
                left.add(commit.commitId());
                book.put(commit);
            }
            before.stream()
                    .map(PendingCommit::commitId)
                    .filter(commit -> !left.contains(commit))
                    .forEach(book::remove);
        }
    }

    /** Puts a commit on top of everything. */
    void show(PendingCommit last) {
        List<PendingCommit> longer = new ArrayList<>(chain);
        longer.add(last);
        chain = List.copyOf(longer);
        if (folded) {
            shown = put(last, shown, pendingAudit, pendingOutcomes);
        }
        if (book != null) {
            book.put(last);
        }
    }

    /** Takes a commit out, or puts what is left of it in its place. */
    void came(PendingCommit commit, @Nullable PendingCommit left) {
        chain =
                chain.stream()
                        .<PendingCommit>mapMulti((c, out) -> {
                            PendingCommit now = c.equals(commit) ? left : c;
                            if (now != null) {
                                out.accept(now);
                            }
                        })
                        .toList();
        folded = false;
        if (book != null) {
            if (left == null) {
                book.remove(commit.commitId());
            } else {
                book.put(left);
            }
        }
    }

    /** The server has taken commits so far; what they change stays as it is. */
    void at(Map<UUID, PendingCommit.Status> statuses) {
        chain =
                chain.stream()
                        .map(c -> {
                            PendingCommit.Status status = statuses.get(c.commitId());
                            return status == null ? c : c.at(status);
                        })
                        .toList();
        if (statuses.values().stream()
                .anyMatch(PendingCommit.Status.Superseded.class::isInstance)) {
            folded = false;
        }
    }

    private void fold() {
        if (folded) {
            return;
        }
        pendingAudit.clear();
        pendingOutcomes.clear();
        Fold fold = confirmed;
        for (PendingCommit commit : chain) {
            fold = put(commit, fold, pendingAudit, pendingOutcomes);
        }
        shown = fold;
        folded = true;
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
        return shown().state().state() instanceof Reservation r && r.memoEventId() != null
                ? personalOf(r.memoEventId()).getOrDefault("memo", "")
                : "";
    }

    /** Oldest first, pending ones included. */
    List<AuditRow> audit() {
        fold();
        List<AuditRow> rows = new ArrayList<>(confirmedAudit);
        rows.addAll(pendingAudit);
        return rows;
    }

    /** What the rows of pending changes have become since the last call. */
    PendingRows takePendingAudit() {
        fold();
        List<AuditRow> put = new ArrayList<>();
        Set<UUID> gone = new HashSet<>(pendingAuditWritten.keySet());
        for (AuditRow row : pendingAudit) {
            gone.remove(row.eventId());
            if (!row.equals(pendingAuditWritten.put(row.eventId(), row))) {
                put.add(row);
            }
        }
        pendingAuditWritten.keySet().removeAll(gone);
        return new PendingRows(put, gone);
    }

    ChildRows childRows() {
        return childRows;
    }

    /** Audit rows of pending changes: to be written, and to be dropped where still pending. */
    record PendingRows(List<AuditRow> put, Set<UUID> gone) {}

    /** The confirmed audit rows that no batch has written yet; the next call has none of them. */
    List<AuditRow> takeAuditToWrite() {
        List<AuditRow> rows = List.copyOf(auditToWrite);
        auditToWrite.clear();
        return rows;
    }

    /** What a desk's stream tells of its changes, oldest first, pending ones included. */
    List<OutcomeRow> outcomes() {
        fold();
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

    /** Whether something shown is not durable yet. */
    boolean unsaved() {
        return !unsaved.isEmpty();
    }

    SyncMark mark(AuditRow row) {
        if (row.position() != null) {
            return SyncMark.ON_SERVER;
        }
        if (unsaved.contains(row.commitId())) {
            return SyncMark.SHOWN;
        }
        return chain.stream()
                .filter(c -> c.commitId().equals(row.commitId()))
                .findFirst()
                .map(PendingCommit::status)
                .map(StreamModel::mark)
                .orElse(SyncMark.SAVED_HERE);
    }

    private static SyncMark mark(PendingCommit.Status status) {
        if (status instanceof PendingCommit.Status.AwaitsUpdate) {
            return SyncMark.AWAITS_UPDATE;
        }
        return status.onServer() ? SyncMark.ON_SERVER : SyncMark.SAVED_HERE;
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

    /** Whether it must stay in memory: the database does not have all of it. */
    boolean pinned() {
        return unwritten > 0 || (id.is("desk") && !chain.isEmpty());
    }
}
