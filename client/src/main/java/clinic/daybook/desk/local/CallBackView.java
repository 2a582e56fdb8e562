package clinic.daybook.desk.local;

import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Promise;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The customers to be called back, each with the next free time. */
final class CallBackView {

    /** More are not shown at once: nobody calls a hundred customers from one list. */
    static final int MAX = 100;

    private static final Set<ReservationStatus> CALLED_OFF =
            EnumSet.of(
                    ReservationStatus.CANCELLED,
                    ReservationStatus.NO_SHOW,
                    ReservationStatus.ENTERED_IN_ERROR);

    private record Taken(
            Instant from,
            Instant until,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId) {}

    private final DeskState desk;
    private final Reader reader;
    private final Presenter presenter;
    private final Boards boards;
    private final Supplier<Instant> time;

    CallBackView(
            DeskState desk,
            Reader reader,
            Presenter presenter,
            Boards boards,
            Supplier<Instant> time) {
        this.desk = desk;
        this.reader = reader;
        this.presenter = presenter;
        this.boards = boards;
        this.time = time;
    }

    /** By the promised time. */
    List<CallBack> items() {
        List<OutcomeBook.Open> broken = new ArrayList<>();
        for (OutcomeBook.Open open : desk.outcomes().promises()) {
            Promise promise = open.unkept();
            if (promise != null && broken.size() < MAX && !stands(open, promise)) {
                broken.add(open);
            }
        }
        if (broken.isEmpty()) {
            return List.of();
        }
        Instant now = FreeSlots.roundUp(time.get());
        Instant earliest = broken.stream().map(o -> from(o, now)).min(Instant::compareTo).get();
        Instant latest = broken.stream().map(o -> from(o, now)).max(Instant::compareTo).get();
        Map<StreamId, Taken> taken = taken(earliest, latest.plus(FreeSlots.AHEAD));
        return broken.stream().map(open -> item(open, from(open, now), taken)).toList();
    }

    private static Instant from(OutcomeBook.Open open, Instant now) {
        Promise promise = Objects.requireNonNull(open.unkept());
        return promise.startsAt().isBefore(now) ? now : promise.startsAt();
    }

    /** Whether the reservation is at the promised time after all. */
    private boolean stands(OutcomeBook.Open open, Promise promise) {
        CardRow row = Projections.card(desk.streams().get(open.change().streamId()));
        return row != null
                && !CALLED_OFF.contains(row.status())
                && row.startsAt().equals(promise.startsAt())
                && (promise.practitionerId() == null
                        || promise.practitionerId().equals(row.practitionerId()))
                && (promise.roomId() == null || promise.roomId().equals(row.roomId()));
    }

    private CallBack item(OutcomeBook.Open open, Instant from, Map<StreamId, Taken> taken) {
        Promise promise = Objects.requireNonNull(open.unkept());
        StreamId reservation = open.change().streamId();
        Instant decidedAt = open.change().decidedAt();
        return new CallBack(
                open.change().commitId(),
                open.row().desk(),
                presenter.deskName(open.row().desk()),
                reservation,
                presenter.customer(promise.customerId()),
                presenter.name(open.row().staffId()),
                decidedAt == null ? open.row().at() : decidedAt,
                promise.startsAt(),
                promise.minutes(),
                promise.practitionerId(),
                presenter.name(promise.practitionerId()),
                promise.roomId(),
                presenter.name(promise.roomId()),
                boards.card(desk.streams().get(reservation)),
                suggestion(promise, reservation, from, taken));
    }

    private @Nullable Instant suggestion(
            Promise promise, StreamId reservation, Instant from, Map<StreamId, Taken> taken) {
        List<FreeSlots.Busy> busy = new ArrayList<>();
        taken.forEach((id, t) -> {
            boolean shares =
                    (promise.practitionerId() != null
                                    && promise.practitionerId().equals(t.practitionerId()))
                            || (promise.roomId() != null && promise.roomId().equals(t.roomId()));
            if (shares && !id.equals(reservation)) {
                busy.add(new FreeSlots.Busy(t.from(), t.until()));
            }
        });
        StreamId roomId = promise.roomId();
        if (roomId != null
                && desk.streams().get(roomId).shown().state().state() instanceof Room room) {
            room.blocks().forEach(b -> busy.add(new FreeSlots.Busy(b.from(), b.until())));
        }
        Reference known = desk.reference().snapshot();
        return FreeSlots.first(
                        from,
                        promise.minutes(),
                        busy,
                        new FreeSlots.Hours(known.zone(), known.opens(), known.closes()))
                .orElse(null);
    }

    /** What is planned in this time, changes not yet written included. */
    private Map<StreamId, Taken> taken(Instant from, Instant until) {
        Map<StreamId, Taken> taken = new HashMap<>();
        // Nothing is planned to last longer than a day.
        reader.list(
                "SELECT stream, starts_at, ends_at, practitioner, room FROM card"
                        + " WHERE starts_at > ? AND starts_at < ? AND status NOT IN"
                        + " ('departed', 'left-unseen', 'cancelled', 'no-show', 'entered-in-error')",
                row ->
                        taken.put(
                                StreamId.parse(row.getString(1)),
                                new Taken(
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        Instant.ofEpochMilli(row.getLong(3)),
                                        id(row.getString(4)),
                                        id(row.getString(5)))),
                from.minus(Duration.ofDays(1)),
                until);
        for (StreamModel model : desk.streams().pinned()) {
            if (model.id().is("reservation")) {
                CardRow row = Projections.card(model);
                if (row == null || row.status().ended()) {
                    taken.remove(model.id());
                } else {
                    taken.put(
                            model.id(),
                            new Taken(
                                    row.startsAt(),
                                    row.endsAt(),
                                    row.practitionerId(),
                                    row.roomId()));
                }
            }
        }
        return taken;
    }

    private static @Nullable StreamId id(@Nullable String text) {
        return text == null ? null : StreamId.parse(text);
    }
}
