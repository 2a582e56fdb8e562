package clinic.daybook.desk.local;

import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.SyncInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens for failed transactions alone. */
final class Reloads extends DeafPort {

    private final Runnable then;

    Reloads(Runnable then) {
        this.then = then;
    }

    @Override
    public void reloaded(
            long position, List<SyncInput.Ready> pending, FirstSync.@Nullable Cursor older) {
        then.run();
    }
}
