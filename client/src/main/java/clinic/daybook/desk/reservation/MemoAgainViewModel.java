package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.ReservationCommand;
import java.util.Map;

/** A memo that another one came before: written again by who has seen that one. */
final class MemoAgainViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final Input<String> text = new Input<>(Validation::memo);

    /** {@code meant}: the text that had been typed in. */
    MemoAgainViewModel(Submitter submitter, ReservationDetail seen, String meant) {
        this.submitter = submitter;
        this.seen = seen;
        text.reset(meant);
    }

    Input<String> text() {
        return text;
    }

    /** The memo that stands now; empty: there is none. */
    String now() {
        return seen.memo();
    }

    @Override
    void confirm() {
        if (text.touch()) {
            submitter.submit(
                    seen,
                    new ReservationCommand.ChangeMemo(seen.state().memoEventId()),
                    Reason.NONE,
                    Map.of("memo", text.value().orElseThrow()),
                    finishing(),
                    () -> {});
        }
    }
}
