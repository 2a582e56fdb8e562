package clinic.daybook.sync;

import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Redecision.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A desk around the machine, in memory, on a line that loses and delays what it carries. */
final class MiniDesk {

    private final MiniWorld world;
    private final Random random;
    final Map<StreamId, StreamState> confirmed = new HashMap<>();
    final Map<StreamId, List<PendingCommit>> chains = new LinkedHashMap<>();
    final Set<UUID> submitted = new LinkedHashSet<>();
    final Set<UUID> needsPerson = new HashSet<>();
    final Set<UUID> alreadySo = new HashSet<>();
    final Map<UUID, List<UUID>> intents = new LinkedHashMap<>();
    private final Set<UUID> fallen = new HashSet<>();
    private final long beyond;
    private final MiniFeed feed = new MiniFeed();
    private final Map<Long, MiniFeed.Page> pages = new HashMap<>();
    private final MiniReads reads;
    SyncState state;
    private long nextPage = 1;
    private int life;
    private int line;
    private long lineTime;
    private boolean listening;
    private long sentUpTo;

    MiniDesk(MiniWorld world, Random random, long beyond) {
        this.world = world;
        this.random = random;
        this.beyond = beyond;
        this.reads = new MiniReads(world, random, this::later, this::feed, this::keep);
        this.state = SyncState.initial(world.now(), beyond);
        start();
    }

    private void start() {
        feed(new SyncInput.Started(feed.position(), readyOfAll(), feed.older()));
    }

    /** The process dies and starts again: what was sent without an answer is unknown. */
    void restart() {
        life++;
        line++;
        listening = false;
        pages.clear();
        state = SyncState.initial(world.now(), beyond);
        chains.replaceAll((stream, chain) ->
                chain.stream()
                        .map(c -> c.onServer() ? c : c.at(new Status.UnknownOutcome()))
                        .toList());
        start();
    }

    /** The database refuses a transaction: memory is read again. */
    void reload() {
        pages.clear();
        feed(
                new SyncInput.Reloaded(
                        feed.position(), readyOfAll(), feed.older(), random.nextDouble()));
    }

    void look(Wanted what) {
        feed(new SyncInput.Want(what));
    }

    void submit(StreamId stream, Command command) {
        if (feed.loading(stream)) {
            look(new Wanted.Stream(stream));
            return;
        }
        StreamState shown = Rebase.optimistic(confirmedOf(stream), chain(stream));
        if (shown.decide(command) instanceof Decision.Accepted<Event> a && !a.events().isEmpty()) {
            show(List.of(Streams.commit(stream, shown, command, a.events())));
        }
    }

    /** What is meant as one: the same command on two streams, where it is possible on both. */
    void submitTogether(StreamId first, StreamId second, Command command) {
        UUID intent = Streams.id();
        List<PendingCommit> commits = new ArrayList<>();
        for (StreamId stream : List.of(first, second)) {
            StreamState shown = Rebase.optimistic(confirmedOf(stream), chain(stream));
            if (shown.decide(command) instanceof Decision.Accepted<Event> a
                    && !a.events().isEmpty()) {
                commits.add(Streams.commit(intent, stream, shown, command, a.events()));
            }
        }
        if (commits.size() == 2) {
            intents.put(intent, commits.stream().map(PendingCommit::commitId).toList());
            show(commits);
        }
    }

    private void show(List<PendingCommit> commits) {
        for (PendingCommit commit : commits) {
            submitted.add(commit.commitId());
            List<PendingCommit> chain = new ArrayList<>(chain(commit.streamId()));
            chain.add(commit);
            chains.put(commit.streamId(), chain);
        }
        inOrder(() ->
                feed(new SyncInput.Committed(commits.stream().map(MiniDesk::ready).toList())));
    }

    boolean quiet() {
        return state.link() == SyncState.Link.LIVE
                && state.queue().isEmpty()
                && state.first().backfilled()
                && feed.older() == null
                && chains.values().stream().allMatch(List::isEmpty)
                && state.applied() == world.server().log.size();
    }

    /** The server has something new for whoever listens. */
    void tell() {
        if (!listening) {
            return;
        }
        List<MiniServer.Logged> log = world.server().log;
        while (sentUpTo < log.size()) {
            int end = (int) Math.min(log.size(), sentUpTo + 1 + random.nextInt(3));
            List<MiniServer.Logged> events = List.copyOf(log.subList((int) sentUpTo, end));
            sentUpTo = end;
            online(() ->
                    feed(
                            new SyncInput.LiveReceived(
                                    keep(new MiniFeed.Page.Live(events)),
                                    events.getLast().position(),
                                    log.size(),
                                    MiniReads.streams(events))));
        }
    }

    /** The line breaks. */
    void cut() {
        if (listening) {
            listening = false;
            int cut = ++line;
            later(() -> {
                if (cut == line) {
                    feed(
                            new SyncInput.LiveClosed(
                                    SyncInput.Failure.UNREACHABLE, random.nextDouble()));
                }
            });
        }
    }

    /** What keeps it from being quiet. */
    @Override
    public String toString() {
        return state.link()
                + " at "
                + state.applied()
                + "/"
                + world.server().log.size()
                + ", queue "
                + state.queue()
                + ", in flight "
                + state.inFlight()
                + ", pending "
                + chains.values().stream()
                        .flatMap(List::stream)
                        .map(c -> c.status() + " " + c.commitId())
                        .toList();
    }

    private void feed(SyncInput input) {
        SyncMachine.Step step = SyncMachine.step(state, input, world.now());
        state = step.state();
        step.effects().forEach(this::perform);
    }

    private void perform(SyncEffect effect) {
        switch (effect) {
            case SyncEffect.FetchPage e -> reads.fetch(e.after());
            case SyncEffect.FetchBoard _ -> reads.fetchBoard();
            case SyncEffect.FetchOlder e -> reads.fetchOlder(e.after());
            case SyncEffect.FetchWanted e -> reads.fetchWanted(e.what());
            case SyncEffect.OpenLive e -> open(e.after());
            case SyncEffect.CloseLive _ -> {
                line++;
                listening = false;
            }
            case SyncEffect.ApplyPage e -> {
                List<SyncInput.Settled> settled = apply(pages.remove(e.page()));
                inOrder(() -> {
                    settled.forEach(this::feed);
                    feed(new SyncInput.PageApplied(e.page()));
                });
            }
            case SyncEffect.DropPage e -> pages.remove(e.page());
            case SyncEffect.Push e -> push(e.commitIds());
            case SyncEffect.ApplyOutcomes e -> {
                List<SyncInput.Settled> settled = outcomes(e.outcomes());
                inOrder(() -> settled.forEach(this::feed));
            }
            case SyncEffect.SetTimer e -> {
                int lived = life;
                world.at(
                        e.at(),
                        () -> {
                            if (lived == life) {
                                feed(new SyncInput.TimerFired(random.nextDouble()));
                            }
                        });
            }
            case SyncEffect.SendAck _, SyncEffect.ReportStatus _ -> {
                // Nobody looks.
            }
        }
    }

    private void open(long after) {
        line++;
        lineTime = 0;
        online(() -> {
            if (world.loses()) {
                feed(new SyncInput.LiveClosed(SyncInput.Failure.UNREACHABLE, random.nextDouble()));
            } else {
                listening = true;
                sentUpTo = after;
                feed(new SyncInput.LiveOpened(world.server().log.size()));
                tell();
            }
        });
    }

    private void push(List<UUID> ids) {
        List<PendingCommit> commits = new ArrayList<>();
        for (UUID id : ids) {
            find(id).ifPresent(c -> {
                commits.add(c);
                replace(c.at(new Status.InFlight()));
            });
        }
        List<UUID> gone =
                ids.stream()
                        .filter(id -> commits.stream().noneMatch(c -> c.commitId().equals(id)))
                        .toList();
        later(() -> {
            boolean arrives = !world.loses();
            List<SyncInput.Answer> answers = arrives ? world.server().push(commits) : List.of();
            world.tellAll();
            boolean answered = arrives && !world.loses();
            later(() ->
                    feed(
                            answered
                                    ? new SyncInput.PushAnswered(answers, gone, random.nextDouble())
                                    : new SyncInput.PushFailed(
                                            SyncInput.Failure.UNREACHABLE,
                                            "",
                                            null,
                                            random.nextDouble())));
        });
    }

    private List<SyncInput.Settled> apply(MiniFeed.Page page) {
        Set<StreamId> moved = new LinkedHashSet<>();
        for (MiniServer.Logged e : feed.take(page)) {
            moved.add(e.stream());
            confirmed.put(e.stream(), confirmedOf(e.stream()).after(e.occurred()));
            List<PendingCommit> chain = new ArrayList<>();
            for (PendingCommit c : chain(e.stream())) {
                if (c.commitId().equals(e.commitId())) {
                    c.without(e.occurred().eventId()).ifPresent(chain::add);
                } else {
                    chain.add(c);
                }
            }
            chains.put(e.stream(), chain);
        }
        return redecide(moved);
    }

    private List<SyncInput.Settled> outcomes(List<PushOutcome> outcomes) {
        Set<StreamId> touched = new LinkedHashSet<>();
        for (PushOutcome outcome : outcomes) {
            find(outcome.commitId())
                    .ifPresent(c -> {
                        touched.add(c.streamId());
                        take(outcome, c);
                    });
        }
        return redecide(touched);
    }

    private void take(PushOutcome outcome, PendingCommit c) {
        switch (outcome) {
            case PushOutcome.Taken o -> replace(c.at(new Status.Acknowledged(o.version())));
            case PushOutcome.Superseded _ -> replace(c.at(new Status.Superseded()));
            case PushOutcome.NotTaken _ -> replace(c.at(new Status.Queued()));
            case PushOutcome.Moved o -> replace(c.at(new Status.Parked(o.untilVersion())));
            case PushOutcome.Unknown _ -> replace(c.at(new Status.UnknownOutcome()));
            case PushOutcome.Refused _ -> {
                refused(c);
                chains.put(
                        c.streamId(),
                        chain(c.streamId()).stream()
                                .filter(o -> !o.commitId().equals(c.commitId()))
                                .toList());
            }
        }
    }

    private void refused(PendingCommit c) {
        needsPerson.add(c.commitId());
        if (c.intentId() != null) {
            fallen.add(c.intentId());
        }
    }

    private List<SyncInput.Settled> redecide(Set<StreamId> touched) {
        Set<StreamId> settled = new LinkedHashSet<>();
        Set<StreamId> streams = new LinkedHashSet<>(touched);
        while (!streams.isEmpty()) {
            for (StreamId stream : streams) {
                chains.put(stream, redecide(stream));
            }
            settled.addAll(streams);
            streams.clear();
            // What was meant as one with something refused follows it.
            chains.forEach((stream, chain) -> {
                if (chain.stream().anyMatch(this::follows)) {
                    streams.add(stream);
                }
            });
        }
        return settled.stream().map(this::settled).toList();
    }

    private boolean follows(PendingCommit c) {
        return c.intentId() != null
                && fallen.contains(c.intentId())
                && !c.outcomeAwaited()
                && !c.onServer();
    }

    private List<PendingCommit> redecide(StreamId stream) {
        List<PendingCommit> chain = new ArrayList<>(chain(stream));
        chain.stream().filter(this::follows).forEach(this::refused);
        chain.removeIf(this::follows);
        Redecision again = Rebase.redecide(confirmedOf(stream), chain, Streams::id);
        for (Verdict verdict : again.verdicts()) {
            switch (verdict) {
                case Verdict.AlreadySo v -> alreadySo.add(v.commit().commitId());
                case Verdict.NeedsPerson v -> refused(v.commit());
                case Verdict.Kept _, Verdict.Unchanged _, Verdict.Adjusted _ -> {
                    // Still pending.
                }
            }
        }
        return again.chain();
    }

    private SyncInput.Settled settled(StreamId stream) {
        List<PendingCommit> chain = chain(stream);
        return new SyncInput.Settled(
                stream,
                chain.stream().noneMatch(c -> c.status() instanceof Status.Parked),
                chain.stream().filter(c -> !c.onServer()).map(MiniDesk::ready).toList());
    }

    private StreamState confirmedOf(StreamId stream) {
        return confirmed.getOrDefault(stream, Streams.empty());
    }

    private List<PendingCommit> chain(StreamId stream) {
        return chains.getOrDefault(stream, List.of());
    }

    private Optional<PendingCommit> find(UUID id) {
        return chains.values().stream()
                .flatMap(List::stream)
                .filter(c -> c.commitId().equals(id) && !c.onServer())
                .findFirst();
    }

    private void replace(PendingCommit commit) {
        chains.put(
                commit.streamId(),
                chain(commit.streamId()).stream()
                        .map(c -> c.commitId().equals(commit.commitId()) ? commit : c)
                        .toList());
    }

    private List<SyncInput.Ready> readyOfAll() {
        return chains.values().stream()
                .flatMap(List::stream)
                .filter(c -> !c.onServer())
                .sorted(Comparator.comparingLong(PendingCommit::order))
                .map(MiniDesk::ready)
                .toList();
    }

    private static SyncInput.Ready ready(PendingCommit c) {
        return new SyncInput.Ready(c.commitId(), c.streamId(), 200, c.intentId());
    }

    private long keep(MiniFeed.Page page) {
        pages.put(nextPage, page);
        return nextPage++;
    }

    /** After a while, unless the process has died by then. */
    private void later(Runnable task) {
        int lived = life;
        world.in(
                1 + random.nextInt(400),
                () -> {
                    if (lived == life) {
                        task.run();
                    }
                });
    }

    private long writeTime;

    /** What the local database ends, in the order begun. */
    private void inOrder(Runnable task) {
        int lived = life;
        writeTime = Math.max(writeTime + 1, world.millis() + random.nextInt(20));
        world.atMillis(
                writeTime,
                () -> {
                    if (lived == life) {
                        task.run();
                    }
                });
    }

    /** What comes over the live line, in order, as long as that is the current one. */
    private void online(Runnable task) {
        int lived = life;
        int on = line;
        lineTime = Math.max(lineTime + 1, world.millis() + random.nextInt(100));
        world.atMillis(
                lineTime,
                () -> {
                    if (lived == life && on == line) {
                        task.run();
                    }
                });
    }
}
