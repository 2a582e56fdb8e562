package clinic.daybook.protocol;

import java.util.List;

/** The answer to {@link CommitRequest}: a result for each commit, in the order sent. */
public record CommitResponse(List<CommitResult> results) {}
