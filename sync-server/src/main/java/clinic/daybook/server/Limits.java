package clinic.daybook.server;

import java.time.Duration;

/**
 * How much others may ask of a server at a time.
 *
 * @param desks live lines; more are answered 503
 * @param connections in all; more wait in the system's queue
 * @param idle how long a line may be silent, and a read or write stand still
 * @param patience how long a line may be slow: within it the head of a request is to have come;
 *     after it a body or an answer goes on at 1 KiB a second at the least
 */
public record Limits(int desks, int connections, Duration idle, Duration patience) {

    private static final int MOST_DESKS = 1_000;

    /** Beside its live line a desk has a few for requests. */
    private static final int CONNECTIONS_A_DESK = 3;

    private static final int FURTHER_CONNECTIONS = 200;

    /** What a clinic's server is meant for. */
    public static final Limits STANDARD = forDesks(MOST_DESKS);

    /** The usual limits, for so many desks. */
    public static Limits forDesks(int desks) {
        return new Limits(
                desks,
                desks * CONNECTIONS_A_DESK + FURTHER_CONNECTIONS,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }
}
