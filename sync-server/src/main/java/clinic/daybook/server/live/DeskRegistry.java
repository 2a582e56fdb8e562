package clinic.daybook.server.live;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.AccessStore.DeskRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of every desk now: who is online, how far it has read, what it still holds. */
public final class DeskRegistry {

    /**
     * A desk's state.
     *
     * @param online whether it has a live line, at this server or another one
     * @param since when it came online or went offline; {@code null}: it never was online
     * @param position what it last said it had applied
     * @param pending changes that wait to be sent
     * @param needsYou changes that wait for a person
     * @param appVersion empty while unknown
     * @param clockOffset desk minus server in milliseconds; {@code null}: never measured
     * @param level the highest event schema set that its program can read; {@code null}: never told
     */
    public record DeskState(
            StreamId id,
            String name,
            boolean online,
            @Nullable Instant since,
            long position,
            int pending,
            int needsYou,
            String appVersion,
            @Nullable Long clockOffset,
            @Nullable Integer level) {

        LiveMessage.Desk message() {
            return new LiveMessage.Desk(id, name, position, online, since);
        }
    }

    private static final class Entry {
        private DeskRow row;
        private int connections;
        private boolean elsewhere;

        Entry(DeskRow row) {
            this.row = row;
        }

        DeskState state() {
            return new DeskState(
                    row.deskId(),
                    row.name(),
                    connections > 0 || elsewhere,
                    row.since(),
                    row.position(),
                    row.pending(),
                    row.needsYou(),
                    row.appVersion(),
                    row.clockOffsetMs(),
                    row.level());
        }
    }

    private final AccessStore access;
    private final InstantSource clock;
    private final Map<StreamId, Entry> desks = new LinkedHashMap<>();
    private final Set<StreamId> changed = new LinkedHashSet<>();
    private final Set<StreamId> unsaved = new LinkedHashSet<>();
    // Since the other servers were last asked: what they know of these is older.
    private final Set<StreamId> enrolledJustNow = new LinkedHashSet<>();
    private boolean urgent;

    /** Begins with what is stored; all are offline. */
    public DeskRegistry(AccessStore access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
        for (DeskRow row : access.desks()) {
            if (row.revokedAt() == null) {
                desks.put(row.deskId(), new Entry(row));
            }
        }
    }

    /** All desks that are enrolled and not revoked, in the order of their enrolment. */
    public synchronized List<DeskState> list() {
        return desks.values().stream().map(Entry::state).toList();
    }

    /** One of them. */
    public synchronized Optional<DeskState> find(StreamId deskId) {
        return Optional.ofNullable(desks.get(deskId)).map(Entry::state);
    }

    /** The position that a desk last acknowledged; 0 when it never did. */
    public synchronized long acknowledged(StreamId deskId) {
        Entry entry = known(deskId);
        return entry == null ? 0 : entry.row.position();
    }

    /** How many have a live line at this server. */
    public long online() {
        return here().size();
    }

    /** A desk that was let in; another server may have enrolled it a moment ago. */
    private @Nullable Entry known(StreamId deskId) {
        Entry entry = desks.get(deskId);
        if (entry == null) {
            for (DeskRow row : access.desks()) {
                if (row.deskId().equals(deskId) && row.revokedAt() == null) {
                    entry = new Entry(row);
                    desks.put(deskId, entry);
                }
            }
        }
        return entry;
    }

    /** Which have a live line at this server. */
    synchronized Set<StreamId> here() {
        Set<StreamId> here = new LinkedHashSet<>();
        desks.forEach((deskId, entry) -> {
            if (entry.connections > 0) {
                here.add(deskId);
            }
        });
        return here;
    }

    /** How many positions each desk, by its id, had not applied when it last told. */
    public synchronized Map<String, Long> lags(long head) {
        Map<String, Long> lags = new LinkedHashMap<>();
        desks.forEach(
                (id, entry) -> lags.put(id.toString(), Math.max(0, head - entry.row.position())));
        return lags;
    }

    /** A desk was enrolled, for the first time or again. */
    public synchronized void enrolled(DeskRow row) {
        Entry entry = desks.get(row.deskId());
        if (entry == null) {
            desks.put(row.deskId(), new Entry(row));
        } else {
            entry.row = named(entry.row, row.name());
        }
        enrolledJustNow.add(row.deskId());
        change(row.deskId(), true);
    }

    /**
     * Takes over what other servers have stored. Of a desk that has a live line here, this server
     * knows best.
     *
     * @param elsewhere the desks that have a live line at another server
     * @return the desks that another server has shut out since the last call
     */
    synchronized Set<StreamId> refresh(List<DeskRow> rows, Set<StreamId> elsewhere) {
        Set<StreamId> shutOut = new LinkedHashSet<>();
        for (DeskRow row : rows) {
            StreamId deskId = row.deskId();
            if (row.revokedAt() == null) {
                refresh(row, elsewhere.contains(deskId));
            } else if (desks.containsKey(deskId) && !enrolledJustNow.contains(deskId)) {
                revoked(deskId);
                shutOut.add(deskId);
            }
        }
        enrolledJustNow.clear();
        return shutOut;
    }

    private void refresh(DeskRow row, boolean elsewhere) {
        StreamId deskId = row.deskId();
        Entry entry = desks.get(deskId);
        if (entry == null) {
            entry = new Entry(row);
            desks.put(deskId, entry);
            told(deskId, true);
        }
        boolean gone = entry.elsewhere && !elsewhere;
        if (entry.elsewhere != elsewhere) {
            entry.elsewhere = elsewhere;
            told(deskId, true);
        }
        boolean ours = entry.connections > 0 || unsaved.contains(deskId);
        DeskRow known = ours ? named(entry.row, row.name()) : row;
        if (gone && !ours && Objects.equals(row.since(), entry.row.since())) {
            // Its server ended without a word.
            known = since(row, now());
            unsaved.add(deskId);
        } else if (ours && !known.equals(row)) {
            // Another server that had its line before has stored later what it knew earlier.
            unsaved.add(deskId);
        }
        if (!known.equals(entry.row)) {
            entry.row = known;
            told(deskId, false);
        }
    }

    /** Desks that another process, on the command line, has shut out since they were read here. */
    List<StreamId> shutOutElsewhere() {
        List<DeskRow> stored = access.desks();
        synchronized (this) {
            return stored.stream()
                    .filter(row -> row.revokedAt() != null)
                    .map(DeskRow::deskId)
                    .filter(desks::containsKey)
                    .toList();
        }
    }

    /** A desk was shut out. */
    public synchronized void revoked(StreamId deskId) {
        desks.remove(deskId);
        changed.remove(deskId);
        unsaved.remove(deskId);
    }

    /** A live connection of the desk began. */
    synchronized void connected(StreamId deskId) {
        Entry entry = known(deskId);
        if (entry != null && entry.connections++ == 0) {
            entry.row = since(entry.row, now());
            change(deskId, true);
        }
    }

    /** One ended. */
    synchronized void disconnected(StreamId deskId) {
        Entry entry = desks.get(deskId);
        if (entry != null && entry.connections > 0 && --entry.connections == 0) {
            entry.row = since(entry.row, now());
            change(deskId, true);
        }
    }

    /** The desk told of itself. */
    synchronized void acknowledged(StreamId deskId, LiveMessage.Ack ack) {
        Entry entry = desks.get(deskId);
        if (entry == null) {
            return;
        }
        DeskRow old = entry.row;
        entry.row =
                new DeskRow(
                        old.deskId(),
                        old.name(),
                        old.enrolledAt(),
                        null,
                        ack.position(),
                        ack.pending(),
                        ack.needsYou(),
                        ack.appVersion(),
                        ack.clockOffsetMs(),
                        old.since(),
                        ack.level() == null ? Integer.valueOf(1) : ack.level());
        if (!entry.row.equals(old)) {
            change(deskId, false);
        }
    }

    /** Whether a change waits that should be told at once: somebody came or went. */
    synchronized boolean urgent() {
        return urgent;
    }

    /** The desks that changed since the last call. */
    synchronized List<DeskState> takeChanged() {
        List<DeskState> states = new ArrayList<>();
        for (StreamId deskId : changed) {
            Entry entry = desks.get(deskId);
            if (entry != null) {
                states.add(entry.state());
            }
        }
        changed.clear();
        urgent = false;
        return states;
    }

    /** Stores what changed since the last call. */
    void save() {
        List<DeskRow> rows = new ArrayList<>();
        synchronized (this) {
            for (StreamId deskId : unsaved) {
                Entry entry = desks.get(deskId);
                if (entry != null) {
                    rows.add(entry.row);
                }
            }
            unsaved.clear();
        }
        if (!rows.isEmpty()) {
            access.saveStates(rows);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void change(StreamId deskId, boolean atOnce) {
        unsaved.add(deskId);
        told(deskId, atOnce);
    }

    private void told(StreamId deskId, boolean atOnce) {
        changed.add(deskId);
        urgent |= atOnce;
    }

    private static DeskRow named(DeskRow row, String name) {
        if (row.name().equals(name)) {
            return row;
        }
        return new DeskRow(
                row.deskId(),
                name,
                row.enrolledAt(),
                null,
                row.position(),
                row.pending(),
                row.needsYou(),
                row.appVersion(),
                row.clockOffsetMs(),
                row.since(),
                row.level());
    }

    private static DeskRow since(DeskRow row, Instant since) {
        return new DeskRow(
                row.deskId(),
                row.name(),
                row.enrolledAt(),
                null,
                row.position(),
                row.pending(),
                row.needsYou(),
                row.appVersion(),
                row.clockOffsetMs(),
                since,
                row.level());
    }
}
