package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Corrects when a finished treatment began and ended, each on the day on which it did. */
final class CorrectTimesViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final TaskState task;
    private final Formats formats;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Instant finishedAt;
    private final Input<Instant> start = new Input<>(this::checkStart);
    private final Input<Instant> end = new Input<>(this::checkEnd, start.textProperty());
    private final Input<Reason> reason = new Input<>(Reason::required);

    /** {@code task} must be finished. */
    CorrectTimesViewModel(
            Submitter submitter,
            ReservationDetail seen,
            TaskState task,
            Formats formats,
            InstantSource clock) {
        this.submitter = submitter;
        this.seen = seen;
        this.task = task;
        this.formats = formats;
        this.clock = clock;
        this.startedAt = Objects.requireNonNull(task.startedAt());
        this.finishedAt = Objects.requireNonNull(task.finishedAt());
        start.reset(formats.time(startedAt));
        end.reset(formats.time(finishedAt));
    }

    String taskName() {
        return task.task().name();
    }

    Input<Instant> start() {
        return start;
    }

    Input<Instant> end() {
        return end;
    }

    Input<Reason> reason() {
        return reason;
    }

    @Override
    void confirm() {
        boolean right = start.touch() & end.touch() & reason.touch();
        if (!right) {
            return;
        }
        submitter.submit(
                seen,
                new ReservationCommand.CorrectTreatmentTime(
                        task.task().taskId(),
                        start.value().orElseThrow(),
                        end.value().orElseThrow(),
                        startedAt,
                        finishedAt),
                reason.value().orElseThrow(),
                finishing());
    }

    private Checked<Instant> checkStart(String typed) {
        return Validation.time(typed).then(time -> notInFuture(at(time, startedAt)));
    }

    private Checked<Instant> checkEnd(String typed) {
        return Validation.time(typed)
                .then(time -> notInFuture(at(time, finishedAt)))
                .then(until ->
                        start.value()
                                .map(from -> Validation.after(from, until))
                                .orElse(Checked.valid(until)));
    }

    private Checked<Instant> notInFuture(Instant instant) {
        return instant.isAfter(clock.instant())
                ? Checked.invalid("ui.error.future")
                : Checked.valid(instant);
    }

    /** The field shows minutes; who leaves it alone keeps the seconds too. */
    private Instant at(LocalTime time, Instant before) {
        ZonedDateTime was = before.atZone(formats.zone());
        return time.equals(was.toLocalTime().truncatedTo(ChronoUnit.MINUTES))
                ? before
                : was.toLocalDate().atTime(time).atZone(formats.zone()).toInstant();
    }
}
