package clinic.daybook.server.store;

import java.util.List;

/**
 * The streams that a day's board needs, as of {@code head}.
 *
 * @param streamIds reference data, the day's reservations and their customers
 */
public record DayStreams(long head, List<String> streamIds) {

    public DayStreams {
        streamIds = List.copyOf(streamIds);
    }
}
