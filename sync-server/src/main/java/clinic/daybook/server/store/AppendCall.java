package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.Map;

/**
 * One call of {@link EventStore#append}.
 *
 * @param basis the versions of other streams that the commits were judged on
 */
record AppendCall(List<PreparedCommit> commits, Map<StreamId, Long> basis) {

    AppendCall {
        commits = List.copyOf(commits);
        basis = Map.copyOf(basis);
    }
}
