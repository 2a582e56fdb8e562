package clinic.daybook.desk.local;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationEvent.ReservationBooked;
import clinic.daybook.sync.PendingCommit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts before a person what was meant and what happened since. What was put together once is kept
 * until something of it changes: thousands may wait, and each answer tells all of them anew.
 */
final class AttentionView {

    private record Kept(List<AttentionBook.Waiting> question, AttentionItem item) {}

    private final DeskState desk;
    private final Presenter presenter;
    private Map<UUID, Kept> kept = Map.of();
    private final Set<StreamId> stale = new HashSet<>();

    AttentionView(DeskState desk, Presenter presenter) {
        this.desk = desk;
        this.presenter = presenter;
    }

    /** Oldest first. */
    List<AttentionItem> items() {
        Map<UUID, Kept> now = new LinkedHashMap<>();
        for (List<AttentionBook.Waiting> question : desk.attention().questions()) {
            UUID id = question.getFirst().commit().commitId();
            Kept before = kept.get(id);
            now.put(
                    id,
                    before != null && stands(before, question)
                            ? before
                            : new Kept(question, item(question)));
        }
        kept = now;
        stale.clear();
        return now.values().stream().map(Kept::item).toList();
    }

    private boolean stands(Kept before, List<AttentionBook.Waiting> question) {
        CustomerItem customer = before.item().customer();
        return before.question().equals(question)
                && !stale.contains(before.item().streamId())
                && (customer == null || !stale.contains(customer.id()));
    }

    /** What is said of this stream may be another thing now. */
    void changed(StreamId stream) {
        if (!kept.isEmpty()) {
            stale.add(stream);
        }
    }

    /** Names may be other ones now, or everything was read again. */
    void changed() {
        kept = Map.of();
        stale.clear();
    }

    private AttentionItem item(List<AttentionBook.Waiting> question) {
        List<AttentionItem.Part> others =
                question.stream().skip(1).map(AttentionView::part).toList();
        return item(question.getFirst(), others);
    }

    private static AttentionItem.Part part(AttentionBook.Waiting waiting) {
        return new AttentionItem.Part(
                waiting.commit().commitId(),
                waiting.commit().streamId(),
                waiting.commit().command(),
                waiting.refusal(),
                waiting.toReverse());
    }

    private AttentionItem item(AttentionBook.Waiting waiting, List<AttentionItem.Part> others) {
        PendingCommit commit = waiting.commit();
        StreamModel model = desk.streams().get(commit.streamId());
        StreamId customer = customer(commit, model);
        List<AuditEntry> since =
                model.audit().stream()
                        .filter(row -> row.version() > commit.basis())
                        .filter(row -> !earlierHere(row, commit))
                        .map(row -> presenter.audit(row, model))
                        .toList();
        return new AttentionItem(
                commit.commitId(),
                commit.streamId(),
                customer == null ? null : presenter.customer(customer),
                customer == null ? "" : presenter.customer(customer).name(),
                commit.command(),
                waiting.refusal(),
                commit.actor().staffId(),
                desk.reference().name(commit.actor().staffId()),
                commit.decidedAt(),
                commit.basis(),
                commit.reasonCode(),
                commit.personal() == null ? Map.of() : commit.personal().personal().fields(),
                since,
                commit.intentId(),
                waiting.toReverse(),
                others);
    }

    /** Whether the person saw it when they decided, though the server had not recorded it yet. */
    private boolean earlierHere(AuditRow row, PendingCommit commit) {
        boolean here = row.deskId() == null || Objects.equals(row.deskId(), desk.meta().deskId());
        return here && !row.deskClock().isAfter(commit.decidedAt());
    }

    private static @Nullable StreamId customer(PendingCommit commit, StreamModel model) {
        if (commit.streamId().is("customer")) {
            return commit.streamId();
        }
        if (commit.command() instanceof ReservationCommand.Book book) {
            return book.customerId();
        }
        if (commit.events().getFirst().event() instanceof ReservationBooked booked) {
            return booked.customerId();
        }
        return model.shown().state().state() instanceof Reservation r ? r.customerId() : null;
    }
}
