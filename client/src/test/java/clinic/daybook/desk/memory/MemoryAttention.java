package clinic.daybook.desk.memory;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What waits for a person at a desk in memory, set by a test, and what was answered. */
public final class MemoryAttention {

    /** A list with those who follow it. */
    public static final class Followed<T> {
        private final List<Consumer<List<T>>> listeners = new ArrayList<>();
        private List<T> now = List.of();

        /** From now on it is this. */
        public void set(List<T> items) {
            now = items;
            List.copyOf(listeners).forEach(l -> l.accept(items));
        }

        List<T> now() {
            return now;
        }

        Subscription listen(Consumer<List<T>> listener) {
            listeners.add(listener);
            listener.accept(now);
            return () -> listeners.remove(listener);
        }
    }

    private final Followed<AttentionItem> items = new Followed<>();
    private final Followed<ChangeOutcome> elsewhere = new Followed<>();
    private final Followed<CallBack> callBacks = new Followed<>();
    private final Map<UUID, String> answered = new HashMap<>();

    /** What waits at this desk. */
    public Followed<AttentionItem> items() {
        return items;
    }

    /** What waits at other desks. */
    public Followed<ChangeOutcome> elsewhere() {
        return elsewhere;
    }

    /** Who is to be called back. */
    public Followed<CallBack> callBacks() {
        return callBacks;
    }

    /**
     * What became of the items: {@code redone}, {@code kept-as-is}, {@code called-back} or the
     * reason why one was let go.
     */
    public Map<UUID, String> answered() {
        return answered;
    }

    boolean waits(UUID commitId) {
        return items.now().stream().anyMatch(i -> i.commitId().equals(commitId));
    }

    CompletionStage<Void> answer(UUID commitId, String how) {
        answered.put(commitId, how);
        items.set(items.now().stream().filter(i -> !i.commitId().equals(commitId)).toList());
        return CompletableFuture.completedFuture(null);
    }

    CompletionStage<Void> calledBack(UUID commitId) {
        answered.put(commitId, "called-back");
        callBacks.set(
                callBacks.now().stream().filter(c -> !c.commitId().equals(commitId)).toList());
        return CompletableFuture.completedFuture(null);
    }
}
