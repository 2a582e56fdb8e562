package clinic.daybook.server.console;

import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.live.WriteLevels;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server is doing at one moment. Holds nothing about customers.
 *
 * @param at by the server's clock
 * @param zone in which times are shown: the clinic's
 * @param clinicName {@code null} where the clinic has no name yet
 * @param head the newest position
 * @param storeKind for example {@code SQLite}
 * @param storeBytes size of the store
 * @param freeBytes space left beside it; negative: not known
 * @param desks every enrolled desk, in the order to be shown
 * @param writeLevel which events desks may write, and which desks could not read more
 * @param implausible events since the server started whose times cannot be right
 * @param refusals commits refused since the server started
 * @param lastRefusals the newest of them first
 */
public record ConsoleSnapshot(
        Instant at,
        ZoneId zone,
        @Nullable String clinicName,
        long head,
        String storeKind,
        long storeBytes,
        long freeBytes,
        List<Desk> desks,
        WriteLevels.Standing writeLevel,
        ForwarderStatus kinesis,
        long implausible,
        long refusals,
        List<Refusal> lastRefusals) {

    /** Copies the lists. */
    public ConsoleSnapshot {
        desks = List.copyOf(desks);
        lastRefusals = List.copyOf(lastRefusals);
    }

    /**
     * One desk.
     *
     * @param name as enrolled
     * @param seen when it was last heard of; {@code null}: never
     * @param position up to which it has said to have everything
     * @param unsent changes that it last said to hold; {@code null}: it never said
     * @param needsYou changes there that wait for a person; {@code null}: it never said
     * @param clockOffsetMs its clock minus the server's; {@code null}: not measured
     * @param version of the app; {@code null}: it never said
     */
    public record Desk(
            String name,
            boolean online,
            @Nullable Instant seen,
            long position,
            @Nullable Integer unsent,
            @Nullable Integer needsYou,
            @Nullable Long clockOffsetMs,
            @Nullable String version) {}

    /**
     * A commit that was refused.
     *
     * @param desk the desk's name
     * @param streamKind of what it was about, for example {@code reservation}; empty when unknown
     * @param code why, one of the protocol's codes
     */
    public record Refusal(Instant at, String desk, String streamKind, String code) {}
}
