package clinic.daybook.desk.reservation;

import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import clinic.daybook.reservation.VisitTimes.Stay;
import clinic.daybook.reservation.VisitTimes.TaskTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A visit's times laid out for drawing: the stays on one line, below them each treatment that was
 * begun, planned against actual. Pure; what is not finished runs on to the given now. What cannot
 * have been so, because a clock was wrong, is neither drawn nor counted, but told apart.
 *
 * @param from the left end of the axis
 * @param until the right end of the axis
 * @param stays those in the house, in order
 * @param tasks in the order in which they were begun
 * @param ticks full times between the ends, for the axis
 * @param inHouse from arrival to leaving
 * @param waited arrived, checked in or waiting for a treatment
 * @param talked in consultation
 * @param treated in treatment
 * @param running whether the visit is not over
 * @param doubtfulStays those in the house whose times cannot be right
 * @param doubtfulTasks treatments whose times cannot be right
 */
record VisitStrip(
        Instant from,
        Instant until,
        List<Bar> stays,
        List<TaskBar> tasks,
        List<Instant> ticks,
        Duration inHouse,
        Duration waited,
        Duration talked,
        Duration treated,
        boolean running,
        List<Bar> doubtfulStays,
        List<TaskBar> doubtfulTasks) {

    private static final Set<ReservationStatus> TALK =
            EnumSet.of(ReservationStatus.IN_CONSULTATION);
    private static final Set<ReservationStatus> TREAT = EnumSet.of(ReservationStatus.IN_TREATMENT);

    /** The finest axis that still has at most {@link #MAX_TICKS} times on it is taken. */
    private static final int[] STEPS = {10, 15, 30, 60, 120, 240, 480, 1440};

    private static final int MAX_TICKS = 5;

    VisitStrip {
        stays = List.copyOf(stays);
        tasks = List.copyOf(tasks);
        ticks = List.copyOf(ticks);
        doubtfulStays = List.copyOf(doubtfulStays);
        doubtfulTasks = List.copyOf(doubtfulTasks);
    }

    /** A stay; {@code open}: it lasts. */
    record Bar(ReservationStatus status, Instant from, Instant until, boolean open) {
        Duration length() {
            return Duration.between(from, until);
        }
    }

    /**
     * A treatment.
     *
     * @param plannedUntil where it would have ended as planned
     * @param open whether it runs
     */
    record TaskBar(
            TaskTimes times, Instant from, Instant until, Instant plannedUntil, boolean open) {
        Duration length() {
            return Duration.between(from, until);
        }

        /** Minutes beyond the plan; negative: it was shorter. */
        long overMinutes() {
            return length().toMinutes() - times.plannedMinutes();
        }
    }

    /** Empty where the customer was never in the house. */
    static Optional<VisitStrip> of(VisitTimes times, Instant now, ZoneId zone) {
        List<Bar> stays = new ArrayList<>();
        List<Bar> doubtfulStays = new ArrayList<>();
        List<Stay> plausible = times.plausibleStays(now);
        for (Stay stay : times.stays()) {
            if (stay.status().present()) {
                boolean right = plausible.contains(stay);
                (right ? stays : doubtfulStays).add(bar(stay, now, right));
            }
        }
        if (stays.isEmpty() && doubtfulStays.isEmpty()) {
            return Optional.empty();
        }
        List<TaskBar> tasks = new ArrayList<>();
        List<TaskBar> doubtfulTasks = new ArrayList<>();
        for (TaskTimes task : times.tasks().values()) {
            boolean right = times.plausible(task, now);
            TaskBar bar = bar(task, now, right);
            if (bar != null) {
                (right ? tasks : doubtfulTasks).add(bar);
            }
        }
        tasks.sort(Comparator.comparing(TaskBar::from));
        Instant first = stays.isEmpty() ? doubtfulStays.getFirst().from() : stays.getFirst().from();
        Instant from = earliest(first, tasks);
        Instant until = latest(stays.isEmpty() ? first : stays.getLast().until(), first, tasks);
        Duration inHouse = stays.stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus);
        return Optional.of(
                new VisitStrip(
                        from,
                        until,
                        stays,
                        tasks,
                        ticks(from, until, zone),
                        inHouse,
                        times.waited(now),
                        times.in(TALK, now),
                        times.in(TREAT, now),
                        times.status().present(),
                        doubtfulStays,
                        doubtfulTasks));
    }

    /** Where an instant lies on the axis, 0 to 1. */
    double at(Instant instant) {
        double whole = Math.max(1, Duration.between(from, until).toMillis());
        return Math.clamp(Duration.between(from, instant).toMillis() / whole, 0, 1);
    }

    private static Bar bar(Stay stay, Instant now, boolean right) {
        Instant end = stay.until() == null ? now : stay.until();
        // A little backwards is two clocks that are not quite at one.
        boolean atOnce = end.isBefore(stay.from()) && right;
        return new Bar(
                stay.status(), stay.from(), atOnce ? stay.from() : end, stay.until() == null);
    }

    private static @Nullable TaskBar bar(TaskTimes task, Instant now, boolean right) {
        boolean begun = task.status() == TaskStatus.RUNNING || task.status() == TaskStatus.FINISHED;
        if (!begun || task.startedAt() == null) {
            return null;
        }
        Instant from = task.startedAt();
        Instant until = task.finishedAt() == null ? now : task.finishedAt();
        return new TaskBar(
                task,
                from,
                until.isBefore(from) && right ? from : until,
                from.plus(Duration.ofMinutes(task.plannedMinutes())),
                task.finishedAt() == null);
    }

    private static Instant earliest(Instant begin, List<TaskBar> tasks) {
        Instant first = begin;
        for (TaskBar task : tasks) {
            first = task.from().isBefore(first) ? task.from() : first;
        }
        return first;
    }

    private static Instant latest(Instant end, Instant begin, List<TaskBar> tasks) {
        Instant last = end;
        for (TaskBar task : tasks) {
            last = task.until().isAfter(last) ? task.until() : last;
            // The plan of what runs belongs on the axis too: it says how much is to come.
            last = task.open() && task.plannedUntil().isAfter(last) ? task.plannedUntil() : last;
        }
        Instant shortest = begin.plus(Duration.ofMinutes(10));
        return last.isBefore(shortest) ? shortest : last;
    }

    private static List<Instant> ticks(Instant from, Instant until, ZoneId zone) {
        long minutes = Duration.between(from, until).toMinutes();
        int step = STEPS[STEPS.length - 1];
        for (int candidate : STEPS) {
            if (minutes / candidate <= MAX_TICKS) {
                step = candidate;
                break;
            }
        }
        ZonedDateTime midnight = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        long sinceMidnight = Duration.between(midnight.toInstant(), from).toMinutes();
        Instant tick =
                midnight.toInstant().plus(Duration.ofMinutes((sinceMidnight / step + 1) * step));
        List<Instant> ticks = new ArrayList<>();
        while (tick.isBefore(until) && ticks.size() <= 2 * MAX_TICKS) {
            ticks.add(tick);
            tick = tick.plus(Duration.ofMinutes(step));
        }
        return ticks;
    }
}
