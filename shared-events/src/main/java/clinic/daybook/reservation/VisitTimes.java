package clinic.daybook.reservation;

import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which treatment took how long, how long the customer waited, and when they left: a fold over the
 * events of one reservation, which screens and statistics share. Times are the server's clock; what
 * is not finished is open and counts up to a given now.
 *
 * <p><b>Undoing.</b> What is undone never was. The stay that it had begun is taken out, and the
 * status that the reservation falls back to counts from where the undone stay began, or goes on
 * with the stay before it where that had the same status. So an undone arrival leaves no wait
 * behind, an undone departure none at home, a check-out taken back was waiting, and a treatment
 * whose finish is taken back was running all along. Where other things had happened in that stay (a
 * second treatment beside the undone one) it did exist, and the undoing is an ordinary change.
 *
 * @param reservation the state, folded along
 * @param stays every stay in a status, in order; the last one is open
 * @param tasks by task id, in the order in which they were ordered, removed ones included
 * @param begun per stay, what it began with. What undoing takes back is found by the order of the
 *     events and never by their times, which wrong clocks would mix up
 */
public record VisitTimes(
        Reservation reservation, List<Stay> stays, Map<UUID, TaskTimes> tasks, List<Begun> begun) {

    /**
     * What a stay began with.
     *
     * @param started the treatments started in it, in order; one that was undone is left out, but
     *     the one that began the stay remains
     * @param finished the treatment whose finish began it; {@code null}: none did
     */
    public record Begun(List<UUID> started, @Nullable UUID finished) {

        private static final Begun OTHERWISE = new Begun(List.of(), null);

        public Begun {
            started = List.copyOf(started);
        }
    }

    /** A time spent in one status; {@code until} is {@code null} while it lasts. */
    public record Stay(ReservationStatus status, Instant from, @Nullable Instant until) {

        /** How long, up to now while it lasts; never negative, whatever a clock did. */
        public Duration length(Instant now) {
            Duration length = Duration.between(from, until == null ? now : until);
            return length.isNegative() ? Duration.ZERO : length;
        }
    }

    /**
     * The times of one task.
     *
     * @param plannedMinutes as last planned
     * @param startedAt when it was last started, as it counts: corrected, where somebody did
     * @param finishedAt likewise; {@code null}: it runs or waits
     * @param recordedStartedAt as it was recorded at the time
     * @param recordedFinishedAt likewise
     */
    public record TaskTimes(
            UUID taskId,
            StreamId procedureId,
            String name,
            TaskStatus status,
            int plannedMinutes,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant recordedStartedAt,
            @Nullable Instant recordedFinishedAt) {

        /** Whether the times that count are not the recorded ones: a manager corrected them. */
        public boolean corrected() {
            return !Objects.equals(startedAt, recordedStartedAt)
                    || !Objects.equals(finishedAt, recordedFinishedAt);
        }

        /** How long it took, up to now while it runs; empty when it was never started. */
        public Optional<Duration> length(Instant now) {
            if (startedAt == null) {
                return Optional.empty();
            }
            Duration length = Duration.between(startedAt, finishedAt == null ? now : finishedAt);
            return Optional.of(length.isNegative() ? Duration.ZERO : length);
        }
    }

    private static final Set<ReservationStatus> WAITING =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            ReservationStatus.ARRIVED,
                            ReservationStatus.CHECKED_IN,
                            ReservationStatus.WAITING_TREATMENT));

    /** Before the first event. */
    public static final VisitTimes NONE =
            new VisitTimes(Reservation.NEW, List.of(), Map.of(), List.of());

    /** Folds the events of one reservation, from its first. */
    public static VisitTimes of(Iterable<Occurred<ReservationEvent>> events) {
        VisitTimes times = NONE;
        for (Occurred<ReservationEvent> event : events) {
            times = times.after(event);
        }
        return times;
    }

    /** The times after a further, legal event. */
    public VisitTimes after(Occurred<ReservationEvent> occurred) {
        Reservation next = ReservationEvolution.evolve(reservation, occurred);
        Map<UUID, TaskTimes> tasksThen = tasksAfter(occurred, next);
        return next.status() == reservation.status()
                ? new VisitTimes(next, stays, tasksThen, begunInSameStay(occurred.event()))
                : withNewStay(occurred, next, tasksThen);
    }

    /**
     * The stays that can have been as they were recorded: in order, not backwards, and in the house
     * not longer than a day. The length of any other says nothing and is no part of any average.
     */
    public List<Stay> plausibleStays(Instant now) {
        boolean[] inOrder = inOrder(now);
        List<Stay> plausible = new ArrayList<>();
        for (int i = 0; i < stays.size(); i++) {
            Stay stay = stays.get(i);
            boolean shortEnough =
                    !stay.status().present()
                            || PlausibleTimes.length(
                                    stay.from(), stay.until() == null ? now : stay.until());
            if (inOrder[i] && inOrder[i + 1] && shortEnough) {
                plausible.add(stay);
            }
        }
        return plausible;
    }

    /**
     * Whether a treatment can have been as it was recorded: not backwards, not longer than a day,
     * not begun before the customer arrived.
     */
    public boolean plausible(TaskTimes task, Instant now) {
        Instant started = task.startedAt();
        if (started == null) {
            return true;
        }
        Instant finished = task.finishedAt();
        Instant arrived = arrivedAt();
        boolean[] inOrder = inOrder(now);
        for (int i = 0; i < stays.size(); i++) {
            // A wrong arrival makes no treatment wrong.
            if (stays.get(i).from().equals(arrived) && !inOrder[i]) {
                arrived = null;
            }
        }
        return PlausibleTimes.length(started, finished == null ? now : finished)
                && (arrived == null || !started.isBefore(arrived.minus(PlausibleTimes.TOLERANCE)));
    }

    /** Of the beginning of each stay, and of now, whether it can be right beside the others. */
    private boolean[] inOrder(Instant now) {
        List<Instant> times = new ArrayList<>(stays.stream().map(Stay::from).toList());
        times.add(now);
        return PlausibleTimes.inOrder(times);
    }

    /** Where the reservation stands. */
    public ReservationStatus status() {
        return reservation.status();
    }

    /** Since when it stands there; {@code null} only before the first event. */
    public @Nullable Instant statusSince() {
        return stays.isEmpty() ? null : stays.getLast().from();
    }

    /** When it was booked; {@code null} only before the first event. */
    public @Nullable Instant bookedAt() {
        return stays.isEmpty() ? null : stays.getFirst().from();
    }

    /**
     * When the customer arrived, the last time where they had left unseen and come back; {@code
     * null}: they did not, or it was undone.
     */
    public @Nullable Instant arrivedAt() {
        return lastVisit()
                .filter(s -> s.status() == ReservationStatus.ARRIVED)
                .reduce((first, second) -> second)
                .map(Stay::from)
                .orElse(null);
    }

    /** When they were checked in after that arrival; {@code null}: they were not. */
    public @Nullable Instant checkedInAt() {
        Instant checkedIn = null;
        for (Stay stay : lastVisit().toList()) {
            if (stay.status() == ReservationStatus.ARRIVED) {
                checkedIn = null;
            } else if (stay.status() == ReservationStatus.CHECKED_IN && checkedIn == null) {
                checkedIn = stay.from();
            }
        }
        return checkedIn;
    }

    /** When the first consultation began; {@code null}: there was none. */
    public @Nullable Instant consultationStartedAt() {
        return lastVisit()
                .filter(s -> s.status() == ReservationStatus.IN_CONSULTATION)
                .findFirst()
                .map(Stay::from)
                .orElse(null);
    }

    /** When the last consultation ended; {@code null}: there was none, or it goes on. */
    public @Nullable Instant consultationFinishedAt() {
        return lastVisit()
                .filter(s -> s.status() == ReservationStatus.IN_CONSULTATION)
                .reduce((first, second) -> second)
                .map(Stay::until)
                .orElse(null);
    }

    /** When they departed; {@code null} also when they left unseen: that stay says when. */
    public @Nullable Instant departedAt() {
        return lastVisit()
                .filter(s -> s.status() == ReservationStatus.DEPARTED)
                .reduce((first, second) -> second)
                .map(Stay::from)
                .orElse(null);
    }

    /** How long it stood in any of these statuses, up to now; without what cannot have been so. */
    public Duration in(Set<ReservationStatus> statuses, Instant now) {
        return plausibleStays(now).stream()
                .filter(s -> statuses.contains(s.status()))
                .map(s -> s.length(now))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How long the customer waited: arrived, checked in, or waiting for a treatment. */
    public Duration waited(Instant now) {
        return in(WAITING, now);
    }

    /** The stays since the reservation was last only booked: those of the visit that counts. */
    private Stream<Stay> lastVisit() {
        int begin = 0;
        for (int i = 0; i < stays.size(); i++) {
            if (stays.get(i).status() == ReservationStatus.BOOKED) {
                begin = i;
            }
        }
        return stays.subList(begin, stays.size()).stream();
    }

    private VisitTimes withNewStay(
            Occurred<ReservationEvent> occurred, Reservation next, Map<UUID, TaskTimes> tasksThen) {
        List<Stay> changed = new ArrayList<>(stays);
        List<Begun> begunThen = new ArrayList<>(begun);
        Instant from = occurred.at();
        Begun with = begunBy(occurred.event());
        if (undoesLastStay(occurred.event())) {
            from = changed.removeLast().from();
            begunThen.removeLast();
            if (!changed.isEmpty() && changed.getLast().status() == next.status()) {
                from = changed.removeLast().from();
                with = begunThen.removeLast();
            }
        } else if (!changed.isEmpty()) {
            Stay last = changed.removeLast();
            changed.add(new Stay(last.status(), last.from(), from));
        }
        changed.add(new Stay(next.status(), from, null));
        begunThen.add(with);
        return new VisitTimes(
                next,
                Collections.unmodifiableList(changed),
                tasksThen,
                Collections.unmodifiableList(begunThen));
    }

    private static Begun begunBy(ReservationEvent event) {
        if (event instanceof TreatmentStarted e) {
            return new Begun(List.of(e.taskId()), null);
        }
        return event instanceof TreatmentFinished e
                ? new Begun(List.of(), e.taskId())
                : Begun.OTHERWISE;
    }

    private List<Begun> begunInSameStay(ReservationEvent event) {
        if (begun.isEmpty()) {
            return begun;
        }
        List<UUID> started = new ArrayList<>(begun.getLast().started());
        if (event instanceof TreatmentStarted e) {
            started.add(e.taskId());
        } else if (!(event instanceof TreatmentStartUndone e)
                || started.lastIndexOf(e.taskId()) < 1) {
            return begun;
        } else {
            started.remove(started.lastIndexOf(e.taskId()));
        }
        List<Begun> changed = new ArrayList<>(begun);
        Begun last = changed.removeLast();
        changed.add(new Begun(started, last.finished()));
        return Collections.unmodifiableList(changed);
    }

    /** Whether the event takes back what had begun the last stay, and nothing else. */
    private boolean undoesLastStay(ReservationEvent event) {
        return switch (event) {
            case ArrivalUndone _, CheckInUndone _, CheckoutUndone _, VisitReopened _ -> true;
            case TreatmentStartUndone e -> begun.getLast().started().equals(List.of(e.taskId()));
            case TreatmentReopened e ->
                    stays.size() > 1
                            && stays.get(stays.size() - 2).status()
                                    == ReservationStatus.IN_TREATMENT
                            && e.taskId().equals(begun.getLast().finished());
            case ReservationBooked _,
                    ReservationConfirmed _,
                    ReservationRescheduled _,
                    ReservationCustomerChanged _,
                    PractitionerAssigned _,
                    RoomAssigned _,
                    MemoChanged _,
                    ReservationCancelled _,
                    CancellationFeeCharged _,
                    NoShowRecorded _,
                    ReservationReinstated _,
                    CustomerArrived _,
                    CustomerCheckedIn _,
                    ConsultationStarted _,
                    ConsultationFinished _,
                    TreatmentAdded _,
                    TreatmentChanged _,
                    TreatmentRemoved _,
                    TreatmentsReordered _,
                    TreatmentStarted _,
                    TreatmentFinished _,
                    TreatmentSkipped _,
                    TreatmentTimeCorrected _,
                    CheckoutStarted _,
                    CustomerDeparted _,
                    CustomerLeftUnseen _,
                    DiscountApplied _,
                    DiscountWithdrawn _,
                    PaymentReceived _,
                    PaymentVoided _,
                    RefundRequested _,
                    RefundIssued _,
                    RefundDeclined _,
                    EnteredInError _ ->
                    false;
        };
    }

    private Map<UUID, TaskTimes> tasksAfter(Occurred<ReservationEvent> occurred, Reservation next) {
        if (next.tasks() == reservation.tasks()) {
            return tasks;
        }
        Map<UUID, TaskTimes> changed = new LinkedHashMap<>(tasks);
        for (TaskState task : next.tasks()) {
            UUID id = task.task().taskId();
            changed.put(id, times(task, tasks.get(id), occurred.event()));
        }
        return Collections.unmodifiableMap(changed);
    }

    private static TaskTimes times(
            TaskState task, @Nullable TaskTimes before, ReservationEvent event) {
        // A correction sets aside what was recorded; everything else is a recording.
        boolean correction =
                event instanceof TreatmentTimeCorrected e
                        && e.taskId().equals(task.task().taskId());
        boolean sameStart = before != null && Objects.equals(before.startedAt(), task.startedAt());
        boolean sameFinish =
                before != null && Objects.equals(before.finishedAt(), task.finishedAt());
        return new TaskTimes(
                task.task().taskId(),
                task.task().procedureId(),
                task.task().name(),
                task.status(),
                task.task().minutes(),
                task.startedAt(),
                task.finishedAt(),
                before != null && (correction || sameStart)
                        ? before.recordedStartedAt()
                        : task.startedAt(),
                before != null && (correction || sameFinish)
                        ? before.recordedFinishedAt()
                        : task.finishedAt());
    }
}
