package clinic.daybook.desk.local;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import java.util.Optional;

/** The rules of a kind of stream that a newer program has brought: nothing can be decided here. */
record UnknownKind(String kind) implements Decider<Unreadable, Unreadable, Object> {

    @Override
    public Object initial() {
        return "";
    }

    @Override
    public Decision<Unreadable> decide(Unreadable command, Object state) {
        return Decision.refuse(Submission.UNKNOWN_EVENT);
    }

    @Override
    public Optional<Refusal> legal(Object state, Unreadable event) {
        return Optional.of(Submission.UNKNOWN_EVENT);
    }

    @Override
    public Object evolve(Object state, Occurred<Unreadable> occurred) {
        return state;
    }

    @Override
    public Class<Unreadable> commandType() {
        return Unreadable.class;
    }

    @Override
    public Class<Unreadable> eventType() {
        return Unreadable.class;
    }
}
