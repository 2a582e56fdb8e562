package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server holds another store than the one this desk worked with: usually because a backup was
 * restored there. What this desk knows and the server lacks is kept here until a person sends it.
 *
 * @param backedUpAt when the backup was taken; {@code null}: not known (yet)
 * @param restoredAt when it was restored
 * @param changes how many changes the server lacks and this desk holds
 * @param later how many of them are about something that was worked on at the server since
 * @param clashes how many can no longer be taken as they were: they wait for a person
 * @param unsent changes of this desk's own that the server had never seen
 * @param from when the first of the lacking changes was recorded; {@code null}: there is none
 * @param until when the last was
 * @param staff who recorded them
 * @param desks where they were recorded
 */
public record RestoredServer(
        Stage stage,
        @Nullable Instant backedUpAt,
        @Nullable Instant restoredAt,
        int changes,
        int later,
        int clashes,
        int unsent,
        @Nullable Instant from,
        @Nullable Instant until,
        List<String> staff,
        List<String> desks) {

    /** How far it has got. */
    public enum Stage {
        /** Nothing is wrong. */
        NONE,
        /** The server is asked what it holds. */
        ASKING,
        /** The server is another clinic's: nothing is sent there. */
        OTHER_CLINIC,
        /** It does not tell where it came from: the administrator has to restore properly. */
        NOT_TOLD,
        /** The list stands; nothing of it is sent before a person says so. */
        WAITING,
        /** It is being sent. */
        SENDING
    }

    /** Nothing is wrong. */
    public static final RestoredServer NONE =
            new RestoredServer(
                    Stage.NONE, null, null, 0, 0, 0, 0, null, null, List.of(), List.of());

    public RestoredServer {
        staff = List.copyOf(staff);
        desks = List.copyOf(desks);
    }

    /**
     * What the server lacks of one reservation, customer or other thing.
     *
     * @param name of the customer, member of staff, room …; empty: it has none
     */
    public record Lacking(StreamId streamId, String name, List<Line> lines) {
        public Lacking {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One change.
     *
     * @param types of its events
     * @param later whether it goes in behind what was recorded at the server since
     * @param clash whether it cannot be taken as it was and waits for a person
     */
    public record Line(
            Instant at,
            String staffName,
            String deskName,
            List<String> types,
            boolean later,
            boolean clash) {
        public Line {
            types = List.copyOf(types);
        }
    }
}
