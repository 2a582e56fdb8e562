package clinic.daybook.customer;

import static clinic.daybook.event.DeciderSpecification.eventId;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.customer.CustomerCommand.ChangeDetails;
import clinic.daybook.customer.CustomerCommand.Register;
import clinic.daybook.customer.CustomerEvent.CustomerDetailsChanged;
import clinic.daybook.customer.CustomerEvent.CustomerRegistered;
import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerDeciderTest {

    private static final CustomerRegistered REGISTERED =
            new CustomerRegistered(Gender.FEMALE, "KR", null);
    private static final Details NONE_SEEN = new Details(null, null, null);

    private static DeciderSpecification<CustomerCommand, CustomerEvent, Customer> customer() {
        return DeciderSpecification.of(new CustomerDecider());
    }

    private static CustomerDetailsChanged personal(Map<String, Previous<UUID>> replaces) {
        return new CustomerDetailsChanged(null, null, null, null, replaces);
    }

    private static CustomerDetailsChanged phoneAfter(int n) {
        return personal(Map.of("phone", new Previous<>(eventId(n))));
    }

    private static ChangeDetails changePhone(Map<String, UUID> seen) {
        return new ChangeDetails(null, null, null, NONE_SEEN, List.of("phone"), seen);
    }

    @Test
    void registersOnce() {
        Register register = new Register(Gender.FEMALE, "KR", null);
        customer()
                .given()
                .when(register)
                .then(REGISTERED)
                .andState(s -> {
                    assertThat(s.registered()).isTrue();
                    assertThat(s.gender()).isEqualTo(Gender.FEMALE);
                    assertThat(s.personalSetBy())
                            .containsOnlyKeys("name", "phone", "birthDate")
                            .containsValue(eventId(1));
                });
        customer().given(REGISTERED).when(register).thenRefused(Refusals.ALREADY_EXISTS);
        customer()
                .given()
                .when(new Register(null, "korea", null))
                .thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void changesDetailsThatWereSeen() {
        Details seen = new Details(Gender.FEMALE, "KR", null);
        customer()
                .given(REGISTERED)
                .when(new ChangeDetails(null, "JP", "C-17", seen, List.of(), Map.of()))
                .then(
                        new CustomerDetailsChanged(
                                null, "JP", "C-17", new Details(null, "KR", null), null))
                .andState(s -> {
                    assertThat(s.gender()).isEqualTo(Gender.FEMALE);
                    assertThat(s.nationality()).isEqualTo("JP");
                    assertThat(s.chartNumber()).isEqualTo("C-17");
                });
    }

    @Test
    void leavesOutWhatAlreadyStands() {
        customer()
                .given(REGISTERED)
                .when(new ChangeDetails(Gender.FEMALE, "KR", null, NONE_SEEN, List.of(), Map.of()))
                .thenNothing();
        customer()
                .given(REGISTERED)
                .when(new ChangeDetails(Gender.FEMALE, null, "1", NONE_SEEN, List.of(), Map.of()))
                .then(new CustomerDetailsChanged(null, null, "1", NONE_SEEN, null));
    }

    @Test
    void refusesDetailsThatNobodySaw() {
        customer()
                .given(REGISTERED)
                .when(new ChangeDetails(Gender.OTHER, null, null, NONE_SEEN, List.of(), Map.of()))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "gender"));
        customer()
                .given(REGISTERED)
                .when(new ChangeDetails(null, "JP", null, NONE_SEEN, List.of(), Map.of()))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "nationality"));
        customer()
                .given(new CustomerRegistered(null, null, "2"))
                .when(new ChangeDetails(null, null, "1", NONE_SEEN, List.of(), Map.of()))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "chartNumber"));
    }

    @Test
    void afterTheRegistrationNoneOrItsOwnValueMayHaveBeenSeen() {
        customer()
                .given(REGISTERED)
                .when(changePhone(Map.of()))
                .then(personal(Map.of("phone", new Previous<>(null))))
                .andState(s -> {
                    assertThat(s.personalSetBy()).containsEntry("phone", eventId(2));
                    assertThat(s.personalSetBy()).containsEntry("name", eventId(1));
                });
        customer()
                .given(REGISTERED)
                .when(changePhone(Map.of("phone", eventId(1))))
                .then(phoneAfter(1));
    }

    @Test
    void afterAChangeOnlyThatValueMayHaveBeenSeen() {
        customer()
                .given(REGISTERED, phoneAfter(1))
                .when(changePhone(Map.of("phone", eventId(2))))
                .then(phoneAfter(2));
        customer()
                .given(REGISTERED, phoneAfter(1))
                .when(changePhone(Map.of("phone", eventId(1))))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "phone"));
        customer()
                .given(REGISTERED, phoneAfter(1))
                .when(changePhone(Map.of()))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "phone"));
    }

    @Test
    void theFirstFieldByNameIsTheOneRefused() {
        Map<String, Previous<UUID>> stale = new TreeMap<>();
        stale.put("phone", new Previous<>(eventId(9)));
        stale.put("birthDate", new Previous<>(eventId(9)));
        customer().given(REGISTERED).thenIllegal(personal(stale), Refusals.CHANGED_SINCE);
        customer()
                .given(REGISTERED)
                .when(
                        new ChangeDetails(
                                null,
                                null,
                                null,
                                NONE_SEEN,
                                List.of("phone", "birthDate"),
                                Map.of("phone", eventId(9), "birthDate", eventId(9))))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "birthDate"));
    }

    @Test
    void whoClaimsNothingIsNotChecked() {
        customer()
                .given(REGISTERED, phoneAfter(1))
                .thenLegal(new CustomerDetailsChanged(null, "JP", null, null, null));
    }

    @Test
    void aCustomerWhoIsNotRegisteredHasNoDetails() {
        customer()
                .given()
                .when(changePhone(Map.of()))
                .thenRefused(
                        Refusals.ILLEGAL_IN_STATE,
                        Map.of("state", "new", "event", "CustomerDetailsChanged"));
    }
}
