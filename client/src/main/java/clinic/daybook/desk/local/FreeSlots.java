package clinic.daybook.desk.local;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Looks for the first free time. Pure. */
final class FreeSlots {

    /** How far ahead it looks: a customer is not put off for longer without being asked. */
    static final Duration AHEAD = Duration.ofDays(14);

    /** Starts are proposed on full steps of so many minutes, the promised time itself excepted. */
    private static final long STEP_SECONDS = Duration.ofMinutes(5).toSeconds();

    /** A time that is taken. */
    record Busy(Instant from, Instant until) {}

    /**
     * When the clinic is open.
     *
     * @param closes nothing may last longer than until then
     */
    record Hours(ZoneId zone, LocalTime opens, LocalTime closes) {}

    private FreeSlots() {}

    /**
     * The first time from {@code earliest} on at which so many minutes are free.
     *
     * @param busy in any order; may overlap
     * @return empty when there is none within {@link #AHEAD}
     */
    static Optional<Instant> first(Instant earliest, int minutes, List<Busy> busy, Hours hours) {
        Duration length = Duration.ofMinutes(minutes);
        Instant last = earliest.plus(AHEAD);
        Instant at = opening(earliest, length, hours);
        // Each round moves on to the end of something taken or to a next morning, so it ends.
        while (!at.isAfter(last)) {
            Instant from = at;
            Optional<Instant> taken =
                    busy.stream()
                            .filter(b ->
                                    b.from().isBefore(from.plus(length))
                                            && from.isBefore(b.until()))
                            .map(Busy::until)
                            .max(Instant::compareTo);
            if (taken.isEmpty()) {
                return Optional.of(at);
            }
            Instant next = opening(roundUp(taken.get()), length, hours);
            if (!next.isAfter(at)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.empty();
    }

    /** The first time from here on that lies within the hours; itself where the hours are none. */
    private static Instant opening(Instant from, Duration length, Hours hours) {
        if (!hours.opens().plus(length).isAfter(hours.opens())
                || hours.opens().plus(length).isAfter(hours.closes())) {
            return from;
        }
        LocalDate day = LocalDate.ofInstant(from, hours.zone());
        Instant opens = day.atTime(hours.opens()).atZone(hours.zone()).toInstant();
        Instant latest = day.atTime(hours.closes()).atZone(hours.zone()).toInstant().minus(length);
        if (from.isBefore(opens)) {
            return opens;
        }
        return from.isAfter(latest)
                ? day.plusDays(1).atTime(hours.opens()).atZone(hours.zone()).toInstant()
                : from;
    }

    /** To the next full step. */
    static Instant roundUp(Instant at) {
        long seconds = at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0);
        long over = Math.floorMod(seconds, STEP_SECONDS);
        return Instant.ofEpochSecond(over == 0 ? seconds : seconds + STEP_SECONDS - over);
    }
}
