package clinic.daybook.outcome;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.outcome.OutcomeCommand.CallBack;
import clinic.daybook.outcome.OutcomeCommand.Report;
import clinic.daybook.outcome.OutcomeEvent.ChangeAdjusted;
import clinic.daybook.outcome.OutcomeEvent.ChangeLetGo;
import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import clinic.daybook.outcome.OutcomeEvent.ChangeRedone;
import clinic.daybook.outcome.OutcomeEvent.ChangeUnchanged;
import clinic.daybook.outcome.OutcomeEvent.PromiseCalledBack;
import java.util.Optional;
import java.util.UUID;

/**
 * A desk's own stream. It accepts everything: what became of a change is a fact, whatever was said
 * about it before.
 */
public final class OutcomeDecider implements Decider<OutcomeCommand, OutcomeEvent, DeskOutcomes> {

    @Override
    public String kind() {
        return "desk";
    }

    @Override
    public DeskOutcomes initial() {
        return DeskOutcomes.NONE;
    }

    @Override
    public Decision<OutcomeEvent> decide(OutcomeCommand command, DeskOutcomes state) {
        return LawfulDecision.of(
                this,
                state,
                () ->
                        switch (command) {
                            case Report c -> report(c, state);
                            case CallBack c ->
                                    state.calledBack().contains(c.commitId())
                                            ? Decision.nothing()
                                            : Decision.accept(new PromiseCalledBack(c.commitId()));
                        });
    }

    @Override
    public Optional<Refusal> legal(DeskOutcomes state, OutcomeEvent event) {
        return Optional.empty();
    }

    @Override
    public DeskOutcomes evolve(DeskOutcomes state, Occurred<OutcomeEvent> occurred) {
        return switch (occurred.event()) {
            case ChangeAdjusted e -> settled(state, e.commitId());
            case ChangeNeedsPerson e ->
                    new DeskOutcomes(state.waiting().plus(e.commitId(), e), state.calledBack());
            case ChangeUnchanged e -> settled(state, e.commitId());
            case ChangeRedone e -> settled(state, e.commitId());
            case ChangeLetGo e -> settled(state, e.commitId());
            case PromiseCalledBack e ->
                    new DeskOutcomes(state.waiting(), state.calledBack().plus(e.commitId()));
        };
    }

    @Override
    public Class<OutcomeCommand> commandType() {
        return OutcomeCommand.class;
    }

    @Override
    public Class<OutcomeEvent> eventType() {
        return OutcomeEvent.class;
    }

    private static Decision<OutcomeEvent> report(Report c, DeskOutcomes state) {
        OutcomeEvent event = outcome(c);
        return event.equals(state.waiting().get(c.commitId()))
                ? Decision.nothing()
                : Decision.accept(event);
    }

    private static OutcomeEvent outcome(Report c) {
        return switch (c.kind()) {
            case ADJUSTED ->
                    new ChangeAdjusted(
                            c.commitId(),
                            c.intentId(),
                            c.streamId(),
                            c.changeType(),
                            c.basis(),
                            c.decidedOn(),
                            c.code(),
                            c.decidedAt(),
                            c.meant());
            case UNCHANGED ->
                    new ChangeUnchanged(
                            c.commitId(),
                            c.intentId(),
                            c.streamId(),
                            c.changeType(),
                            c.basis(),
                            c.decidedOn(),
                            c.code(),
                            c.decidedAt(),
                            c.meant());
            case NEEDS_PERSON ->
                    new ChangeNeedsPerson(
                            c.commitId(),
                            c.intentId(),
                            c.streamId(),
                            c.changeType(),
                            c.basis(),
                            c.decidedOn(),
                            c.code(),
                            c.decidedAt(),
                            c.meant(),
                            c.promise());
            case REDONE ->
                    new ChangeRedone(
                            c.commitId(),
                            c.intentId(),
                            c.streamId(),
                            c.changeType(),
                            c.basis(),
                            c.decidedOn(),
                            c.code(),
                            c.redoneAs());
            case LET_GO ->
                    new ChangeLetGo(
                            c.commitId(),
                            c.intentId(),
                            c.streamId(),
                            c.changeType(),
                            c.basis(),
                            c.decidedOn(),
                            c.code());
        };
    }

    private static DeskOutcomes settled(DeskOutcomes state, UUID commitId) {
        return new DeskOutcomes(state.waiting().minus(commitId), state.calledBack());
    }
}
