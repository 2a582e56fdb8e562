package clinic.daybook.staff;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Refusals;
import clinic.daybook.staff.StaffCommand.ChangePin;
import clinic.daybook.staff.StaffCommand.ChangeRole;
import clinic.daybook.staff.StaffCommand.Hire;
import clinic.daybook.staff.StaffCommand.Leave;
import clinic.daybook.staff.StaffEvent.StaffHired;
import clinic.daybook.staff.StaffEvent.StaffLeft;
import clinic.daybook.staff.StaffEvent.StaffPinChanged;
import clinic.daybook.staff.StaffEvent.StaffRoleChanged;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaffDeciderTest {

    private static final StaffHired HIRED = new StaffHired("Lee", Role.FRONT_DESK);
    private static final StaffLeft LEFT = new StaffLeft();

    private static DeciderSpecification<StaffCommand, StaffEvent, Staff> staff() {
        return DeciderSpecification.of(new StaffDecider());
    }

    @Test
    void isHiredOnce() {
        staff().given()
                .when(new Hire("Lee", Role.FRONT_DESK))
                .then(HIRED)
                .andState(s -> {
                    assertThat(s.active()).isTrue();
                    assertThat(s.role()).isEqualTo(Role.FRONT_DESK);
                });
        staff().given(HIRED).when(new Hire("Lee", Role.FRONT_DESK)).thenNothing();
        staff().given(HIRED)
                .when(new Hire("Lee", Role.MANAGER))
                .thenRefused(Refusals.ALREADY_EXISTS);
        staff().given().when(new Hire(" ", Role.MANAGER)).thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void getsAnotherRole() {
        StaffRoleChanged changed = new StaffRoleChanged(Role.MANAGER, Role.FRONT_DESK);
        staff().given(HIRED)
                .when(new ChangeRole(Role.MANAGER, Role.FRONT_DESK))
                .then(changed)
                .andState(s -> assertThat(s.role()).isEqualTo(Role.MANAGER));
        staff().given(HIRED, changed)
                .when(new ChangeRole(Role.MANAGER, Role.FRONT_DESK))
                .thenNothing();
        staff().given(HIRED)
                .when(new ChangeRole(Role.MANAGER, Role.PRACTITIONER))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "role"));
    }

    @Test
    void changesThePinEachTime() {
        staff().given(HIRED, new StaffPinChanged())
                .when(new ChangePin())
                .then(new StaffPinChanged());
    }

    @Test
    void leavesForGood() {
        staff().given(HIRED)
                .when(new Leave())
                .then(LEFT)
                .andState(s -> {
                    assertThat(s.active()).isFalse();
                    assertThat(s.role()).isEqualTo(Role.FRONT_DESK);
                });
        staff().given(HIRED, LEFT).when(new Leave()).thenNothing();
        staff().given(HIRED, LEFT)
                .when(new ChangePin())
                .thenRefused(
                        Refusals.ILLEGAL_IN_STATE,
                        Map.of("state", "left", "event", "StaffPinChanged"));
        staff().given(HIRED, LEFT)
                .when(new ChangeRole(Role.FRONT_DESK, Role.FRONT_DESK))
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
        staff().given(HIRED, LEFT)
                .when(new Hire("Lee", Role.FRONT_DESK))
                .thenRefused(Refusals.ALREADY_EXISTS);
        staff().given(HIRED, LEFT).thenIllegal(LEFT, Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void nothingPrecedesTheHiring() {
        for (StaffCommand command :
                List.of(new ChangeRole(Role.ADMIN, Role.MANAGER), new ChangePin(), new Leave())) {
            staff().given().when(command).thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }
}
