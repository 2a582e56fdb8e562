package clinic.daybook.desk.local;

import clinic.daybook.sync.SyncInput;
import java.util.List;

/** Listens for failed transactions alone. */
record Reloads(Runnable then) implements DeskPort {

    @Override
    public void committed(List<SyncInput.Ready> commits) {
        // Not looked at.
    }

    @Override
    public void settled(List<SyncInput.Settled> streams) {
        // Not looked at.
    }

    @Override
    public void reloaded(long position, List<SyncInput.Ready> pending) {
        then.run();
    }

    @Override
    public void pinsChanged() {
        // Not looked at.
    }
}
