package clinic.daybook.desk.model;

import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.VisitTimes;
import java.util.List;

/**
 * Everything about one reservation, changes not yet on the server included.
 *
 * @param state what commands are decided on; its values are what a person sees
 * @param memo empty when there is none
 * @param audit newest first
 * @param readable false: it holds what this program cannot read, so that nothing is decided on it
 * @param packages that the customer has, in the order in which they were sold
 */
public record ReservationDetail(
        BoardCard card,
        CustomerItem customer,
        Reservation state,
        VisitTimes times,
        String memo,
        List<AuditEntry> audit,
        boolean readable,
        List<PackageItem> packages) {
    public ReservationDetail {
        audit = List.copyOf(audit);
        packages = List.copyOf(packages);
    }
}
