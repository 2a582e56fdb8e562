package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.event.Command;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.ApplyDiscount;
import clinic.daybook.reservation.ReservationCommand.AssignPractitioner;
import clinic.daybook.reservation.ReservationCommand.AssignRoom;
import clinic.daybook.reservation.ReservationCommand.ChangeTreatment;
import clinic.daybook.reservation.ReservationCommand.CorrectTreatmentTime;
import clinic.daybook.reservation.ReservationCommand.IssueRefund;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.reservation.ReservationCommand.RequestRefund;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the form of a dialog in again with what somebody had meant when it could not be taken. What
 * the form asks for beyond that is as it is for a new one.
 *
 * @param meant {@code null}: nothing is filled in
 * @param personal what was typed in with it
 */
record Refill(@Nullable Command meant, Map<String, String> personal) {

    /** For a form that begins anew. */
    static final Refill NOTHING = new Refill(null, Map.of());

    /** The words of the reason that were typed in; empty: none. */
    String reason() {
        return personal.getOrDefault("reason", "");
    }

    void payment(PaymentViewModel form) {
        if (meant instanceof ReceivePayment c) {
            PaymentViewModel.Line line = form.lines().getFirst();
            line.methodProperty().set(c.method());
            line.amount().reset(Formats.amount(c.amount()));
        }
    }

    void discount(DiscountViewModel form) {
        if (meant instanceof ApplyDiscount c) {
            form.amount().reset(Formats.amount(c.amount()));
            form.reason().reset(reason());
        }
    }

    void refund(RefundViewModel form) {
        if (meant instanceof RequestRefund c) {
            form.amount().reset(Formats.amount(c.amount()));
            form.reason().reset(reason());
        }
    }

    void issue(IssueRefundViewModel form) {
        if (meant instanceof IssueRefund c && c.method() != null) {
            form.methodProperty().set(c.method());
        }
    }

    void change(ChangeTreatmentViewModel form) {
        if (meant instanceof ChangeTreatment c) {
            if (c.minutes() != null) {
                form.minutes().reset(Integer.toString(c.minutes()));
            }
            if (c.price() != null) {
                form.price().reset(Formats.amount(c.price()));
            }
            form.reason().reset(reason());
        }
    }

    void correct(CorrectTimesViewModel form, Formats formats) {
        if (meant instanceof CorrectTreatmentTime c) {
            form.start().reset(formats.time(c.startedAt()));
            form.end().reset(formats.time(c.finishedAt()));
            form.reason().reset(reason());
        }
    }

    void assign(AssignViewModel form) {
        if (meant instanceof AssignPractitioner c) {
            form.practitioners().stream()
                    .filter(s -> s.id().equals(c.practitionerId()))
                    .findFirst()
                    .ifPresent(form.practitionerProperty()::set);
        }
        if (meant instanceof AssignRoom c) {
            form.rooms().stream()
                    .filter(r -> r.id().equals(c.roomId()))
                    .findFirst()
                    .ifPresent(form.roomProperty()::set);
        }
        form.reason().reset(reason());
    }

    void add(AddTreatmentViewModel form, Reference reference) {
        if (meant instanceof AddTreatment c) {
            reference.procedures().stream()
                    .filter(p -> p.id().equals(c.task().procedureId()))
                    .findFirst()
                    .ifPresent(form::choose);
            form.originProperty().set(c.origin());
            if (c.sellerId() != null) {
                reference.staff(c.sellerId()).ifPresent(form.sellerProperty()::set);
            }
        }
    }
}
