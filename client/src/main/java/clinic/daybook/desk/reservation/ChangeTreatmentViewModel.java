package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Task;

/** Changes the planned minutes or the price of a treatment that is not finished. */
final class ChangeTreatmentViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final Task task;
    private final Input<Integer> minutes = new Input<>(Validation::minutes);
    private final Input<Long> price = new Input<>(Validation::amount);
    private final Input<Reason> reason = new Input<>(this::checkReason, price.textProperty());

    ChangeTreatmentViewModel(Submitter submitter, ReservationDetail seen, Task task) {
        this.submitter = submitter;
        this.seen = seen;
        this.task = task;
        minutes.reset(Integer.toString(task.minutes()));
        price.reset(Formats.amount(task.price()));
    }

    String taskName() {
        return task.name();
    }

    Input<Integer> minutes() {
        return minutes;
    }

    Input<Long> price() {
        return price;
    }

    Input<Reason> reason() {
        return reason;
    }

    @Override
    void confirm() {
        boolean right = minutes.touch() & price.touch() & reason.touch();
        if (!right) {
            return;
        }
        int newMinutes = minutes.value().orElseThrow();
        boolean otherMinutes = newMinutes != task.minutes();
        if (!otherMinutes && !otherPrice()) {
            finish();
            return;
        }
        submitter.submit(
                seen,
                new ReservationCommand.ChangeTreatment(
                        task.taskId(),
                        otherMinutes ? newMinutes : null,
                        otherPrice() ? price.value().orElseThrow() : null,
                        otherMinutes ? task.minutes() : null,
                        otherPrice() ? task.price() : null),
                reason.value().orElse(Reason.NONE),
                finishing());
    }

    /** Another length explains itself; another price is asked about later. */
    private Checked<Reason> checkReason(String typed) {
        return otherPrice() ? Reason.required(typed) : Reason.optional(typed);
    }

    private boolean otherPrice() {
        return price.value().filter(p -> p != task.price()).isPresent();
    }
}
