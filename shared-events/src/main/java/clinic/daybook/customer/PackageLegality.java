package clinic.daybook.customer;

import clinic.daybook.customer.CustomerEvent.PackageRefunded;
import clinic.daybook.customer.CustomerEvent.PackageSessionRedeemed;
import clinic.daybook.customer.CustomerEvent.PackageSessionRestored;
import clinic.daybook.customer.CustomerEvent.PackageSold;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of packages: no session pays twice, and no price is refunded beyond itself. */
final class PackageLegality {

    private PackageLegality() {}

    static @Nullable Refusal selling(Customer state, PackageSold e) {
        return state.packages().containsKey(e.packageId()) ? Refusals.idReused("packageId") : null;
    }

    static @Nullable Refusal redeeming(Customer state, PackageSessionRedeemed e) {
        SoldPackage sold = state.packages().get(e.packageId());
        if (sold == null) {
            return Refusal.of(CustomerRefusals.UNKNOWN_PACKAGE);
        }
        SoldPackage.Use use = new SoldPackage.Use(e.reservationId(), e.taskId());
        if (state.packages().values().stream().anyMatch(p -> p.redeemed().contains(use))) {
            return Refusal.of(CustomerRefusals.TASK_REDEEMED);
        }
        return sold.left() > 0 ? null : Refusal.of(CustomerRefusals.PACKAGE_USED_UP);
    }

    static @Nullable Refusal restoring(Customer state, PackageSessionRestored e) {
        SoldPackage sold = state.packages().get(e.packageId());
        if (sold == null) {
            return Refusal.of(CustomerRefusals.UNKNOWN_PACKAGE);
        }
        return sold.redeemed().contains(new SoldPackage.Use(e.reservationId(), e.taskId()))
                ? null
                : Refusal.of(CustomerRefusals.SESSION_NOT_REDEEMED);
    }

    static @Nullable Refusal refunding(Customer state, PackageRefunded e) {
        SoldPackage sold = state.packages().get(e.packageId());
        if (sold == null) {
            return Refusal.of(CustomerRefusals.UNKNOWN_PACKAGE);
        }
        return e.amount() <= sold.refundable()
                ? null
                : new Refusal(
                        CustomerRefusals.PACKAGE_NOT_COVERING,
                        Map.of("available", Long.toString(sold.refundable())));
    }
}
