package clinic.daybook.sync;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a pending commit in the place of a command: the commit was not decided here but had
 * been recorded by another store of the clinic, of which an older backup was restored. It goes in
 * again as it was or asks for a person; it is never decided differently.
 *
 * @param storeId the store that had recorded it
 * @param clinicId the clinic that both stores are of
 * @param deskId the desk that had sent it
 * @param version of its first event there
 * @param verifier the PIN verifier that goes with a changed PIN; {@code null}: none does
 * @param events as they were recorded
 */
public record Replayed(
        String storeId,
        String clinicId,
        StreamId deskId,
        long version,
        @Nullable String verifier,
        List<CommitEvent> events)
        implements Command {

    /** The name under which it is kept and reported. */
    public static final String TYPE = "Replayed";

    public Replayed {
        events = List.copyOf(events);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    /** Without what is personal: this text may reach a log. */
    @Override
    public String toString() {
        return "Replayed[" + storeId + ", " + deskId + ", version " + version + "]";
    }
}
