package clinic.daybook.sync;

import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out where the store that a desk worked with and the one that it meets now have parted. */
public final class StoreComparison {

    private StoreComparison() {}

    /**
     * The store that a desk has worked with.
     *
     * @param clinicId empty where the desk never learnt it
     * @param position up to where its events are here
     * @param ancestors the stores that it came from, as the desk was told
     */
    public record Known(String storeId, String clinicId, long position, List<Ancestor> ancestors) {
        public Known {
            ancestors = List.copyOf(ancestors);
        }
    }

    /** What came of the comparison. */
    public sealed interface Result {

        /** The server holds the desk's store again, with all that the desk has of it. */
        record Same() implements Result {}

        /**
         * Up to the position the two are the same.
         *
         * @param backedUpAt when the backup was taken that the server's store came from; {@code
         *     null}: it did not come from one, but the desk's did
         */
        record Parted(long position, @Nullable Instant backedUpAt, @Nullable Instant restoredAt)
                implements Result {}

        /** The server is another clinic's. */
        record OtherClinic() implements Result {}

        /**
         * The same clinic, and yet nothing tells where they parted: files were put back by hand
         * instead of by the restore command.
         */
        record NotTold() implements Result {}
    }

    /** Compares. */
    public static Result compare(Known here, StoreInfo there) {
        if (!here.clinicId().isEmpty() && !here.clinicId().equals(there.clinicId())) {
            return new Result.OtherClinic();
        }
        if (here.storeId().equals(there.storeId())) {
            return there.head() < here.position() ? new Result.NotTold() : new Result.Same();
        }
        List<Ancestor> lineHere = line(here.storeId(), here.ancestors());
        List<Ancestor> lineThere = line(there.storeId(), there.ancestors());
        Result.Parted best = null;
        for (Ancestor a : lineHere) {
            for (Ancestor b : lineThere) {
                long same = Math.min(a.position(), b.position());
                if (a.storeId().equals(b.storeId()) && (best == null || same > best.position())) {
                    boolean restored = !b.storeId().equals(there.storeId());
                    best =
                            new Result.Parted(
                                    same,
                                    restored ? b.backedUpAt() : null,
                                    restored ? b.restoredAt() : null);
                }
            }
        }
        return best == null ? new Result.NotTold() : best;
    }

    /** A store itself holds everything that it has recorded. */
    private static List<Ancestor> line(String storeId, List<Ancestor> ancestors) {
        List<Ancestor> line = new ArrayList<>(ancestors);
        line.add(new Ancestor(storeId, Long.MAX_VALUE, Instant.MAX, Instant.MAX));
        return line;
    }
}
