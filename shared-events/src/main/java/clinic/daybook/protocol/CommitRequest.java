package clinic.daybook.protocol;

import java.util.List;

/** The body of {@code POST /v1/commits}, as a desk writes it. */
public record CommitRequest(String storeId, List<Commit> commits) {}
