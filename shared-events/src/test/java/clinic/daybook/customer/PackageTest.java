package clinic.daybook.customer;

import static clinic.daybook.event.DeciderSpecification.at;
import static clinic.daybook.event.DeciderSpecification.eventId;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.Matrix;
import clinic.daybook.customer.CustomerCommand.RedeemSession;
import clinic.daybook.customer.CustomerCommand.RefundPackage;
import clinic.daybook.customer.CustomerCommand.RestoreSession;
import clinic.daybook.customer.CustomerCommand.SellPackage;
import clinic.daybook.customer.CustomerEvent.CustomerDetailsChanged;
import clinic.daybook.customer.CustomerEvent.CustomerRegistered;
import clinic.daybook.customer.CustomerEvent.PackageRefunded;
import clinic.daybook.customer.CustomerEvent.PackageSessionRedeemed;
import clinic.daybook.customer.CustomerEvent.PackageSessionRestored;
import clinic.daybook.customer.CustomerEvent.PackageSold;
import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Packages of sessions: none pays twice, none is refunded beyond its price. */
class PackageTest {

    private static final CustomerDecider DECIDER = new CustomerDecider();
    private static final UUID P = new UUID(0x9, 1);
    private static final UUID Q = new UUID(0x9, 2);
    private static final UUID A = new UUID(0xA, 1);
    private static final UUID B = new UUID(0xA, 2);
    private static final UUID C = new UUID(0xA, 3);
    private static final StreamId TONING = new StreamId("procedure", new UUID(0xB, 1));
    private static final StreamId VISIT = new StreamId("reservation", new UUID(0xC, 1));
    private static final CustomerRegistered REGISTERED = new CustomerRegistered(null, null, null);
    private static final PackageSold SOLD = new PackageSold(P, TONING, 2, 100_000);

    private static DeciderSpecification<CustomerCommand, CustomerEvent, Customer> customer() {
        return DeciderSpecification.of(DECIDER);
    }

    private static PackageSessionRedeemed redeemed(UUID task) {
        return new PackageSessionRedeemed(P, VISIT, task);
    }

    private static PackageSessionRestored restored(UUID task) {
        return new PackageSessionRestored(P, VISIT, task);
    }

    @Test
    void theCodeSaysWhatTheTableSays() {
        Map<String, List<CustomerEvent>> histories =
                Map.of(
                        "unregistered", List.of(),
                        "none", List.of(REGISTERED),
                        "sold", List.of(REGISTERED, SOLD),
                        "one-used", List.of(REGISTERED, SOLD, redeemed(A)),
                        "used-up", List.of(REGISTERED, SOLD, redeemed(A), redeemed(B)),
                        "restored", List.of(REGISTERED, SOLD, redeemed(A), restored(A)),
                        "part-refunded", List.of(REGISTERED, SOLD, new PackageRefunded(P, 40_000)),
                        "all-refunded", List.of(REGISTERED, SOLD, new PackageRefunded(P, 100_000)));
        Matrix matrix = Matrix.of("packages");
        assertThat(histories.keySet()).containsExactlyInAnyOrderElementsOf(matrix.columns());
        matrix.assertMatches((row, column) ->
                DECIDER.legal(fold(histories.get(column)), event(row))
                        .map(Refusal::code)
                        .orElse("yes"));
    }

    private static Customer fold(List<CustomerEvent> events) {
        Customer state = DECIDER.initial();
        for (int i = 0; i < events.size(); i++) {
            state = DECIDER.evolve(state, new Occurred<>(eventId(i + 1), at(i + 1), events.get(i)));
        }
        return state;
    }

    private static CustomerEvent event(String row) {
        return switch (row) {
            case "PackageSold p" -> SOLD;
            case "PackageSold q" -> new PackageSold(Q, TONING, 5, 1);
            case "PackageSessionRedeemed p, task a" -> redeemed(A);
            case "PackageSessionRedeemed p, task b" -> redeemed(B);
            case "PackageSessionRedeemed p, task c" -> redeemed(C);
            case "PackageSessionRestored p, task a" -> restored(A);
            case "PackageSessionRestored p, task b" -> restored(B);
            case "PackageRefunded p, 1" -> new PackageRefunded(P, 1);
            case "PackageRefunded p, 60,000" -> new PackageRefunded(P, 60_000);
            case "PackageRefunded p, 60,001" -> new PackageRefunded(P, 60_001);
            case "PackageRefunded p, 100,000" -> new PackageRefunded(P, 100_000);
            case "PackageRefunded p, 100,001" -> new PackageRefunded(P, 100_001);
            default -> throw new AssertionError("no such row: " + row);
        };
    }

    @Test
    void aPackageIsSoldOnce() {
        SellPackage sell = new SellPackage(P, TONING, 2, 100_000);
        customer()
                .given(REGISTERED)
                .when(sell)
                .then(SOLD)
                .andState(s -> assertThat(s.packages().get(P).left()).isEqualTo(2));
        customer().given(REGISTERED, SOLD).when(sell).thenNothing();
        customer()
                .given(REGISTERED, SOLD)
                .when(new SellPackage(P, TONING, 3, 100_000))
                .thenRefused(Refusals.ID_REUSED, Map.of("field", "packageId"));
        customer()
                .given(REGISTERED)
                .when(new SellPackage(P, TONING, SoldPackage.MAX_SESSIONS + 1, 100_000))
                .thenRefused(Refusals.INVALID_VALUE);
        customer()
                .given(REGISTERED)
                .when(new SellPackage(P, TONING, 1, 0))
                .thenRefused(Refusals.INVALID_VALUE);
        customer().given().when(sell).thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void theLastSessionIsUsedOnce() {
        customer()
                .given(REGISTERED, SOLD, redeemed(A))
                .when(new RedeemSession(P, VISIT, B))
                .then(redeemed(B))
                .andState(s -> assertThat(s.packages().get(P).left()).isZero());
        customer()
                .given(REGISTERED, SOLD, redeemed(A), redeemed(B))
                .when(new RedeemSession(P, VISIT, C))
                .thenRefused(CustomerRefusals.PACKAGE_USED_UP);
    }

    @Test
    void twoPackagesDoNotPayTheSameTreatment() {
        customer()
                .given(REGISTERED, SOLD, redeemed(A), new PackageSold(Q, TONING, 5, 1))
                .when(new RedeemSession(Q, VISIT, A))
                .thenRefused(CustomerRefusals.TASK_REDEEMED);
    }

    @Test
    void aRestoredSessionPaysAgainAndIsRestoredOnce() {
        customer()
                .given(REGISTERED, SOLD, redeemed(A))
                .when(new RestoreSession(P, VISIT, A))
                .then(restored(A))
                .andState(s -> assertThat(s.packages().get(P).left()).isEqualTo(2));
        customer()
                .given(REGISTERED, SOLD, redeemed(A), restored(A))
                .when(new RestoreSession(P, VISIT, A))
                .thenNothing();
        customer()
                .given(REGISTERED, SOLD)
                .when(new RestoreSession(P, VISIT, A))
                .thenRefused(CustomerRefusals.SESSION_NOT_REDEEMED);
        customer()
                .given(REGISTERED, SOLD, redeemed(A), restored(A))
                .when(new RedeemSession(P, VISIT, A))
                .then(redeemed(A));
    }

    @Test
    void aRefundIsDecidedOnWhatWasSeen() {
        customer()
                .given(REGISTERED, SOLD)
                .when(new RefundPackage(P, 40_000, 0))
                .then(new PackageRefunded(P, 40_000))
                .andState(s -> assertThat(s.packages().get(P).refundable()).isEqualTo(60_000));
        customer()
                .given(REGISTERED, SOLD, new PackageRefunded(P, 40_000))
                .when(new RefundPackage(P, 40_000, 0))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "refunded"));
        customer()
                .given(REGISTERED, SOLD)
                .when(new RefundPackage(P, 100_001, 0))
                .thenRefused(CustomerRefusals.PACKAGE_NOT_COVERING, Map.of("available", "100000"));
    }

    @Test
    void changedDetailsLeavePackagesAlone() {
        customer()
                .given(
                        REGISTERED,
                        SOLD,
                        redeemed(A),
                        new CustomerDetailsChanged(null, "JP", null, null, null))
                .thenState(s -> assertThat(s.packages().get(P).left()).isEqualTo(1));
    }
}
