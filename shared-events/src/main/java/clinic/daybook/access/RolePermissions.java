package clinic.daybook.access;

import clinic.daybook.event.Event;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.Staff;
import clinic.daybook.staff.StaffEvent;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which role may record which event. An event type that this version does not know may be recorded
 * by nobody.
 */
public final class RolePermissions {

    private static final Set<Role> NOBODY = EnumSet.noneOf(Role.class);
    private static final Set<Role> MANAGEMENT = EnumSet.of(Role.MANAGER, Role.ADMIN);
    private static final Set<Role> DESK = EnumSet.of(Role.FRONT_DESK, Role.MANAGER, Role.ADMIN);
    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);

    private RolePermissions() {}

    /**
     * Whether the role may record events of this type at all. Where the event itself is at hand,
     * ask {@link #permits(Role, Event)}: a manager's power over staff ends below the
     * administrators.
     */
    public static boolean permits(Role role, String eventType) {
        return rolesFor(eventType).contains(role);
    }

    /** Whether the role may record this event; a manager neither makes nor unmakes an admin. */
    public static boolean permits(Role role, Event event) {
        return permits(role, event.typeName()) && !(role == Role.MANAGER && concernsAdmin(event));
    }

    /**
     * Whether the role may record this event of a member of staff who stands as given: a manager
     * may not see off an admin or change an admin's PIN, which the event alone does not tell.
     */
    public static boolean permits(Role role, StaffEvent event, Staff subject) {
        boolean managerOverAdmin = role == Role.MANAGER && subject.role() == Role.ADMIN;
        return permits(role, event) && !managerOverAdmin;
    }

    /**
     * Whether this is one of the events of a visit that only a manager or an admin may record, and
     * for which a desk asks for a staff session of the server. The menu, rooms and staff are not
     * among them.
     */
    public static boolean managerOnly(String eventType) {
        return switch (eventType) {
            case "TreatmentTimeCorrected",
                    "VisitReopened",
                    "RefundIssued",
                    "RefundDeclined",
                    "EnteredInError" ->
                    true;
            default -> false;
        };
    }

    private static boolean concernsAdmin(Event event) {
        return switch (event) {
            case StaffEvent.StaffHired e -> e.role() == Role.ADMIN;
            case StaffEvent.StaffRoleChanged e ->
                    e.role() == Role.ADMIN || e.previous() == Role.ADMIN;
            default -> false;
        };
    }

    // By name, not by class: a server judges events whose data it has not read yet.
    private static Set<Role> rolesFor(String eventType) {
        if (managerOnly(eventType)) {
            return MANAGEMENT;
        }
        return switch (eventType) {
            case "ConsultationStarted",
                    "ConsultationFinished",
                    "TreatmentAdded",
                    "TreatmentChanged",
                    "TreatmentRemoved",
                    "TreatmentsReordered",
                    "TreatmentStarted",
                    "TreatmentStartUndone",
                    "TreatmentFinished",
                    "TreatmentReopened",
                    "TreatmentSkipped",
                    "MemoChanged" ->
                    EVERYBODY;
            case "ReservationBooked",
                    "ReservationConfirmed",
                    "ReservationRescheduled",
                    "ReservationCustomerChanged",
                    "PractitionerAssigned",
                    "RoomAssigned",
                    "ReservationCancelled",
                    "CancellationFeeCharged",
                    "NoShowRecorded",
                    "ReservationReinstated",
                    "CustomerArrived",
                    "ArrivalUndone",
                    "CustomerCheckedIn",
                    "CheckInUndone",
                    "CheckoutStarted",
                    "CheckoutUndone",
                    "CustomerDeparted",
                    "CustomerLeftUnseen",
                    "DiscountApplied",
                    "DiscountWithdrawn",
                    "PaymentReceived",
                    "PaymentVoided",
                    "RefundRequested",
                    "CustomerRegistered",
                    "CustomerDetailsChanged",
                    "PackageSold",
                    "PackageSessionRedeemed",
                    "PackageSessionRestored",
                    "PackageRefunded" ->
                    DESK;
            case "ProcedureDefined",
                    "ProcedureChanged",
                    "ProcedureRetired",
                    "RoomOpened",
                    "RoomRenamed",
                    "RoomBlocked",
                    "RoomClosed",
                    "StaffHired",
                    "StaffRoleChanged",
                    "StaffPinChanged",
                    "StaffLeft",
                    "ClinicNamed",
                    "ClinicTimeZoneSet",
                    "CurrencySet",
                    "ClinicHoursSet",
                    "AlertMinutesSet" ->
                    MANAGEMENT;
            // What became of a desk's changes is written by whoever sits there.
            case "ChangeAdjusted",
                    "ChangeUnchanged",
                    "ChangeNeedsPerson",
                    "ChangeRedone",
                    "ChangeLetGo",
                    "PromiseCalledBack" ->
                    EVERYBODY;
            default -> NOBODY;
        };
    }
}
