package clinic.daybook.desk.sync;

import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncMachine;
import clinic.daybook.sync.SyncState;
import java.time.Instant;

/** One step of the {@link SyncMachine}: what {@code SyncMachine::step} is. */
@FunctionalInterface
public interface MachineStep {

    /** The state after an input, and what is to be done. */
    SyncMachine.Step step(SyncState state, SyncInput input, Instant now);
}
