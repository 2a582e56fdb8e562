package clinic.daybook.server.worker;

import clinic.daybook.statistics.StatisticsFold;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folds of the streams counted last, so that one more event is not a fold of the whole stream.
 * What is in here was stored before it came here, and counts only for the version that it has; it
 * is of one store alone.
 */
final class FoldMemory {

    private static final int STREAMS = 4_096;

    private String store = "";

    private final Map<String, StatisticsFold> latest =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, StatisticsFold> eldest) {
                    return size() > STREAMS;
                }
            };

    /** The stream's fold at this version; {@code null} when it is not remembered. */
    synchronized @Nullable StatisticsFold at(String streamId, long version) {
        StatisticsFold fold = latest.get(streamId);
        return fold != null && fold.version() == version ? fold : null;
    }

    /** What was stored, of this store; what is remembered of another one is forgotten. */
    synchronized void stored(String storeId, Collection<StatisticsFold> folds) {
        belongTo(storeId);
        for (StatisticsFold fold : folds) {
            latest.put(fold.id().toString(), fold);
        }
    }

    /** From now on it is of this store. */
    synchronized void belongTo(String storeId) {
        if (!store.equals(storeId)) {
            latest.clear();
            store = storeId;
        }
    }
}
