package clinic.daybook.server.access;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StreamPage;
import clinic.daybook.server.store.WireEvent;
import clinic.daybook.staff.Staff;
import clinic.daybook.staff.StaffDecider;
import clinic.daybook.staff.StaffEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How every member of staff stood at every position. */
public final class StaffDirectory {

    private static final int MEMBERS = 2_048;
    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final StaffDecider DECIDER = new StaffDecider();

    /** How they stood from a position on. */
    private record Standing(long position, Staff staff) {}

    /** One member of staff through time. Immutable. */
    public static final class History {
        private final long version;
        private final List<Standing> standings;

        private History(long version, List<Standing> standings) {
            this.version = version;
            this.standings = standings;
        }

        /** The version of their stream that this goes up to. */
        public long version() {
            return version;
        }

        /** How they stand now; empty when the store does not know them. */
        public Optional<Staff> now() {
            return asOf(Long.MAX_VALUE);
        }

        /**
         * How they stood when everything up to the position had been applied; as at first where
         * they came later than that. Empty when the store does not know them at all.
         */
        public Optional<Staff> asOf(long position) {
            if (standings.isEmpty()) {
                return Optional.empty();
            }
            Staff found = standings.getFirst().staff();
            for (Standing standing : standings) {
                if (standing.position() > position) {
                    break;
                }
                found = standing.staff();
            }
            return Optional.of(found);
        }

        /**
         * How they stood at the position and ever since, the latest last. Empty when the store does
         * not know them at all.
         */
        public List<Staff> since(long position) {
            List<Staff> found = new ArrayList<>();
            asOf(position).ifPresent(found::add);
            standings.stream()
                    .filter(standing -> standing.position() > position)
                    .forEach(standing -> found.add(standing.staff()));
            return found;
        }
    }

    private final EventStore store;
    private final Map<StreamId, History> known;

    /** Reads the staff's streams from the store. */
    public StaffDirectory(EventStore store) {
        this.store = store;
        this.known =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<StreamId, History> eldest) {
                        return size() > MEMBERS;
                    }
                };
    }

    /** What the store tells of a member of staff now. */
    public History history(StreamId staffId) {
        History history = remembered(staffId).orElseGet(() -> new History(0, List.of()));
        StreamPage page;
        do {
            page = store.stream(staffId, history.version + 1, PAGE_EVENTS, PAGE_BYTES);
            history = extended(history, page);
        } while (history.version < page.currentVersion());
        if (history.version > 0) {
            synchronized (known) {
                known.put(staffId, history);
            }
        }
        return history;
    }

    /** What the store told of them when it was last asked; empty when that is not remembered. */
    public Optional<History> remembered(StreamId staffId) {
        synchronized (known) {
            return Optional.ofNullable(known.get(staffId));
        }
    }

    private static History extended(History history, StreamPage page) {
        if (page.events().isEmpty()) {
            return history;
        }
        List<Standing> standings = new ArrayList<>(history.standings);
        Staff staff = standings.isEmpty() ? Staff.NEW : standings.getLast().staff();
        for (WireEvent wire : page.events()) {
            RecordedEvent event = wire.recorded();
            if (EventCodec.decode(event.type(), event.schema(), event.data())
                    instanceof Decoded.Known(StaffEvent known)) {
                staff =
                        DECIDER.evolve(
                                staff, new Occurred<>(event.eventId(), event.happenedAt(), known));
                standings.add(new Standing(event.position(), staff));
            }
        }
        return new History(page.events().getLast().version(), List.copyOf(standings));
    }
}
