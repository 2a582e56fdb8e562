package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import java.util.UUID;

/** A treatment that was chosen from the menu, with the price that it shall have. */
final class TreatmentLine {

    private final ProcedureItem procedure;
    private final Input<Long> price = new Input<>(Validation::amount);

    TreatmentLine(ProcedureItem procedure) {
        this.procedure = procedure;
        price.reset(Formats.amount(procedure.price()));
    }

    ProcedureItem procedure() {
        return procedure;
    }

    Input<Long> price() {
        return price;
    }

    /** The order, at the menu's price where the written one cannot be read. */
    TaskOrder order(UUID taskId) {
        return new TaskOrder(
                taskId,
                procedure.id(),
                procedure.name(),
                procedure.minutes(),
                price.value().orElse(procedure.price()));
    }
}
