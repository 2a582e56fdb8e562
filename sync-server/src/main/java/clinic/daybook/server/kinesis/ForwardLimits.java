package clinic.daybook.server.kinesis;

/**
 * What the forwarder may hold and send.
 *
 * @param entriesPerRequest entries of one PutRecords
 * @param bytesPerRequest data and keys of one PutRecords
 * @param bytesPerRecord data and key of one entry
 * @param eventsHeld events from the cursor to the newest one read, acknowledged or not
 * @param bytesHeld encoded events that are not acknowledged
 */
record ForwardLimits(
        int entriesPerRequest,
        int bytesPerRequest,
        int bytesPerRecord,
        int eventsHeld,
        long bytesHeld) {

    /** Kinesis' own limits of a request, and what a small server can spare in memory. */
    static final ForwardLimits KINESIS =
            new ForwardLimits(500, 5 * 1024 * 1024, 1024 * 1024, 10_000, 16L * 1024 * 1024);
}
