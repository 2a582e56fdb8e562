package clinic.daybook.server;

import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Pins;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.CommitCounters;
import clinic.daybook.server.commit.CommitService;
import clinic.daybook.server.commit.RecentRefusals;
import clinic.daybook.server.commit.StaffAdmin;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.commit.SystemCommits;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import java.time.InstantSource;

/**
 * What the parts of a running server share.
 *
 * @param database where both below are kept
 * @param store the log; also an {@link clinic.daybook.server.store.EventTail}
 * @param access desks, codes, verifiers, sessions
 * @param desks every desk's state now
 * @param refusals the last refused commits
 * @param counters how commits ended since the start
 * @param commits checks and stores what desks send
 * @param system records what is done at the server itself
 * @param shutOut revokes a desk and closes its live lines
 */
public record ServerContext(
        Config config,
        InstantSource clock,
        Database database,
        EventStore store,
        AccessStore access,
        StreamStates states,
        StaffDirectory staff,
        StaffSessions sessions,
        Pins pins,
        Enrolments enrolments,
        DeskRegistry desks,
        RecentRefusals refusals,
        CommitCounters counters,
        CommitService commits,
        SystemCommits system,
        StaffAdmin staffAdmin,
        DeskRevocation shutOut) {}
