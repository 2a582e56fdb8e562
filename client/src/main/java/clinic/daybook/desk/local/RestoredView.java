package clinic.daybook.desk.local;

import clinic.daybook.customer.Customer;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Lacking;
import clinic.daybook.desk.model.RestoredServer.Line;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationEvent.ReservationBooked;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.Replayed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts before a person what a restored server lacks. It is told anew with every change at the desk,
 * so that of each commit what is told is kept. Of the engine's thread.
 */
final class RestoredView {

    /** What is told of a commit that the server lacks. */
    private record Told(Instant happenedAt, StreamId staffId, StreamId deskId, boolean later) {}

    private final DeskState desk;
    private final Presenter presenter;
    private final Replays replays;
    private final Channel<RestoredServer> channel;
    private final Map<UUID, Told> told = new HashMap<>();
    private Stage link = Stage.NONE;
    private RestoredServer last = RestoredServer.NONE;

    RestoredView(DeskState desk, Presenter presenter, Executor listeners) {
        this.desk = desk;
        this.presenter = presenter;
        this.replays = new Replays(desk);
        this.channel = new Channel<>(listeners);
    }

    Subscription subscribe(Consumer<RestoredServer> listener) {
        last = now();
        return channel.subscribe(listener, last);
    }

    /** How far the desk has got with a server that holds another store. */
    void link(Stage stage) {
        link = stage;
        publish();
    }

    /** Tells the screens, if it is news. */
    void publish() {
        RestoredServer now = now();
        if (!now.equals(last)) {
            last = now;
            channel.publish(now);
        }
    }

    private RestoredServer now() {
        ReplayState replay = desk.meta().replay();
        if (replay == null) {
            told.clear();
            return link == Stage.NONE
                    ? RestoredServer.NONE
                    : new RestoredServer(
                            link,
                            null,
                            null,
                            0,
                            0,
                            0,
                            desk.pending().unsent(),
                            null,
                            null,
                            List.of(),
                            List.of());
        }
        List<Told> lacking = lackingTold();
        List<Told> clashing = replays.clashing().stream().map(RestoredView::tell).toList();
        TreeSet<String> staff = new TreeSet<>();
        TreeSet<String> desks = new TreeSet<>();
        Stream.concat(lacking.stream(), clashing.stream())
                .forEach(t -> {
                    staff.add(presenter.staffName(t.staffId()));
                    desks.add(presenter.deskName(t.deskId()));
                });
        return new RestoredServer(
                stage(replay),
                replay.backedUpAt(),
                replay.restoredAt(),
                lacking.size(),
                (int) lacking.stream().filter(Told::later).count(),
                clashing.size(),
                own(),
                lacking.isEmpty() ? null : lacking.getFirst().happenedAt(),
                lacking.isEmpty() ? null : lacking.getLast().happenedAt(),
                List.copyOf(staff),
                List.copyOf(desks));
    }

    private List<Told> lackingTold() {
        List<Told> lacking = new ArrayList<>();
        for (PendingBook.Item item : desk.pending().replays()) {
            Told known = told.get(item.commitId());
            if (known == null) {
                PendingCommit commit = desk.streams().pending(item.commitId());
                if (commit == null) {
                    continue;
                }
                known = tell(commit);
                told.put(item.commitId(), known);
            }
            lacking.add(known);
        }
        return lacking;
    }

    private static Told tell(PendingCommit commit) {
        if (!(commit.command() instanceof Replayed r)) {
            throw new IllegalArgumentException("not of another store");
        }
        return new Told(commit.happenedAt(), commit.actor().staffId(), r.deskId(), later(commit));
    }

    /** What is pending of this stream may stand at another place now. */
    void changed(StreamId stream) {
        if (!told.isEmpty()) {
            desk.pending().of(stream).forEach(item -> told.remove(item.commitId()));
        }
    }

    /** Everything was read again. */
    void changed() {
        told.clear();
    }

    private Stage stage(ReplayState replay) {
        if (link != Stage.NONE) {
            return link;
        }
        return replay.sending() ? Stage.SENDING : Stage.WAITING;
    }

    private int own() {
        return desk.pending().unsent() - desk.pending().replays().size();
    }

    /** Everything that the server lacks, by what it is about, in the old order. */
    List<Lacking> lacking() {
        Map<StreamId, List<Line>> lines = new LinkedHashMap<>();
        for (PendingCommit c : replays.lacking()) {
            lines.computeIfAbsent(c.streamId(), _ -> new ArrayList<>()).add(line(c, false));
        }
        for (PendingCommit c : replays.clashing()) {
            lines.computeIfAbsent(c.streamId(), _ -> new ArrayList<>()).add(line(c, true));
        }
        List<Lacking> all = new ArrayList<>();
        lines.forEach((id, of) -> all.add(new Lacking(id, name(id), of)));
        return all;
    }

    private Line line(PendingCommit commit, boolean clash) {
        return new Line(
                commit.happenedAt(),
                presenter.staffName(commit.actor().staffId()),
                deskName(commit),
                commit.events().stream().map(e -> e.event().typeName()).toList(),
                later(commit),
                clash);
    }

    private String deskName(PendingCommit commit) {
        return commit.command() instanceof Replayed r ? presenter.deskName(r.deskId()) : "";
    }

    private static boolean later(PendingCommit commit) {
        return commit.command() instanceof Replayed r && commit.decidedOn() != r.version() - 1;
    }

    private String name(StreamId id) {
        StreamId customer = customer(id);
        return customer == null ? presenter.name(id) : presenter.customer(customer).name();
    }

    private @Nullable StreamId customer(StreamId id) {
        Object state = desk.streams().get(id).shown().state().state();
        if (state instanceof Customer) {
            return id;
        }
        if (state instanceof Reservation reservation && reservation.customerId() != null) {
            return reservation.customerId();
        }
        return replays.clashing().stream()
                .filter(c -> c.streamId().equals(id))
                .map(c -> c.events().getFirst().event())
                .filter(ReservationBooked.class::isInstance)
                .map(e -> ((ReservationBooked) e).customerId())
                .findFirst()
                .orElse(null);
    }
}
