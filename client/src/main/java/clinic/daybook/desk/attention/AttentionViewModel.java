package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.staff.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person, one of it looked at, and the three answers. Redoing is a new change by
 * who is signed in, on the reservation as this screen shows it; only when that was taken does the
 * item end.
 */
final class AttentionViewModel {

    /** Why somebody lets go of a change: the last one stands for any other. */
    static final List<String> REASONS =
            List.of("no-longer-needed", "done-otherwise", "entered-wrongly", "other");

    private final DeskModel desk;
    private final FxThread fx;
    private final Session session;
    private final Consumer<Throwable> notSaved;
    private final AttentionDoors doors;
    private final ObservableList<AttentionItem> items = FXCollections.observableArrayList();
    private final ObservableList<ChangeOutcome> elsewhere = FXCollections.observableArrayList();
    private final ObservableList<CallBack> callBacks = FXCollections.observableArrayList();
    // Kept, because a view of a list that nobody holds hears nothing.
    private final ObservableList<AttentionItem> shownItems =
            FXCollections.unmodifiableObservableList(items);
    private final ObservableList<ChangeOutcome> shownElsewhere =
            FXCollections.unmodifiableObservableList(elsewhere);
    private final ObservableList<CallBack> shownCallBacks =
            FXCollections.unmodifiableObservableList(callBacks);
    private List<ChangeOutcome> waitingElsewhere = List.of();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper(this, "count");
    private final ReadOnlyObjectWrapper<@Nullable AttentionItem> selected =
            new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable ChangeOutcome> selectedElsewhere =
            new ReadOnlyObjectWrapper<>(this, "selectedElsewhere");
    private final ReadOnlyObjectWrapper<@Nullable ReservationDetail> now =
            new ReadOnlyObjectWrapper<>(this, "now");
    private final ReadOnlyObjectWrapper<Redo> redo =
            new ReadOnlyObjectWrapper<>(this, "redo", new Redo.Elsewhere());
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private final List<Subscription> counting = new ArrayList<>();
    private @Nullable Subscription looking;
    private @Nullable Reference reference;

    AttentionViewModel(
            DeskModel desk,
            FxThread fx,
            Session session,
            Consumer<Throwable> notSaved,
            AttentionDoors doors) {
        this.desk = desk;
        this.fx = fx;
        this.session = session;
        this.notSaved = notSaved;
        this.doors = doors;
        session.staffProperty().subscribe(() -> showElsewhere());
    }

    /** Follows what waits: the rail counts it also while the screen is not in sight. */
    void start() {
        counting.add(desk.onReference(fx.listener(known -> reference = known)));
        counting.add(desk.onAttention(fx.listener(this::took)));
        counting.add(
                desk.onWaitingElsewhere(
                        fx.listener(waiting -> {
                            waitingElsewhere = waiting;
                            showElsewhere();
                        })));
        counting.add(desk.onCallBacks(fx.listener(callBacks::setAll)));
    }

    /** Follows nothing any more. */
    void stop() {
        counting.forEach(Subscription::close);
        counting.clear();
        unfollow();
    }

    /** The screen is in sight: the reservation looked at is followed. */
    void resume() {
        ChangeOutcome other = selectedElsewhere.get();
        if (other == null) {
            look(selected.get());
        } else {
            lookElsewhere(other);
        }
    }

    /** The screen is out of sight: only the count goes on. */
    void pause() {
        unfollow();
    }

    /** Oldest first. */
    ObservableList<AttentionItem> items() {
        return shownItems;
    }

    /**
     * What waits at other desks, oldest first: for managers, who can see it and not answer it. For
     * everybody else there is nothing.
     */
    ObservableList<ChangeOutcome> elsewhere() {
        return shownElsewhere;
    }

    /** Customers to be called back, by the promised time. */
    ObservableList<CallBack> callBacks() {
        return shownCallBacks;
    }

    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable AttentionItem> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What is looked at of what waits elsewhere; {@code null}: something of this desk, or none. */
    ReadOnlyObjectProperty<@Nullable ChangeOutcome> selectedElsewhereProperty() {
        return selectedElsewhere.getReadOnlyProperty();
    }

    /** The reservation as it stands now; {@code null}: it is not known here, or no reservation. */
    ReadOnlyObjectProperty<@Nullable ReservationDetail> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** Whether the selected change can be done after all. */
    ReadOnlyObjectProperty<Redo> redoProperty() {
        return redo.getReadOnlyProperty();
    }

    /** Why redoing was refused. */
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    Formats formats() {
        return reference == null ? Formats.standard() : Formats.of(reference);
    }

    Instant time() {
        return desk.clock().instant();
    }

    /** The name of an active member of staff or a room; empty when unknown here. */
    String name(StreamId id) {
        Reference known = reference;
        if (known == null) {
            return "";
        }
        return known.staff(id)
                .map(Reference.StaffItem::name)
                .or(() ->
                        known.rooms().stream()
                                .filter(r -> r.id().equals(id))
                                .map(Reference.RoomItem::name)
                                .findFirst())
                .orElse("");
    }

    /** Looks at one; {@code null}: at none. */
    void select(@Nullable AttentionItem item) {
        if (!Objects.equals(item, selected.get()) || selectedElsewhere.get() != null) {
            look(item);
        }
    }

    /** Looks at something that waits at another desk. */
    void select(ChangeOutcome other) {
        if (!other.equals(selectedElsewhere.get())) {
            lookElsewhere(other);
        }
    }

    /**
     * Does it after all, on what stands now: at once as it was meant, or in the dialog that asks
     * for it. The desk ends the item together with what takes its place.
     */
    void redoNow() {
        AttentionItem item = selected.get();
        Reference known = reference;
        if (item == null) {
            return;
        }
        refusal.set(null);
        switch (redo.get()) {
            case Redo.Possible(var command) -> submit(again(item, command));
            case Redo.Ask _ -> {
                if (known != null) {
                    doors.again(item, now.get(), known);
                }
            }
            case Redo.Elsewhere _ -> doors.open(reservation(item));
            case Redo.AlreadySo _, Redo.Impossible _ -> {
                // Not offered.
            }
        }
    }

    /** The change in its place, with what was meant as one with it and is still to be done. */
    private static List<Change> again(AttentionItem item, ReservationCommand command) {
        List<Change> changes = new ArrayList<>();
        StreamId customer = item.customer() == null ? null : item.customer().id();
        changes.add(
                new Change(
                        item.streamId(),
                        command,
                        item.intentId(),
                        item.reasonCode(),
                        item.personal().isEmpty() ? null : customer,
                        customer == null ? Map.of() : item.personal(),
                        item.commitId()));
        item.others().stream()
                .filter(part -> !part.toReverse())
                .map(part -> Change.of(part.streamId(), part.command()).meantWith(item.intentId()))
                .forEach(changes::add);
        return changes;
    }

    private void submit(List<Change> changes) {
        fx.whenDone(
                changes.size() == 1
                        ? desk.submit(session.staffId(), changes.getFirst())
                        : desk.submitTogether(session.staffId(), changes),
                submitted -> {
                    switch (submitted) {
                        case Submitted.Shown shown -> fx.whenDone(shown.saved(), _ -> {}, notSaved);
                        case Submitted.AlreadySo _ -> {
                            // The desk has ended the item.
                        }
                        case Submitted.Refused(Refusal why) -> refusal.set(why);
                    }
                },
                notSaved);
    }

    /** Leaves things as they stand now: what was meant is there already or not wanted any more. */
    void keepAsIs() {
        AttentionItem item = selected.get();
        if (item != null) {
            end(item, commit -> desk.keepAsIs(commit, session.staffId()));
        }
    }

    /** The customer was told. */
    void calledBack(CallBack call) {
        fx.whenDone(
                desk.calledBack(call.deskId(), call.commitId(), session.staffId()),
                _ -> {},
                notSaved);
    }

    /** Books the free time that is proposed in place of the promised one. */
    void instead(CallBack call) {
        doors.instead(call);
    }

    /** Shows a reservation with its history. */
    void open(StreamId reservationId) {
        doors.open(reservationId);
    }

    /**
     * Lets go of it, and why. What got through of it is taken back first: only when that is done
     * does the question end.
     */
    void letGo(String reasonCode) {
        AttentionItem item = selected.get();
        if (item == null) {
            return;
        }
        refusal.set(null);
        List<Change> back = Reversal.of(item);
        if (back.isEmpty()) {
            end(item, commit -> desk.letGo(commit, session.staffId(), reasonCode));
            return;
        }
        fx.whenDone(
                back.size() == 1
                        ? desk.submit(session.staffId(), back.getFirst())
                        : desk.submitTogether(session.staffId(), back),
                submitted -> {
                    switch (submitted) {
                        case Submitted.Shown shown ->
                                fx.whenDone(
                                        shown.saved(),
                                        _ ->
                                                end(
                                                        item,
                                                        commit ->
                                                                desk.letGo(
                                                                        commit,
                                                                        session.staffId(),
                                                                        reasonCode)),
                                        notSaved);
                        case Submitted.AlreadySo _ ->
                                end(
                                        item,
                                        commit ->
                                                desk.letGo(commit, session.staffId(), reasonCode));
                        case Submitted.Refused(Refusal why) -> refusal.set(why);
                    }
                },
                notSaved);
    }

    /** The reservation that a question is about; its own stream where there is none in it. */
    private static StreamId reservation(AttentionItem item) {
        return item.streamId().is("reservation")
                ? item.streamId()
                : item.others().stream()
                        .map(AttentionItem.Part::streamId)
                        .filter(id -> id.is("reservation"))
                        .findFirst()
                        .orElse(item.streamId());
    }

    private void end(AttentionItem item, Function<UUID, CompletionStage<Void>> how) {
        fx.whenDone(how.apply(item.commitId()), _ -> {}, notSaved);
    }

    private void took(List<AttentionItem> waiting) {
        AttentionItem before = selected.get();
        int place = before == null ? 0 : items.indexOf(before);
        items.setAll(waiting);
        count.set(waiting.size());
        AttentionItem same =
                waiting.stream()
                        .filter(i -> before != null && i.commitId().equals(before.commitId()))
                        .findFirst()
                        .orElse(null);
        // When the one looked at is answered, the next one takes its place.
        AttentionItem next =
                waiting.isEmpty() ? null : waiting.get(Math.clamp(place, 0, waiting.size() - 1));
        AttentionItem now = same == null ? next : same;
        if (selectedElsewhere.get() == null) {
            select(now);
        }
    }

    private void showElsewhere() {
        boolean manages =
                session.staff()
                        .map(s -> s.role() == Role.MANAGER || s.role() == Role.ADMIN)
                        .orElse(false);
        elsewhere.setAll(manages ? waitingElsewhere : List.of());
        ChangeOutcome before = selectedElsewhere.get();
        if (before != null) {
            elsewhere.stream()
                    .filter(o -> o.commitId().equals(before.commitId()))
                    .findFirst()
                    .ifPresentOrElse(
                            this::select, () -> look(items.isEmpty() ? null : items.getFirst()));
        }
    }

    private void unfollow() {
        if (looking != null) {
            looking.close();
            looking = null;
        }
    }

    private void look(@Nullable AttentionItem item) {
        begin();
        selectedElsewhere.set(null);
        redo.set(item == null ? new Redo.Elsewhere() : Redo.of(item.command()));
        selected.set(item);
        if (item != null) {
            follow(
                    reservation(item),
                    detail -> {
                        if (item.equals(selected.get())) {
                            now.set(detail);
                            redo.set(Redo.of(item.command(), detail.state()));
                        }
                    });
        }
    }

    private void lookElsewhere(ChangeOutcome other) {
        begin();
        selected.set(null);
        selectedElsewhere.set(other);
        follow(
                other.streamId(),
                detail -> {
                    if (other.equals(selectedElsewhere.get())) {
                        now.set(detail);
                    }
                });
    }

    private void begin() {
        unfollow();
        refusal.set(null);
        now.set(null);
        redo.set(new Redo.Elsewhere());
    }

    private void follow(StreamId stream, Consumer<ReservationDetail> taken) {
        if (stream.is("reservation")) {
            looking = desk.onReservation(stream, fx.listener(taken::accept));
        }
    }
}
