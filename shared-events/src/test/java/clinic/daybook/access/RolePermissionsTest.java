package clinic.daybook.access;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.Matrix;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.reservation.ReservationEvent.CustomerArrived;
import clinic.daybook.reservation.ReservationEvent.EnteredInError;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.Staff;
import clinic.daybook.staff.StaffEvent;
import clinic.daybook.staff.StaffEvent.StaffHired;
import clinic.daybook.staff.StaffEvent.StaffLeft;
import clinic.daybook.staff.StaffEvent.StaffPinChanged;
import clinic.daybook.staff.StaffEvent.StaffRoleChanged;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolePermissionsTest {

    private static final Staff AN_ADMIN = new Staff("Kim", Role.ADMIN, true, false);
    private static final Staff A_COLLEAGUE = new Staff("Lee", Role.FRONT_DESK, true, false);

    @Test
    void theCodeSaysWhatTheTableSays() {
        Matrix.of("roles")
                .assertMatches((type, column) ->
                        column.equals("marked")
                                ? RolePermissions.managerOnly(type) ? "(manager)" : "-"
                                : RolePermissions.permits(role(column), type) ? "yes" : "no");
    }

    private static Role role(String column) {
        return Role.valueOf(column.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Test
    void theTableLeavesNoEventOut() {
        assertThat(Matrix.of("roles").rows())
                .containsExactlyInAnyOrderElementsOf(EventCodec.known().keySet());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyMayRecordWhatIsUnknown(Role role) {
        assertThat(RolePermissions.permits(role, "CustomerTeleported")).isFalse();
        assertThat(RolePermissions.permits(role, "")).isFalse();
    }

    @Test
    void anEventIsJudgedByItsType() {
        assertThat(RolePermissions.permits(Role.FRONT_DESK, new CustomerArrived())).isTrue();
        assertThat(RolePermissions.permits(Role.FRONT_DESK, new EnteredInError())).isFalse();
        assertThat(RolePermissions.permits(Role.MANAGER, new EnteredInError())).isTrue();
    }

    @Test
    void aManagerNeitherMakesNorUnmakesAnAdmin() {
        for (StaffEvent event :
                List.of(
                        new StaffHired("Kim", Role.ADMIN),
                        new StaffRoleChanged(Role.ADMIN, Role.MANAGER),
                        new StaffRoleChanged(Role.MANAGER, Role.ADMIN))) {
            assertThat(RolePermissions.permits(Role.MANAGER, event)).as("%s", event).isFalse();
            assertThat(RolePermissions.permits(Role.ADMIN, event)).as("%s", event).isTrue();
        }
        assertThat(RolePermissions.permits(Role.MANAGER, new StaffHired("Lee", Role.MANAGER)))
                .isTrue();
        assertThat(
                        RolePermissions.permits(
                                Role.MANAGER, new StaffRoleChanged(Role.MANAGER, Role.FRONT_DESK)))
                .isTrue();
    }

    @Test
    void aManagerDoesNotTouchAnAdminsPinOrPlace() {
        for (StaffEvent event : List.of(new StaffLeft(), new StaffPinChanged())) {
            assertThat(RolePermissions.permits(Role.MANAGER, event, AN_ADMIN)).isFalse();
            assertThat(RolePermissions.permits(Role.MANAGER, event, A_COLLEAGUE)).isTrue();
            assertThat(RolePermissions.permits(Role.ADMIN, event, AN_ADMIN)).isTrue();
            assertThat(RolePermissions.permits(Role.FRONT_DESK, event, A_COLLEAGUE)).isFalse();
        }
    }
}
