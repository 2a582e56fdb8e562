package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.ui.Icons;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;

/** The icon of each type of event. */
public final class AuditIcons {

    private static final int SIZE = 12;

    private AuditIcons() {}

    /** By the event's wire name; a dot for one that is newer than this desk. */
    public static Node of(String type) {
        return switch (type) {
            case "PaymentReceived", "CancellationFeeCharged" -> Icons.won(SIZE + 1);
            case "RoomAssigned", "RoomOpened", "RoomRenamed" -> Icons.door(SIZE + 1);
            default -> Icons.of(feather(type), SIZE);
        };
    }

    private static Feather feather(String type) {
        return switch (type) {
            case "ReservationBooked" -> Feather.CALENDAR;
            case "ReservationConfirmed", "ConsentSigned" -> Feather.CHECK_CIRCLE;
            case "ReservationRescheduled" -> Feather.REPEAT;
            case "ReservationCustomerChanged",
                    "PractitionerAssigned",
                    "CustomerDetailsChanged",
                    "StaffRoleChanged" ->
                    Feather.USER;
            case "PackageSold" -> Feather.PACKAGE;
            case "PackageSessionRedeemed" -> Feather.CHECK_SQUARE;
            case "CustomerRegistered", "StaffHired" -> Feather.USER_PLUS;
            case "StaffLeft" -> Feather.USER_MINUS;
            case "MemoChanged" -> Feather.FILE_TEXT;
            case "ReservationCancelled" -> Feather.X_CIRCLE;
            case "NoShowRecorded", "RoomBlocked", "RoomClosed", "ProcedureRetired" -> Feather.SLASH;
            case "ReservationReinstated", "TreatmentReopened" -> Feather.ROTATE_CCW;
            case "CustomerArrived" -> Feather.LOG_IN;
            case "ArrivalUndone",
                    "CheckInUndone",
                    "TreatmentStartUndone",
                    "CheckoutUndone",
                    "PackageSessionRestored",
                    "MergeUndone" ->
                    Feather.CORNER_UP_LEFT;
            case "CustomerCheckedIn" -> Feather.CLIPBOARD;
            case "ConsultationStarted" -> Feather.MESSAGE_CIRCLE;
            case "ConsultationFinished", "TreatmentFinished", "ChangeRedone", "ChangeUnchanged" ->
                    Feather.CHECK;
            case "TreatmentAdded", "ProcedureDefined" -> Feather.PLUS_SQUARE;
            case "TreatmentChanged", "ProcedureChanged" -> Feather.EDIT_2;
            case "TreatmentRemoved" -> Feather.MINUS_SQUARE;
            case "TreatmentsReordered" -> Feather.LIST;
            case "TreatmentStarted" -> Feather.PLAY;
            case "TreatmentSkipped" -> Feather.SKIP_FORWARD;
            case "TreatmentTimeCorrected", "ClinicHoursSet", "AlertMinutesSet" -> Feather.CLOCK;
            case "CheckoutStarted" -> Feather.ARROW_RIGHT;
            case "CustomerDeparted" -> Feather.HOME;
            case "CustomerLeftUnseen" -> Feather.LOG_OUT;
            case "VisitReopened" -> Feather.UNLOCK;
            case "DiscountApplied", "DiscountWithdrawn" -> Feather.PERCENT;
            case "PaymentVoided", "RefundDeclined", "ChangeLetGo" -> Feather.X;
            case "RefundRequested", "RefundIssued", "PackageRefunded" -> Feather.CORNER_DOWN_LEFT;
            case "EnteredInError" -> Feather.ALERT_OCTAGON;
            case "ChangeAdjusted" -> Feather.SHUFFLE;
            case "ChangeNeedsPerson" -> Feather.ALERT_TRIANGLE;
            case "PromiseCalledBack" -> Feather.PHONE;
            case "StaffPinChanged" -> Feather.KEY;
            case "PersonalDataErased" -> Feather.TRASH_2;
            default -> Feather.CIRCLE;
        };
    }
}
