package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** What is kept as it is needs no other reason. */
    static final String AS_IS = "done-otherwise";

    private final DeskModel desk;
    private final FxThread fx;
    private final Session session;
    private final Consumer<Throwable> notSaved;
    private final ObservableList<AttentionItem> items = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper(this, "count");
    private final ReadOnlyObjectWrapper<@Nullable AttentionItem> selected =
            new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable ReservationDetail> now =
            new ReadOnlyObjectWrapper<>(this, "now");
    private final ReadOnlyObjectWrapper<Redo> redo =
            new ReadOnlyObjectWrapper<>(this, "redo", new Redo.Elsewhere());
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private final List<Subscription> counting = new ArrayList<>();
    private @Nullable Subscription looking;
    private @Nullable Reference reference;

    AttentionViewModel(DeskModel desk, FxThread fx, Session session, Consumer<Throwable> notSaved) {
        this.desk = desk;
        this.fx = fx;
        this.session = session;
        this.notSaved = notSaved;
    }

    /** Follows what waits: the rail counts it also while the screen is not in sight. */
    void start() {
        counting.add(desk.onReference(fx.listener(known -> reference = known)));
        counting.add(desk.onAttention(fx.listener(this::took)));
    }

    /** Follows nothing any more. */
    void stop() {
        counting.forEach(Subscription::close);
        counting.clear();
        look(null);
    }

    /** The screen is in sight: the reservation looked at is followed. */
    void resume() {
        look(selected.get());
    }

    /** The screen is out of sight: only the count goes on. */
    void pause() {
        unfollow();
    }

    /** Oldest first. */
    ObservableList<AttentionItem> items() {
        return FXCollections.unmodifiableObservableList(items);
    }

    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable AttentionItem> selectedProperty() {
        return selected.getReadOnlyProperty();
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
        if (!Objects.equals(item, selected.get())) {
            look(item);
        }
    }

    /** Does it after all, as it was meant, on what stands now. */
    void redoNow() {
        AttentionItem item = selected.get();
        if (item == null || !(redo.get() instanceof Redo.Possible(var command))) {
            return;
        }
        refusal.set(null);
        fx.whenDone(
                desk.submit(session.staffId(), Change.of(item.streamId(), command)),
                submitted -> {
                    switch (submitted) {
                        // The item ends only with what replaces it saved: else neither would be.
                        case Submitted.Shown shown ->
                                fx.whenDone(
                                        shown.saved(), _ -> end(item, this::markRedone), notSaved);
                        case Submitted.AlreadySo _ -> end(item, this::markRedone);
                        case Submitted.Refused(Refusal why) -> refusal.set(why);
                    }
                },
                notSaved);
    }

    /** Leaves things as they stand now: what was meant is there already or not wanted any more. */
    void keepAsIs() {
        letGo(AS_IS);
    }

    /** Lets go of it, and why. */
    void letGo(String reasonCode) {
        AttentionItem item = selected.get();
        if (item != null) {
            end(item, commit -> desk.letGo(commit, session.staffId(), reasonCode));
        }
    }

    private CompletionStage<Void> markRedone(UUID commitId) {
        return desk.markRedone(commitId, session.staffId());
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
        select(same == null ? next : same);
    }

    private void unfollow() {
        if (looking != null) {
            looking.close();
            looking = null;
        }
    }

    private void look(@Nullable AttentionItem item) {
        unfollow();
        refusal.set(null);
        now.set(null);
        redo.set(new Redo.Elsewhere());
        selected.set(item);
        if (item != null && item.streamId().is("reservation")) {
            looking =
                    desk.onReservation(
                            item.streamId(),
                            fx.listener(detail -> {
                                if (item.equals(selected.get())) {
                                    now.set(detail);
                                    redo.set(Redo.of(item.command(), detail.state()));
                                }
                            }));
        }
    }
}
