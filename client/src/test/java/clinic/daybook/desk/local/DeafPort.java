package clinic.daybook.desk.local;

import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.Wanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens for nothing; a test listens for what it looks at. */
class DeafPort implements DeskPort {

    @Override
    public void committed(List<SyncInput.Ready> commits) {
        // Not looked at.
    }

    @Override
    public void settled(List<SyncInput.Settled> streams) {
        // Not looked at.
    }

    @Override
    public void reloaded(
            long position, List<SyncInput.Ready> pending, FirstSync.@Nullable Cursor older) {
        // Not looked at.
    }

    @Override
    public void pinsChanged() {
        // Not looked at.
    }

    @Override
    public void want(Wanted what) {
        // Not looked at.
    }
}
