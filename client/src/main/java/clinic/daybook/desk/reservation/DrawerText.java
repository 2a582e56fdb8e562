package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The sentences of the drawer, in the language that is set. Pure. */
final class DrawerText {

    private static final int LONG = 100;

    private DrawerText() {}

    /** Minutes up to 99, hours and minutes from there on. */
    static String length(Duration length) {
        long minutes = Math.max(0, length.toMinutes());
        return minutes < LONG
                ? Formats.minutes(minutes)
                : Texts.get("reservation.length", minutes / 60, minutes % 60);
    }

    /** The state, with how long it has lasted, or since when where the visit is over. */
    static String state(BoardCard card, Formats formats, Instant now) {
        String words =
                card.confirmed() && card.status() == ReservationStatus.BOOKED
                        ? Texts.get("status.confirmed")
                        : Words.of(card.status());
        return switch (card.status()) {
            case ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE ->
                    Texts.get(
                            "reservation.state",
                            words,
                            length(Duration.between(card.statusSince(), now)));
            case DEPARTED, LEFT_UNSEEN ->
                    Texts.get("reservation.state", words, formats.time(card.statusSince()));
            case NEW, BOOKED, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> words;
        };
    }

    /** When it was booked for, and for how long. */
    static String booking(BoardCard card, Formats formats, LocalDate today) {
        LocalDate day = formats.day(card.startsAt());
        return Texts.get(
                "reservation.booking",
                day.equals(today) ? Texts.get("reservation.today") : Formats.shortDate(day),
                formats.time(card.startsAt()),
                Formats.minutes(card.minutes()));
    }

    static String name(CustomerItem customer) {
        return customer.name().isBlank()
                ? Texts.get("reservation.no-name")
                : Privacy.name(customer.name());
    }

    /** Gender, age and chart, as far as they are known. */
    static String customer(CustomerItem customer, LocalDate today) {
        List<String> parts = new ArrayList<>();
        String gender = customer.gender() == null ? "" : Words.of(customer.gender());
        String person = (gender + " " + age(customer.birthDate(), today)).strip();
        if (!person.isEmpty()) {
            parts.add(person);
        }
        String chart = customer.chartNumber();
        if (chart != null && !chart.isBlank()) {
            parts.add(Texts.get("reservation.chart", chart));
        }
        return String.join(Formats.DOT, parts);
    }

    /** The phone number, covered unless a person asked to see it and the room may. */
    static String phone(CustomerItem customer, boolean shown) {
        boolean open = shown && !Privacy.coveredProperty().get();
        return open ? customer.phone() : Privacy.coverPhone(customer.phone());
    }

    /** The words of the one filled button. */
    static String step(NextStep step, Formats formats) {
        return switch (step) {
            case NextStep.Run run -> Texts.get(run.kind().key(), run.taskName());
            case NextStep.ChoosePractitioner _ -> Texts.get("reservation.step.choose-practitioner");
            case NextStep.TakePayment(long open) ->
                    Texts.get("step.take-payment", formats.money(open));
            case NextStep.None _ -> Texts.get("reservation.none");
        };
    }

    /** What the toast says was done. */
    static String done(DrawerViewModel.Undoable step, Formats formats) {
        return switch (step.done()) {
            case ReservationCommand.Arrive _ -> Texts.get("reservation.done.arrive");
            case ReservationCommand.CheckIn _ -> Texts.get("reservation.done.check-in");
            case ReservationCommand.StartCheckout _ -> Texts.get("reservation.done.checkout");
            case ReservationCommand.StartTreatment c ->
                    Texts.get("reservation.done.start", task(step, c.taskId()));
            case ReservationCommand.FinishTreatment c ->
                    Texts.get("reservation.done.finish", task(step, c.taskId()));
            case ReservationCommand.ReceivePayment c ->
                    Texts.get("reservation.done.payment", formats.money(c.amount()));
            case ReservationCommand.AddTreatment c ->
                    Texts.get("reservation.done.add", c.task().name());
            default -> Texts.get("reservation.done.other");
        };
    }

    private static String task(DrawerViewModel.Undoable step, UUID taskId) {
        return step.seen().state().task(taskId).map(t -> t.task().name()).orElse("");
    }

    private static String age(String birthDate, LocalDate today) {
        try {
            int years = Period.between(LocalDate.parse(birthDate), today).getYears();
            return years < 0 ? "" : Integer.toString(years);
        } catch (DateTimeParseException notADate) {
            // A birth date stands as it was typed; without a readable one there is no age to tell.
            return "";
        }
    }
}
