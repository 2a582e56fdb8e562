package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * When, how long, with whom and where; and what is already planned there. An overlap is a warning:
 * who has seen it may book anyway.
 */
final class SlotForm {

    private static final int YEARS_AHEAD = 2;

    private final DeskModel desk;
    private final FxThread fx;
    private final ZoneId zone;
    private final LocalDate today;
    private final boolean pastDays;
    private final List<StreamId> except;
    private final Input<LocalDate> date;
    private final Input<LocalTime> start = new Input<>(Validation::time);
    private final Input<Integer> minutes = new Input<>(SlotForm::checkMinutes);
    private final ObjectProperty<@Nullable StreamId> practitioner =
            new SimpleObjectProperty<>(this, "practitioner");
    private final ObjectProperty<@Nullable StreamId> room =
            new SimpleObjectProperty<>(this, "room");
    private final ObservableList<BoardCard> overlaps = FXCollections.observableArrayList();
    private @Nullable Times warnedOf;
    private @Nullable Times asking;

    /** A time with whom and where, complete and valid. */
    record Times(
            Instant startsAt,
            int minutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId) {
        Instant endsAt() {
            return startsAt.plusSeconds(minutes * 60L);
        }
    }

    /**
     * @param today the clinic's day now
     * @param pastDays whether a day that has passed is taken
     * @param except what does not count as an overlap: the reservation that moves
     */
    SlotForm(
            DeskModel desk,
            FxThread fx,
            ZoneId zone,
            LocalDate today,
            boolean pastDays,
            List<StreamId> except) {
        this.desk = desk;
        this.fx = fx;
        this.zone = zone;
        this.today = today;
        this.pastDays = pastDays;
        this.except = List.copyOf(except);
        date = new Input<>(this::checkDate);
        date.textProperty().subscribe(this::check);
        start.textProperty().subscribe(this::check);
        minutes.textProperty().subscribe(this::check);
        practitioner.subscribe(this::check);
        room.subscribe(this::check);
    }

    /** Begins with this time, practitioner and room. */
    void propose(Times times) {
        LocalDateTime local = LocalDateTime.ofInstant(times.startsAt(), zone);
        date.reset(local.toLocalDate().toString());
        start.reset(local.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString());
        minutes.reset(Integer.toString(times.minutes()));
        practitioner.set(times.practitionerId());
        room.set(times.roomId());
    }

    Input<LocalDate> date() {
        return date;
    }

    Input<LocalTime> start() {
        return start;
    }

    Input<Integer> minutes() {
        return minutes;
    }

    ObjectProperty<@Nullable StreamId> practitionerProperty() {
        return practitioner;
    }

    ObjectProperty<@Nullable StreamId> roomProperty() {
        return room;
    }

    /** What is planned at the same time with the same practitioner or in the same room. */
    ObservableList<BoardCard> overlaps() {
        return overlaps;
    }

    /** Shows what is wrong; whether nothing is. */
    boolean touch() {
        return date.touch() & start.touch() & minutes.touch();
    }

    /** The time that is written, when it is valid. */
    Optional<Times> times() {
        Optional<LocalDate> day = date.value();
        Optional<LocalTime> time = start.value();
        Optional<Integer> length = minutes.value();
        if (day.isEmpty() || time.isEmpty() || length.isEmpty()) {
            return Optional.empty();
        }
        Instant startsAt = LocalDateTime.of(day.get(), time.get()).atZone(zone).toInstant();
        return Optional.of(new Times(startsAt, length.get(), practitioner.get(), room.get()));
    }

    /**
     * Goes on when nothing overlaps, or when it was the warning of exactly this overlap that the
     * person has just confirmed; else shows the warning and tells {@code stop}.
     */
    void confirmed(Runnable goOn, Runnable stop) {
        Times times = times().orElse(null);
        if (times == null) {
            stop.run();
            return;
        }
        if (times.equals(warnedOf) && !overlaps.isEmpty()) {
            goOn.run();
            return;
        }
        ask(
                times,
                found -> {
                    if (found.isEmpty()) {
                        goOn.run();
                    } else {
                        warn(times, found);
                        stop.run();
                    }
                });
    }

    /** Looks for overlaps while typing; the answer of an older question is dropped. */
    private void check() {
        Times times = times().orElse(null);
        if (times == null || (times.practitionerId() == null && times.roomId() == null)) {
            asking = null;
            warnedOf = null;
            overlaps.clear();
            return;
        }
        if (times.equals(asking) || times.equals(warnedOf)) {
            return;
        }
        asking = times;
        ask(
                times,
                found -> {
                    if (times.equals(asking)) {
                        warn(times, found);
                    }
                });
    }

    private void warn(Times times, List<BoardCard> found) {
        asking = null;
        warnedOf = times;
        overlaps.setAll(found);
    }

    private void ask(Times times, java.util.function.Consumer<List<BoardCard>> answer) {
        List<StreamId> who =
                Stream.of(
                                Optional.ofNullable(times.practitionerId()),
                                Optional.ofNullable(times.roomId()))
                        .flatMap(Optional::stream)
                        .toList();
        if (who.isEmpty()) {
            answer.accept(List.of());
            return;
        }
        // A desk that cannot tell must not keep anybody from booking.
        fx.whenDone(
                desk.overlapping(times.startsAt(), times.minutes(), who, except),
                answer,
                _ -> answer.accept(List.of()));
    }

    private Checked<LocalDate> checkDate(String text) {
        return Validation.date(text)
                .then(day -> {
                    if (!pastDays && day.isBefore(today)) {
                        return Checked.invalid("booking.error.past-day");
                    }
                    return day.isAfter(today.plusYears(YEARS_AHEAD))
                            ? Checked.invalid("booking.error.too-far", YEARS_AHEAD)
                            : Checked.valid(day);
                });
    }

    private static Checked<Integer> checkMinutes(String text) {
        // A length below nothing is an end before the start, and is said so.
        return text.strip().matches("[-−]\\s*\\d+.*")
                ? Checked.invalid("ui.error.end-before-start")
                : Validation.minutes(text);
    }
}
