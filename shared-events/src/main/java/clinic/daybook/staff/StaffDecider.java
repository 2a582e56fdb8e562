package clinic.daybook.staff;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.staff.StaffCommand.ChangePin;
import clinic.daybook.staff.StaffCommand.ChangeRole;
import clinic.daybook.staff.StaffCommand.Hire;
import clinic.daybook.staff.StaffCommand.Leave;
import clinic.daybook.staff.StaffEvent.StaffHired;
import clinic.daybook.staff.StaffEvent.StaffLeft;
import clinic.daybook.staff.StaffEvent.StaffPinChanged;
import clinic.daybook.staff.StaffEvent.StaffRoleChanged;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a member of staff: hired once, nothing after they left. */
public final class StaffDecider implements Decider<StaffCommand, StaffEvent, Staff> {

    @Override
    public String kind() {
        return "staff";
    }

    @Override
    public Staff initial() {
        return Staff.NEW;
    }

    @Override
    public Decision<StaffEvent> decide(StaffCommand command, Staff state) {
        return LawfulDecision.of(
                this,
                state,
                () ->
                        switch (command) {
                            case Hire c ->
                                    state.active()
                                                    && state.name().equals(c.name())
                                                    && state.role() == c.role()
                                            ? Decision.nothing()
                                            : Decision.accept(new StaffHired(c.name(), c.role()));
                            case ChangeRole c ->
                                    state.active() && state.role() == c.role()
                                            ? Decision.nothing()
                                            : Decision.accept(
                                                    new StaffRoleChanged(c.role(), c.seen()));
                            case ChangePin _ -> Decision.accept(new StaffPinChanged());
                            case Leave _ ->
                                    state.left()
                                            ? Decision.nothing()
                                            : Decision.accept(new StaffLeft());
                        });
    }

    @Override
    public Optional<Refusal> legal(Staff state, StaffEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case StaffHired e -> state.hired() ? Refusals.alreadyExists(e) : null;
                    case StaffRoleChanged e -> changing(state, e);
                    case StaffPinChanged e -> away(state, e);
                    case StaffLeft e -> away(state, e);
                });
    }

    @Override
    public Staff evolve(Staff state, Occurred<StaffEvent> occurred) {
        return switch (occurred.event()) {
            case StaffHired e -> new Staff(e.name(), e.role(), true, false);
            case StaffRoleChanged e -> new Staff(state.name(), e.role(), true, false);
            case StaffPinChanged _ -> state;
            case StaffLeft _ -> new Staff(state.name(), state.role(), true, true);
        };
    }

    @Override
    public Class<StaffCommand> commandType() {
        return StaffCommand.class;
    }

    @Override
    public Class<StaffEvent> eventType() {
        return StaffEvent.class;
    }

    private static @Nullable Refusal changing(Staff state, StaffRoleChanged e) {
        Refusal refusal = away(state, e);
        if (refusal != null) {
            return refusal;
        }
        return e.previous() == state.role() ? null : Refusals.changedSince("role");
    }

    private static @Nullable Refusal away(Staff state, StaffEvent event) {
        return state.active() ? null : Refusals.illegalInState(state.standing(), event);
    }
}
