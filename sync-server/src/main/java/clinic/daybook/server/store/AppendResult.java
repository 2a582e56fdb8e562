package clinic.daybook.server.store;

/** What the store did with a {@link PreparedCommit}. */
public sealed interface AppendResult {

    /** Durable now. */
    record Accepted(StoredCommit commit) implements AppendResult {}

    /** This commit id had been accepted before; whether with the same content shows its hash. */
    record Known(StoredCommit commit) implements AppendResult {}

    /** One of its event ids is in the store, in another commit. */
    record EventIdReused() implements AppendResult {}

    /** The stream's version is not the expected one. */
    record Conflict(long currentVersion) implements AppendResult {}

    /** Another stream has moved on that it was judged on: nothing of its call was stored. */
    record Outdated() implements AppendResult {}

    /** An earlier commit of its stream in the same call was not accepted. */
    record Skipped() implements AppendResult {}
}
