package clinic.daybook.procedure;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.procedure.ProcedureCommand.Change;
import clinic.daybook.procedure.ProcedureCommand.Define;
import clinic.daybook.procedure.ProcedureCommand.Retire;
import clinic.daybook.procedure.ProcedureEvent.ProcedureChanged;
import clinic.daybook.procedure.ProcedureEvent.ProcedureDefined;
import clinic.daybook.procedure.ProcedureEvent.ProcedureRetired;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of an entry of the menu: defined once, nothing after it is retired. */
public final class ProcedureDecider
        implements Decider<ProcedureCommand, ProcedureEvent, Procedure> {

    @Override
    public String kind() {
        return "procedure";
    }

    @Override
    public Procedure initial() {
        return Procedure.NEW;
    }

    @Override
    public Decision<ProcedureEvent> decide(ProcedureCommand command, Procedure state) {
        return LawfulDecision.of(
                this,
                state,
                () ->
                        switch (command) {
                            case Define c -> define(c, state);
                            case Change c -> change(c, state);
                            case Retire _ ->
                                    state.retired()
                                            ? Decision.nothing()
                                            : Decision.accept(new ProcedureRetired());
                        });
    }

    @Override
    public Optional<Refusal> legal(Procedure state, ProcedureEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case ProcedureDefined e -> state.defined() ? Refusals.alreadyExists(e) : null;
                    case ProcedureChanged e -> changing(state, e);
                    case ProcedureRetired e -> offMenu(state, e);
                });
    }

    @Override
    public Procedure evolve(Procedure state, Occurred<ProcedureEvent> occurred) {
        return switch (occurred.event()) {
            case ProcedureDefined e ->
                    new Procedure(
                            e.name(),
                            e.minutes(),
                            e.price(),
                            e.kind(),
                            e.bufferMinutes(),
                            true,
                            false);
            case ProcedureChanged e ->
                    new Procedure(
                            e.name(),
                            e.minutes(),
                            e.price(),
                            e.kind(),
                            e.bufferMinutes(),
                            true,
                            false);
            case ProcedureRetired _ ->
                    new Procedure(
                            state.name(),
                            state.minutes(),
                            state.price(),
                            state.kind(),
                            state.bufferMinutes(),
                            true,
                            true);
        };
    }

    @Override
    public Class<ProcedureCommand> commandType() {
        return ProcedureCommand.class;
    }

    @Override
    public Class<ProcedureEvent> eventType() {
        return ProcedureEvent.class;
    }

    private static Decision<ProcedureEvent> define(Define c, Procedure state) {
        ProcedureChanged.Values values =
                new ProcedureChanged.Values(
                        c.name(), c.minutes(), c.price(), c.kind(), c.bufferMinutes());
        return state.onMenu() && state.differsFrom(values) == null
                ? Decision.nothing()
                : Decision.accept(
                        new ProcedureDefined(
                                c.name(), c.minutes(), c.price(), c.kind(), c.bufferMinutes()));
    }

    private static Decision<ProcedureEvent> change(Change c, Procedure state) {
        ProcedureChanged.Values values =
                new ProcedureChanged.Values(
                        c.name(), c.minutes(), c.price(), c.kind(), c.bufferMinutes());
        return state.onMenu() && state.differsFrom(values) == null
                ? Decision.nothing()
                : Decision.accept(
                        new ProcedureChanged(
                                c.name(),
                                c.minutes(),
                                c.price(),
                                c.kind(),
                                c.bufferMinutes(),
                                c.seen()));
    }

    private static @Nullable Refusal changing(Procedure state, ProcedureChanged e) {
        Refusal refusal = offMenu(state, e);
        if (refusal != null || e.previous() == null) {
            return refusal;
        }
        String field = state.differsFrom(e.previous());
        return field == null ? null : Refusals.changedSince(field);
    }

    private static @Nullable Refusal offMenu(Procedure state, ProcedureEvent event) {
        return state.onMenu() ? null : Refusals.illegalInState(state.standing(), event);
    }
}
