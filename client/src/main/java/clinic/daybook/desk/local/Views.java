package clinic.daybook.desk.local;

import clinic.daybook.customer.Customer;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.PackageItem;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.VisitTimes;
import clinic.daybook.sync.FirstSync;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What screens look at, and telling them when it changes. Of the engine's thread. */
final class Views {

    /** Fewer events than these are read before anybody could look at their progress. */
    private static final int MUCH = 5_000;

    private final DeskState desk;
    private final Reader reader;
    private final Executor listeners;
    private final Customers customers;
    private final Presenter presenter;
    private final Boards boards;
    private final AttentionView attention;
    private final OutcomeView outcomes;
    private final CallBackView callBacks;
    private final Channel<List<ChangeOutcome>> elsewhereChannel;
    private final Channel<List<CallBack>> callBackChannel;
    private List<CallBack> toldCallBacks = List.of();
    private final RestoredView restored;
    private final Channel<Reference> referenceChannel;
    private final Channel<SyncStatus> syncChannel;
    private final Channel<List<AttentionItem>> attentionChannel;
    private final Map<StreamId, Channel<ReservationDetail>> details = new HashMap<>();
    private final Map<StreamId, SyncStatus.OtherDesk> desks = new TreeMap<>();
    private Connection connection = Connection.OFFLINE;
    private @Nullable Instant since;
    private @Nullable String haltCode;
    private long head;
    private long behindFrom;

    Views(DeskState desk, Reader reader, Executor listeners, Supplier<Instant> time) {
        this.desk = desk;
        this.reader = reader;
        this.listeners = listeners;
        this.customers = new Customers(reader, desk.streams(), desk.older());
        this.presenter =
                new Presenter(
                        desk.reference(),
                        customers,
                        () -> desk.meta().deskId(),
                        () -> connection == Connection.LIVE);
        this.boards =
                new Boards(
                        reader,
                        desk.streams(),
                        desk.older(),
                        presenter,
                        desk.reference()::zone,
                        desk::mark);
        this.attention = new AttentionView(desk, presenter);
        this.outcomes = new OutcomeView(desk, reader, presenter);
        this.callBacks = new CallBackView(desk, reader, presenter, boards, time);
        this.elsewhereChannel = new Channel<>(listeners);
        this.callBackChannel = new Channel<>(listeners);
        this.restored = new RestoredView(desk, presenter, listeners);
        this.referenceChannel = new Channel<>(listeners);
        this.syncChannel = new Channel<>(listeners);
        this.attentionChannel = new Channel<>(listeners);
    }

    Boards boards() {
        return boards;
    }

    RestoredView restored() {
        return restored;
    }

    /** Reads what is kept beside the streams. */
    void load() {
        customers.clear();
        attention.changed();
        restored.changed();
        reader.list(
                "SELECT desk, name FROM desk_name",
                row -> presenter.nameDesk(StreamId.parse(row.getString(1)), row.getString(2)));
        if (desk.meta().enrolled() == null) {
            connection = Connection.NOT_ENROLLED;
        }
        head = Math.max(head, desk.meta().position());
    }

    /** Tells everybody everything again. */
    void all() {
        boards.refill();
        referenceChannel.publish(desk.reference().snapshot());
        List.copyOf(details.keySet()).forEach(this::publishDetail);
        attention();
        told(true);
        sync();
    }

    Subscription onReference(Consumer<Reference> listener) {
        return referenceChannel.subscribe(listener, desk.reference().snapshot());
    }

    Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener) {
        Boards.Opened opened = boards.open(day, () -> new Channel<>(listeners));
        return opened.channel().subscribe(listener, opened.now());
    }

    Subscription onReservation(StreamId id, Consumer<ReservationDetail> listener) {
        details.values().removeIf(Channel::unused);
        return details.computeIfAbsent(id, k -> new Channel<>(listeners))
                .subscribe(listener, detail(id));
    }

    Subscription onSync(Consumer<SyncStatus> listener) {
        return syncChannel.subscribe(listener, status());
    }

    Subscription onAttention(Consumer<List<AttentionItem>> listener) {
        return attentionChannel.subscribe(listener, attention.items());
    }

    Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener) {
        return elsewhereChannel.subscribe(listener, outcomes.elsewhere());
    }

    Subscription onCallBacks(Consumer<List<CallBack>> listener) {
        tellCallBacks();
        return callBackChannel.subscribe(listener, toldCallBacks);
    }

    /** What is open of other desks' changes, or what it is about, has changed. */
    private void told(boolean outcomesToo) {
        if (outcomesToo && !elsewhereChannel.unused()) {
            elsewhereChannel.publish(outcomes.elsewhere());
        }
        if (!callBackChannel.unused()) {
            tellCallBacks();
        }
    }

    /** Nearly every change leaves the list as it is, so nobody is woken for nothing. */
    private void tellCallBacks() {
        List<CallBack> now = callBacks.items();
        if (!now.equals(toldCallBacks)) {
            toldCallBacks = now;
            callBackChannel.publish(now);
        }
    }

    /** These streams have changed in memory; of the marked ones the marks alone. */
    void show(Collection<StreamModel> changed, Set<StreamId> marked) {
        show(changed);
        if (!marked.isEmpty()) {
            marked.forEach(attention::changed);
            boards.marked(marked);
            marked.stream().filter(details::containsKey).forEach(this::publishDetail);
        }
    }

    /** These streams have changed in memory. */
    void show(Collection<StreamModel> changed) {
        boolean names = false;
        boolean zone = false;
        boolean told = false;
        for (StreamModel model : changed) {
            String kind = model.id().kind();
            attention.changed(model.id());
            restored.changed(model.id());
            if (kind.equals("desk")) {
                desk.outcomes().put(model.id(), model.outcomes());
                told = true;
            }
            if (kind.equals("customer")) {
                customers.refresh(model);
            }
            if (ReferenceRow.typeOf(kind) != null) {
                ReferenceRow row = ReferenceRow.of(model.id(), model.shown().state().state());
                if (row == null) {
                    desk.reference().remove(model.id());
                } else {
                    desk.reference().put(row);
                }
                names = true;
                zone |= kind.equals("clinic");
            }
        }
        if (names) {
            attention.changed();
            referenceChannel.publish(desk.reference().snapshot());
        }
        if (names || zone) {
            boards.refill();
        } else {
            boards.update(changed);
        }
        details(changed, names || told);
        told(told || names);
    }

    private void details(Collection<StreamModel> changed, boolean all) {
        for (StreamId id : List.copyOf(details.keySet())) {
            StreamModel model = desk.streams().inMemory(id);
            boolean concerned =
                    all
                            || changed.stream()
                                    .anyMatch(c ->
                                            c.id().equals(id)
                                                    || (model != null
                                                            && c.id().equals(customerOf(model))));
            if (concerned) {
                publishDetail(id);
            }
        }
    }

    private static @Nullable StreamId customerOf(StreamModel model) {
        return model.shown().state().state() instanceof Reservation r ? r.customerId() : null;
    }

    private void publishDetail(StreamId id) {
        Channel<ReservationDetail> channel = details.get(id);
        ReservationDetail detail = channel == null || channel.unused() ? null : detail(id);
        if (channel != null && detail != null) {
            channel.publish(detail);
        }
    }

    private @Nullable ReservationDetail detail(StreamId id) {
        StreamModel model = desk.streams().get(id);
        desk.older().lookAt(model);
        BoardCard card = boards.card(model);
        VisitTimes times = model.shown().times();
        if (card == null
                || times == null
                || !(model.shown().state().state() instanceof Reservation state)) {
            return null;
        }
        List<AuditEntry> history =
                new ArrayList<>(
                        outcomes.interleave(
                                model.audit().stream().map(r -> presenter.audit(r, model)).toList(),
                                model));
        Collections.reverse(history);
        return new ReservationDetail(
                card,
                presenter.customer(card.customerId()),
                state,
                times,
                model.memo(),
                history,
                model.readable(),
                packages(card.customerId()));
    }

    /** Older events are coming from now on, or are all here: what hangs on them looks otherwise. */
    void olderEvents() {
        customers.clear();
        boards.refill();
        sync();
    }

    private List<PackageItem> packages(StreamId customerId) {
        return desk.streams().get(customerId).shown().state().state() instanceof Customer customer
                ? customer.packages().values().stream().map(presenter::sold).toList()
                : List.of();
    }

    void visitsChanged(Collection<StreamId> customerIds) {
        if (!customerIds.isEmpty()) {
            boards.visitsChanged(customerIds);
        }
    }

    void attention() {
        if (!attentionChannel.unused()) {
            attentionChannel.publish(attention.items());
        }
        boards.refill();
    }

    /** Staff can or cannot sign in here any more. */
    void reference() {
        referenceChannel.publish(desk.reference().snapshot());
    }

    /** How the desk stands to the server. */
    void link(Connection newConnection, @Nullable Instant newSince, long newHead) {
        if (newConnection == Connection.CATCHING_UP && connection != newConnection) {
            behindFrom = desk.meta().position();
        }
        connection = newConnection;
        since = newSince;
        head = Math.max(newHead, desk.meta().position());
        sync();
    }

    /** The sync has ended by itself. */
    void halted(String code) {
        haltCode = code;
        link(Connection.HALTED, null, head);
    }

    /** What the server told of a desk; true when its name is new. */
    boolean seen(SyncStatus.OtherDesk other) {
        desks.put(other.id(), other);
        sync();
        boolean named = presenter.nameDesk(other.id(), other.name());
        if (named) {
            attention.changed();
        }
        return named;
    }

    void sync() {
        syncChannel.publish(status());
        restored.publish();
    }

    private SyncStatus status() {
        return new SyncStatus(
                connection,
                since,
                desk.pending().unsentFreely(),
                desk.attention().size(),
                desk.meta().position(),
                Math.max(head, desk.meta().position()),
                new ArrayList<>(desks.values()),
                progress(),
                desk.serverTime().offsetMs(),
                haltCode);
    }

    private SyncStatus.@Nullable Progress progress() {
        FirstSync.Cursor older = desk.older().cursor();
        if (older != null) {
            return new SyncStatus.Progress(true, older.done(), older.target());
        }
        boolean much = connection == Connection.CATCHING_UP && head - behindFrom > MUCH;
        return much
                ? new SyncStatus.Progress(
                        false, desk.meta().position() - behindFrom, head - behindFrom)
                : null;
    }
}
