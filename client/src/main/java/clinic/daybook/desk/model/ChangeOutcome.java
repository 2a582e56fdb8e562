package clinic.daybook.desk.model;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change that could not simply stand as it was decided, wherever it was made.
 *
 * @param streamId the stream that it was meant for
 * @param customerName empty when unknown here or erased
 * @param deskId where it was decided
 * @param deskName as the server last told it; empty when unknown
 * @param staffId who decided it
 * @param type the command's type, for example {@code CheckIn}
 * @param meant what was meant; {@code null}: it was not told, or this version cannot read it
 * @param names of the clinic's own things that it refers to, as this desk knows them now
 * @param decidedAt when, by the server's clock
 * @param basis the stream's version that the person saw
 * @param decidedOn the version on which it was decided again
 * @param code why it came to this: the refusal's code or the remark's
 * @param since what had happened between the two by others, oldest first
 * @param answer {@code null}: nobody had to answer, or nobody has yet
 */
public record ChangeOutcome(
        UUID commitId,
        StreamId streamId,
        String customerName,
        StreamId deskId,
        String deskName,
        StreamId staffId,
        String staffName,
        String type,
        @Nullable Command meant,
        Map<StreamId, String> names,
        Instant decidedAt,
        long basis,
        long decidedOn,
        Became became,
        String code,
        List<AuditEntry> since,
        @Nullable Answer answer) {

    public ChangeOutcome {
        names = Map.copyOf(names);
        since = List.copyOf(since);
    }

    /** How it ended, or that it has not. */
    public enum Became {
        /** Recorded, though not quite as the person had seen it. */
        ADJUSTED,
        /** Somebody had done it already; nothing was recorded. */
        ALREADY_DONE,
        /** Waits for a person at its desk. */
        NEEDS_YOU,
        /** A person did it after all. */
        REDONE,
        /** A person left things as they are. */
        KEPT,
        /** A person withdrew it. */
        LET_GO
    }

    /** What a person answered, and with which reason. */
    public record Answer(StreamId staffId, String staffName, Instant at, String code) {}
}
