package clinic.daybook.server.commit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many commits ended how since the server started. */
public final class CommitCounters {

    private final Map<String, LongAdder> byResult = new ConcurrentSkipListMap<>();

    private final LongAdder implausible = new LongAdder();

    void implausible(long events) {
        implausible.add(events);
    }

    /** Accepted events whose time cannot be right. */
    public long implausible() {
        return implausible.sum();
    }

    void count(String result) {
        byResult.computeIfAbsent(result, _ -> new LongAdder()).increment();
    }

    /** By result: {@code accepted}, {@code duplicate}, {@code conflict}, {@code skipped}, codes. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        byResult.forEach((result, count) -> totals.put(result, count.sum()));
        return totals;
    }
}
