package clinic.daybook.statistics;

import clinic.daybook.clinic.ClinicState;
import clinic.daybook.codec.Aggregates;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.Procedure;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.room.Room;
import clinic.daybook.staff.Staff;
import clinic.daybook.sync.StreamState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any stream, folded to what it counts for. What this version cannot read is counted in the version
 * and nowhere else.
 *
 * @param id the stream
 * @param version of the last event folded; 0: none
 * @param unreadable how many events this version could not read
 */
public record StatisticsFold(
        StreamId id,
        long version,
        int unreadable,
        @Nullable VisitFold visit,
        @Nullable StreamState other) {

    /**
     * The number of what this fold makes of events. Whoever keeps what an older one made of them
     * folds again.
     */
    public static final int NUMBER = 1;

    private static final List<String> COUNTED = List.of("staff", "procedure", "room", "clinic");

    /** A stream without events. */
    public static StatisticsFold initial(StreamId id) {
        return new StatisticsFold(
                id,
                0,
                0,
                id.is("reservation") ? VisitFold.NONE : null,
                COUNTED.contains(id.kind())
                        ? Aggregates.of(id.kind())
                                .map(StreamState.Rules::of)
                                .map(StreamState::initial)
                                .orElse(null)
                        : null);
    }

    /**
     * After the stream's next event.
     *
     * @throws IllegalArgumentException when the event is not the next one, or of another stream: a
     *     fold over a gap would count what never was
     */
    public StatisticsFold after(RecordedEvent event) {
        if (event.version() != version + 1 || !event.streamId().equals(id)) {
            throw new IllegalArgumentException(
                    event.streamId() + " " + event.version() + " does not follow " + version);
        }
        return switch (EventCodec.decode(event.type(), event.schema(), event.data())) {
            case Decoded.Known known -> after(event, known.event());
            case Decoded.Unknown _, Decoded.Malformed _ ->
                    new StatisticsFold(id, event.version(), unreadable + 1, visit, other);
        };
    }

    private StatisticsFold after(RecordedEvent recorded, Event event) {
        VisitFold nextVisit = visit;
        if (nextVisit != null && event instanceof ReservationEvent e) {
            nextVisit =
                    nextVisit.after(
                            new Occurred<>(recorded.eventId(), recorded.happenedAt(), e),
                            recorded.actor().staffId());
        }
        StreamState nextOther = other;
        if (nextOther != null && nextOther.rules().knows(event)) {
            nextOther =
                    nextOther.after(
                            new Occurred<>(recorded.eventId(), recorded.happenedAt(), event));
        }
        return new StatisticsFold(id, recorded.version(), unreadable, nextVisit, nextOther);
    }

    /** What the stream counts for; empty for one that counts for nothing, or has not begun. */
    public Optional<Facts> facts() {
        if (visit != null) {
            return visit.facts(id);
        }
        return other == null ? Optional.empty() : Optional.ofNullable(facts(other.state()));
    }

    private @Nullable Facts facts(Object state) {
        return switch (state) {
            case Staff s when s.role() != null ->
                    new Facts.StaffMember(id, s.name(), s.role(), s.left());
            case Procedure p when p.kind() != null ->
                    new Facts.MenuEntry(
                            id, p.name(), p.kind(), p.minutes(), p.price(), p.retired());
            case Room r when r.opened() -> new Facts.Place(id, r.name(), r.closed());
            case ClinicState c when version > 0 ->
                    new Facts.Clinic(id, c.name(), c.zone(), c.money());
            default -> null;
        };
    }
}
