package clinic.daybook.desk.local;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ChangeOutcome.Answer;
import clinic.daybook.desk.model.ChangeOutcome.Became;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Meant;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.outcome.OutcomeEvent.AboutChange;
import clinic.daybook.outcome.OutcomeEvent.ChangeAdjusted;
import clinic.daybook.outcome.OutcomeEvent.ChangeLetGo;
import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import clinic.daybook.outcome.OutcomeEvent.ChangeRedone;
import clinic.daybook.outcome.OutcomeEvent.ChangeUnchanged;
import clinic.daybook.outcome.Promise;
import clinic.daybook.reservation.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts names to what became of changes, and puts it where it belongs in a history. */
final class OutcomeView {

    private static final Pattern NAMED =
            Pattern.compile("(staff|room)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final DeskState desk;
    private final Reader reader;
    private final Presenter presenter;

    OutcomeView(DeskState desk, Reader reader, Presenter presenter) {
        this.desk = desk;
        this.reader = reader;
        this.presenter = presenter;
    }

    /** What waits for a person at other desks, oldest first. */
    List<ChangeOutcome> elsewhere() {
        return desk.outcomes().waitingElsewhere(desk.meta().deskId()).stream()
                .map(open ->
                        outcome(List.of(open.row()), desk.streams().get(open.change().streamId())))
                .toList();
    }

    /**
     * A stream's history with what became of the changes that were meant for it.
     *
     * @param entries oldest first
     */
    List<AuditEntry> interleave(List<AuditEntry> entries, StreamModel model) {
        Map<UUID, List<OutcomeRow>> byCommit = new LinkedHashMap<>();
        for (OutcomeRow row : OutcomeBook.about(model.id(), reader, desk.streams())) {
            byCommit.computeIfAbsent(row.commitId(), c -> new ArrayList<>()).add(row);
        }
        if (byCommit.isEmpty()) {
            return entries;
        }
        List<AuditEntry> all = new ArrayList<>();
        Map<UUID, ChangeOutcome> outcomes = new LinkedHashMap<>();
        byCommit.forEach((commit, rows) -> outcomes.put(commit, outcome(rows, model)));
        for (AuditEntry entry : entries) {
            ChangeOutcome own = outcomes.get(entry.commitId());
            all.add(own == null ? entry : entry.with(own));
        }
        for (AuditEntry entry : entries) {
            outcomes.remove(entry.commitId());
        }
        byCommit.forEach((commit, rows) -> {
            ChangeOutcome outcome = outcomes.get(commit);
            if (outcome != null) {
                insert(all, entry(outcome, rows, model));
            }
        });
        return all;
    }

    /** Behind the last entry that it was decided on. */
    private static void insert(List<AuditEntry> all, AuditEntry entry) {
        int place = all.size();
        while (place > 0 && all.get(place - 1).version() > entry.version()) {
            place--;
        }
        all.add(place, entry);
    }

    private AuditEntry entry(ChangeOutcome o, List<OutcomeRow> rows, StreamModel model) {
        OutcomeRow first = rows.getFirst();
        boolean onServer = rows.stream().allMatch(row -> row.position() != null);
        return new AuditEntry(
                first.eventId(),
                o.commitId(),
                model.id(),
                o.decidedOn(),
                rows.getLast().event().typeName(),
                "",
                o.decidedAt(),
                o.decidedAt(),
                onServer ? first.at() : null,
                first.position(),
                o.staffId(),
                o.staffName(),
                o.deskId(),
                o.deskName(),
                null,
                "",
                o.basis(),
                List.of(),
                false,
                List.of(),
                onServer ? SyncMark.ON_SERVER : SyncMark.SAVED_HERE,
                o);
    }

    /** Of one change, in the order in which its desk told of it; never empty. */
    private ChangeOutcome outcome(List<OutcomeRow> rows, StreamModel model) {
        OutcomeRow first = rows.getFirst();
        AboutChange told = about(first);
        Became became = became(first.event());
        Answer answer = null;
        for (OutcomeRow row : rows.subList(1, rows.size())) {
            AboutChange event = about(row);
            became = became(event);
            if (event instanceof ChangeRedone || event instanceof ChangeLetGo) {
                answer =
                        new Answer(
                                row.staffId(),
                                presenter.name(row.staffId()),
                                row.at(),
                                event.code());
            } else {
                told = event;
            }
        }
        Instant decidedAt = decidedAt(told, first.at());
        return new ChangeOutcome(
                told.commitId(),
                told.streamId(),
                customerName(told, model),
                first.desk(),
                presenter.deskName(first.desk()),
                first.staffId(),
                presenter.name(first.staffId()),
                told.type(),
                Telling.command(told.streamId(), told.type(), meant(told)).orElse(null),
                names(meant(told)),
                decidedAt,
                told.basis(),
                told.decidedOn(),
                became,
                told.code(),
                since(told, first.desk(), decidedAt, model),
                answer);
    }

    /** What the fields of a command refer to, by its own name. */
    private Map<StreamId, String> names(@Nullable Meant meant) {
        Map<StreamId, String> names = new LinkedHashMap<>();
        if (meant != null) {
            for (Object value : meant.fields().values()) {
                if (value instanceof String text && NAMED.matcher(text).matches()) {
                    StreamId id = StreamId.parse(text);
                    names.put(id, presenter.name(id));
                }
            }
        }
        return names;
    }

    /** What had happened between what the person saw and what it was decided on. */
    private List<AuditEntry> since(
            AboutChange told, StreamId decidingDesk, Instant decidedAt, StreamModel model) {
        return model.audit().stream()
                .filter(row -> row.version() > told.basis() && row.version() <= told.decidedOn())
                .filter(row -> !row.commitId().equals(told.commitId()))
                .filter(row ->
                        !(by(row).equals(decidingDesk) && !row.happenedAt().isAfter(decidedAt)))
                .map(row -> presenter.audit(row, model))
                .toList();
    }

    private StreamId by(AuditRow row) {
        return row.deskId() == null ? desk.meta().deskId() : row.deskId();
    }

    private String customerName(AboutChange told, StreamModel model) {
        StreamId customer =
                told instanceof ChangeNeedsPerson e && e.promise() != null
                        ? customer(e.promise())
                        : model.shown().state().state() instanceof Reservation r
                                ? r.customerId()
                                : model.id().is("customer") ? model.id() : null;
        return customer == null ? "" : presenter.customer(customer).name();
    }

    private static StreamId customer(Promise promise) {
        return promise.customerId();
    }

    private static AboutChange about(OutcomeRow row) {
        if (row.event() instanceof AboutChange e) {
            return e;
        }
        throw new IllegalArgumentException("not about a change: " + row.event().typeName());
    }

    private static @Nullable Meant meant(AboutChange event) {
        return switch (event) {
            case ChangeAdjusted e -> e.meant();
            case ChangeUnchanged e -> e.meant();
            case ChangeNeedsPerson e -> e.meant();
            case ChangeRedone _, ChangeLetGo _ -> null;
        };
    }

    private static Instant decidedAt(AboutChange event, Instant told) {
        Instant at =
                switch (event) {
                    case ChangeAdjusted e -> e.decidedAt();
                    case ChangeUnchanged e -> e.decidedAt();
                    case ChangeNeedsPerson e -> e.decidedAt();
                    case ChangeRedone _, ChangeLetGo _ -> null;
                };
        return at == null ? told : at;
    }

    private static Became became(OutcomeEvent event) {
        return switch (event) {
            case ChangeAdjusted _ -> Became.ADJUSTED;
            case ChangeUnchanged _ -> Became.ALREADY_DONE;
            case ChangeNeedsPerson _ -> Became.NEEDS_YOU;
            case ChangeRedone _ -> Became.REDONE;
            case ChangeLetGo e ->
                    e.code().equals(OutcomeEvent.KEPT_AS_IS) ? Became.KEPT : Became.LET_GO;
            case OutcomeEvent.PromiseCalledBack _ ->
                    throw new IllegalArgumentException("a call back is no outcome of a change");
        };
    }
}
