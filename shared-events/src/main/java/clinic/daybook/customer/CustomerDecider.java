package clinic.daybook.customer;

import clinic.daybook.customer.CustomerCommand.ChangeDetails;
import clinic.daybook.customer.CustomerCommand.RedeemSession;
import clinic.daybook.customer.CustomerCommand.RefundPackage;
import clinic.daybook.customer.CustomerCommand.Register;
import clinic.daybook.customer.CustomerCommand.RestoreSession;
import clinic.daybook.customer.CustomerCommand.SellPackage;
import clinic.daybook.customer.CustomerEvent.CustomerDetailsChanged;
import clinic.daybook.customer.CustomerEvent.CustomerRegistered;
import clinic.daybook.customer.CustomerEvent.PackageRefunded;
import clinic.daybook.customer.CustomerEvent.PackageSessionRedeemed;
import clinic.daybook.customer.CustomerEvent.PackageSessionRestored;
import clinic.daybook.customer.CustomerEvent.PackageSold;
import clinic.daybook.customer.SoldPackage.Use;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a customer's record: registered once, no value replaced that nobody saw, and no
 * session of a package used twice.
 */
public final class CustomerDecider implements Decider<CustomerCommand, CustomerEvent, Customer> {

    @Override
    public String kind() {
        return "customer";
    }

    @Override
    public Customer initial() {
        return Customer.NEW;
    }

    @Override
    public Decision<CustomerEvent> decide(CustomerCommand command, Customer state) {
        return LawfulDecision.of(
                this,
                state,
                () ->
                        switch (command) {
                            case Register c ->
                                    Decision.accept(
                                            new CustomerRegistered(
                                                    c.gender(), c.nationality(), c.chartNumber()));
                            case ChangeDetails c -> change(c, state);
                            case SellPackage c -> sell(c, state);
                            case RedeemSession c ->
                                    Decision.accept(
                                            new PackageSessionRedeemed(
                                                    c.packageId(), c.reservationId(), c.taskId()));
                            case RestoreSession c -> restore(c, state);
                            case RefundPackage c -> refund(c, state);
                        });
    }

    @Override
    public Optional<Refusal> legal(Customer state, CustomerEvent event) {
        boolean begins = event instanceof CustomerRegistered;
        return Optional.ofNullable(
                state.registered() || begins
                        ? following(state, event)
                        : Refusals.illegalInState("new", event));
    }

    private static @Nullable Refusal following(Customer state, CustomerEvent event) {
        return switch (event) {
            case CustomerRegistered e -> state.registered() ? Refusals.alreadyExists(e) : null;
            case CustomerDetailsChanged e -> changing(state, e);
            case PackageSold e -> PackageLegality.selling(state, e);
            case PackageSessionRedeemed e -> PackageLegality.redeeming(state, e);
            case PackageSessionRestored e -> PackageLegality.restoring(state, e);
            case PackageRefunded e -> PackageLegality.refunding(state, e);
        };
    }

    @Override
    public Customer evolve(Customer state, Occurred<CustomerEvent> occurred) {
        UUID eventId = occurred.eventId();
        return switch (occurred.event()) {
            case CustomerRegistered e -> {
                Map<String, UUID> setBy = new TreeMap<>();
                for (CustomerField field : CustomerField.values()) {
                    setBy.put(field.wireName(), eventId);
                }
                yield new Customer(
                        true,
                        e.gender(),
                        e.nationality(),
                        e.chartNumber(),
                        setBy,
                        eventId,
                        state.packages());
            }
            case CustomerDetailsChanged e -> {
                Map<String, UUID> setBy = new TreeMap<>(state.personalSetBy());
                if (e.replaces() != null) {
                    e.replaces().keySet().forEach(field -> setBy.put(field, eventId));
                }
                yield new Customer(
                        true,
                        e.gender() == null ? state.gender() : e.gender(),
                        e.nationality() == null ? state.nationality() : e.nationality(),
                        e.chartNumber() == null ? state.chartNumber() : e.chartNumber(),
                        setBy,
                        state.registrationEventId(),
                        state.packages());
            }
            case PackageSold e ->
                    state.with(
                            new SoldPackage(
                                    e.packageId(),
                                    e.procedureId(),
                                    e.sessions(),
                                    e.price(),
                                    Set.of(),
                                    Set.of(),
                                    0));
            case PackageSessionRedeemed e ->
                    changed(
                            state,
                            e.packageId(),
                            p -> p.redeem(new Use(e.reservationId(), e.taskId())));
            case PackageSessionRestored e ->
                    changed(
                            state,
                            e.packageId(),
                            p -> p.restore(new Use(e.reservationId(), e.taskId())));
            case PackageRefunded e -> changed(state, e.packageId(), p -> p.refund(e.amount()));
        };
    }

    private static Customer changed(
            Customer state, UUID packageId, UnaryOperator<SoldPackage> change) {
        SoldPackage sold = state.packages().get(packageId);
        return sold == null ? state : state.with(change.apply(sold));
    }

    @Override
    public Class<CustomerCommand> commandType() {
        return CustomerCommand.class;
    }

    @Override
    public Class<CustomerEvent> eventType() {
        return CustomerEvent.class;
    }

    private static Decision<CustomerEvent> change(ChangeDetails c, Customer state) {
        // What already stands is left out; what is left was seen by the person or is refused.
        Gender gender = Objects.equals(c.gender(), state.gender()) ? null : c.gender();
        String nationality =
                Objects.equals(c.nationality(), state.nationality()) ? null : c.nationality();
        String chartNumber =
                Objects.equals(c.chartNumber(), state.chartNumber()) ? null : c.chartNumber();
        boolean details = gender != null || nationality != null || chartNumber != null;
        if (state.registered() && !details && c.personalFields().isEmpty()) {
            return Decision.nothing();
        }
        Map<String, Previous<UUID>> replaces = new TreeMap<>();
        for (String field : c.personalFields()) {
            replaces.put(field, new Previous<>(c.seenPersonal().get(field)));
        }
        Details previous =
                new Details(
                        gender == null ? null : c.seen().gender(),
                        nationality == null ? null : c.seen().nationality(),
                        chartNumber == null ? null : c.seen().chartNumber());
        return Decision.accept(
                new CustomerDetailsChanged(
                        gender,
                        nationality,
                        chartNumber,
                        details ? previous : null,
                        replaces.isEmpty() ? null : replaces));
    }

    private static Decision<CustomerEvent> sell(SellPackage c, Customer state) {
        PackageSold sold = new PackageSold(c.packageId(), c.procedureId(), c.sessions(), c.price());
        SoldPackage there = state.packages().get(c.packageId());
        boolean same =
                there != null
                        && there.procedureId().equals(sold.procedureId())
                        && there.sessions() == sold.sessions()
                        && there.price() == sold.price();
        return same ? Decision.nothing() : Decision.accept(sold);
    }

    /**
     * Restoring what was restored is done already. Redeeming again is not: another person used a
     * session for the same treatment, and the payment that this one was for must not follow.
     */
    private static Decision<CustomerEvent> restore(RestoreSession c, Customer state) {
        SoldPackage sold = state.packages().get(c.packageId());
        Use use = new Use(c.reservationId(), c.taskId());
        return sold != null && sold.restored().contains(use)
                ? Decision.nothing()
                : Decision.accept(
                        new PackageSessionRestored(c.packageId(), c.reservationId(), c.taskId()));
    }

    private static Decision<CustomerEvent> refund(RefundPackage c, Customer state) {
        SoldPackage sold = state.packages().get(c.packageId());
        // A refund has no id by which a second one could be told from the first.
        return sold != null && sold.refunded() != c.seenRefunded()
                ? Decision.refuse(Refusals.changedSince("refunded"))
                : Decision.accept(new PackageRefunded(c.packageId(), c.amount()));
    }

    private static @Nullable Refusal changing(Customer state, CustomerDetailsChanged e) {
        Details previous = e.previous();
        if (previous != null) {
            if (e.gender() != null && previous.gender() != state.gender()) {
                return Refusals.changedSince("gender");
            }
            if (e.nationality() != null
                    && !Objects.equals(previous.nationality(), state.nationality())) {
                return Refusals.changedSince("nationality");
            }
            if (e.chartNumber() != null
                    && !Objects.equals(previous.chartNumber(), state.chartNumber())) {
                return Refusals.changedSince("chartNumber");
            }
        }
        if (e.replaces() != null) {
            // In the order of their names, so that the same refusal comes every time.
            for (var claimed : new TreeMap<>(e.replaces()).entrySet()) {
                if (!state.setBy(claimed.getKey(), claimed.getValue())) {
                    return Refusals.changedSince(claimed.getKey());
                }
            }
        }
        return null;
    }
}
