package clinic.daybook.sync;

import clinic.daybook.sync.SendQueue.Entry;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * Of each intent the parts that are in the {@link SendQueue}, in the order in which they are sent.
 * Immutable, like the queue; commits that stand alone are not in here.
 */
record IntentParts(PMap<UUID, TreePMap<Long, UUID>> places) {

    static final IntentParts NONE = new IntentParts(HashTreePMap.empty());

    /** Whether any part of it is in the queue. */
    boolean any(@Nullable UUID intentId) {
        return intentId != null && places.containsKey(intentId);
    }

    /** The commits of its parts, in order. */
    Collection<UUID> of(UUID intentId) {
        TreePMap<Long, UUID> parts = places.get(intentId);
        return parts == null ? List.of() : parts.values();
    }

    /** With a commit, if it is part of an intent. */
    IntentParts plus(Entry entry) {
        UUID intent = entry.intentId();
        if (intent == null) {
            return this;
        }
        TreePMap<Long, UUID> parts = places.getOrDefault(intent, TreePMap.empty());
        return new IntentParts(places.plus(intent, parts.plus(entry.place(), entry.commitId())));
    }

    /** Without a commit. */
    IntentParts minus(Entry entry) {
        UUID intent = entry.intentId();
        TreePMap<Long, UUID> parts = intent == null ? null : places.get(intent);
        if (intent == null || parts == null) {
            return this;
        }
        TreePMap<Long, UUID> left = parts.minus(entry.place());
        return new IntentParts(left.isEmpty() ? places.minus(intent) : places.plus(intent, left));
    }

    /**
     * A commit waits for an earlier part of its intent exactly where there is one.
     *
     * @throws InvariantBroken when it does not
     */
    void check(Entry entry) {
        UUID intent = entry.intentId();
        TreePMap<Long, UUID> parts = intent == null ? null : places.get(intent);
        boolean first = intent == null || (parts != null && parts.firstKey() == entry.place());
        InvariantBroken.unless(
                entry.behind() != first,
                "SY-3109",
                "a part of an intent is sent before another, or waits for none");
    }
}
