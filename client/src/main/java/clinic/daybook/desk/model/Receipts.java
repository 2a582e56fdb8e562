package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which desks have a change, by what each last said it had applied. Pure.
 *
 * @param onServer whether the server has it; where not, no other desk can
 * @param has the desks that have it, this one first
 * @param lacks the desks that do not, those offline for longest first
 * @param asOf when this was last known, where this desk cannot reach the server now; {@code null}:
 *     it is known now, or was never known
 */
public record Receipts(boolean onServer, List<Desk> has, List<Desk> lacks, @Nullable Instant asOf) {

    /**
     * A desk.
     *
     * @param here whether it is this one
     * @param offlineSince since when it cannot be reached; {@code null}: it can, or never was there
     * @param online whether it can be reached
     */
    public record Desk(String name, boolean here, boolean online, @Nullable Instant offlineSince) {}

    public Receipts {
        has = List.copyOf(has);
        lacks = List.copyOf(lacks);
    }

    /**
     * Who has what stands at a position of the server's log.
     *
     * @param position {@code null}: not there yet, so that only this desk has it
     * @param here this desk
     */
    public static Receipts of(@Nullable Long position, SyncStatus sync, StreamId here) {
        List<Desk> has = new ArrayList<>();
        List<Desk> lacks = new ArrayList<>();
        for (SyncStatus.OtherDesk desk : sync.desks()) {
            if (desk.id().equals(here)) {
                // What is shown here is here, whatever the server has heard of this desk so far.
                has.addFirst(new Desk(desk.name(), true, true, null));
            } else {
                Desk other =
                        new Desk(
                                desk.name(),
                                false,
                                desk.online(),
                                desk.online() ? null : desk.since());
                (position != null && desk.position() >= position ? has : lacks).add(other);
            }
        }
        lacks.sort(
                Comparator.comparing(Desk::online)
                        .thenComparing(
                                Desk::offlineSince,
                                Comparator.nullsFirst(Comparator.naturalOrder())));
        boolean stale = sync.connection() != SyncStatus.Connection.LIVE;
        return new Receipts(position != null, has, lacks, stale ? sync.since() : null);
    }

    /** Who has everything that a card shows: a change that is only saved here nobody else has. */
    public static Receipts of(BoardCard card, SyncStatus sync, StreamId here) {
        boolean onlyHere = card.mark() == SyncMark.SHOWN || card.mark() == SyncMark.SAVED_HERE;
        return of(onlyHere ? null : card.position(), sync, here);
    }

    /** Whether every desk has it. */
    public boolean everywhere() {
        return onServer && lacks.isEmpty();
    }
}
