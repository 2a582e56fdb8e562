package clinic.daybook.desk.local;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.VisitTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What screens look at, and telling them when it changes. Of the engine's thread. */
final class Views {

    private final DeskState desk;
    private final Reader reader;
    private final Executor listeners;
    private final Customers customers;
    private final Presenter presenter;
    private final Boards boards;
    private final AttentionView attention;
    private final Channel<Reference> referenceChannel;
    private final Channel<SyncStatus> syncChannel;
    private final Channel<List<AttentionItem>> attentionChannel;
    private final Map<StreamId, Channel<ReservationDetail>> details = new HashMap<>();
    private final Map<StreamId, SyncStatus.OtherDesk> desks = new TreeMap<>();
    private Connection connection = Connection.OFFLINE;
    private @Nullable Instant since;
    private long head;

    Views(DeskState desk, Reader reader, Executor listeners) {
        this.desk = desk;
        this.reader = reader;
        this.listeners = listeners;
        this.customers = new Customers(reader, desk.streams());
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
                        presenter,
                        desk.reference()::zone,
                        desk.attention()::concerns);
        this.attention = new AttentionView(desk, presenter);
        this.referenceChannel = new Channel<>(listeners);
        this.syncChannel = new Channel<>(listeners);
        this.attentionChannel = new Channel<>(listeners);
    }

    Boards boards() {
        return boards;
    }

    /** Reads what is kept beside the streams. */
    void load() {
        customers.clear();
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

    /** These streams have changed in memory. */
    void show(Collection<StreamModel> changed) {
        boolean names = false;
        boolean zone = false;
        for (StreamModel model : changed) {
            String kind = model.id().kind();
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
            referenceChannel.publish(desk.reference().snapshot());
        }
        if (names || zone) {
            boards.refill();
        } else {
            boards.update(changed);
        }
        details(changed, names);
    }

    private void details(Collection<StreamModel> changed, boolean names) {
        for (StreamId id : List.copyOf(details.keySet())) {
            StreamModel model = desk.streams().inMemory(id);
            boolean concerned =
                    names
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
        BoardCard card = boards.card(model);
        VisitTimes times = model.shown().times();
        if (card == null
                || times == null
                || !(model.shown().state().state() instanceof Reservation state)) {
            return null;
        }
        List<AuditRow> rows = model.audit();
        Collections.reverse(rows);
        return new ReservationDetail(
                card,
                presenter.customer(card.customerId()),
                state,
                times,
                model.memo(),
                rows.stream().map(r -> presenter.audit(r, model)).toList());
    }

    void visitsChanged(Collection<StreamId> customerIds) {
        if (!customerIds.isEmpty()) {
            boards.visitsChanged(customerIds);
        }
    }

    void attention() {
        attentionChannel.publish(attention.items());
        boards.refill();
    }

    /** Staff can or cannot sign in here any more. */
    void reference() {
        referenceChannel.publish(desk.reference().snapshot());
    }

    /** How the desk stands to the server. */
    void link(Connection newConnection, @Nullable Instant newSince, long newHead) {
        connection = newConnection;
        since = newSince;
        head = Math.max(newHead, desk.meta().position());
        sync();
    }

    /** What the server told of a desk; true when its name is new. */
    boolean seen(SyncStatus.OtherDesk other) {
        desks.put(other.id(), other);
        sync();
        return presenter.nameDesk(other.id(), other.name());
    }

    void sync() {
        syncChannel.publish(status());
    }

    private SyncStatus status() {
        return new SyncStatus(
                connection,
                since,
                desk.unsent().size(),
                desk.attention().size(),
                desk.meta().position(),
                Math.max(head, desk.meta().position()),
                new ArrayList<>(desks.values()));
    }
}
