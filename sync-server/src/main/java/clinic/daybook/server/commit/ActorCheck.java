package clinic.daybook.server.commit;

import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitResult.Codes;
import clinic.daybook.protocol.CommitResult.Rejected;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import clinic.daybook.server.commit.Submitted.Good;
import clinic.daybook.server.commit.Submitted.SubmittedEvent;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.staff.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether those who recorded a commit's events may, and with what flags. Serves one request and
 * remembers what it has looked up.
 */
final class ActorCheck {

    /** A replayed event that stands at another version of its stream than it did before. */
    private static final String MOVED = "replayed-later";

    private final EventStore store;
    private final Authority authority;
    private final ClockCheck clocks;
    private final Sender sender;

    ActorCheck(EventStore store, Authority authority, ClockCheck clocks, Sender sender) {
        this.store = store;
        this.authority = authority;
        this.clocks = clocks;
        this.sender = sender;
    }

    /**
     * Judges a commit.
     *
     * @param state of its stream, before it
     * @param flags takes up each event's flags, in order, where all of them may
     * @return why not; {@code null} when they may
     */
    @Nullable Rejected judge(Good good, StreamState state, List<List<String>> flags) {
        Commit.Replay replay = good.commit().replay();
        return replay == null ? own(good, state, flags) : replayed(good, replay, state, flags);
    }

    /** See {@link Authority#basis}. */
    Map<StreamId, Long> basis() {
        return authority.basis();
    }

    /** Forgets what it remembers, because staff may have changed. */
    void forget() {
        authority.forget();
    }

    private @Nullable Rejected own(Good good, StreamState state, List<List<String>> flags) {
        Commit commit = good.commit();
        Staff subject = state.as(Staff.class).orElse(null);
        Long decidedAt = commit.basisPosition();
        long position =
                decidedAt == null ? Long.MAX_VALUE : Math.max(decidedAt, sender.acknowledged());
        for (SubmittedEvent submitted : good.events()) {
            Event event = Objects.requireNonNull(submitted.event());
            StreamId actor = submitted.envelope().actor().staffId();
            switch (authority.judge(actor, event, position, subject, commit)) {
                case Authority.Denied denied -> {
                    return denied.why();
                }
                case Authority.Allowed allowed -> {
                    List<String> all = new ArrayList<>(allowed.flags());
                    if (commit.outcome() != null) {
                        all.add(commit.outcome());
                    }
                    if (!clocks.plausible(commit, submitted.envelope())) {
                        all.add(ClockCheck.IMPLAUSIBLE);
                    }
                    flags.add(all);
                }
            }
        }
        return null;
    }

    /** What another store of the clinic had accepted; see {@link Authority#judgeReplayed}. */
    private @Nullable Rejected replayed(
            Good good, Commit.Replay replay, StreamState state, List<List<String>> flags) {
        if (!replay.clinicId().equals(store.identity().clinicId().toString())) {
            return new Rejected(
                    Codes.MALFORMED_EVENT, "replay names a store of another clinic", false);
        }
        Staff subject = state.as(Staff.class).orElse(null);
        long parted =
                store.ancestors().stream()
                        .filter(ancestor -> ancestor.storeId().equals(replay.storeId()))
                        .mapToLong(Ancestor::position)
                        .findFirst()
                        .orElse(0);
        boolean serversOwn = replay.deskId().equals(store.identity().systemDesk());
        boolean moved = good.commit().expectedVersion() != replay.version() - 1;
        for (SubmittedEvent submitted : good.events()) {
            Event event = Objects.requireNonNull(submitted.event());
            StreamId actor = submitted.envelope().actor().staffId();
            switch (authority.judgeReplayed(actor, event, parted, subject, serversOwn)) {
                case Authority.Denied denied -> {
                    return denied.why();
                }
                case Authority.Allowed allowed -> {
                    List<String> all = new ArrayList<>(allowed.flags());
                    if (moved) {
                        all.add(MOVED);
                    }
                    flags.add(all);
                }
            }
        }
        return null;
    }
}
