package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.event.StreamId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Who works at this desk now. Without anybody the desk is locked. On the FX thread only. */
public final class Session {

    private final ReadOnlyObjectWrapper<@Nullable StaffItem> staff =
            new ReadOnlyObjectWrapper<>(this, "staff");
    private @Nullable StreamId last;

    /** Who is signed in; {@code null}: nobody, the desk is locked. */
    public ReadOnlyObjectProperty<@Nullable StaffItem> staffProperty() {
        return staff.getReadOnlyProperty();
    }

    /** Who is signed in. */
    public Optional<StaffItem> staff() {
        return Optional.ofNullable(staff.get());
    }

    /**
     * The id that changes are submitted with.
     *
     * @throws IllegalStateException while the desk is locked: no screen can be used then
     */
    public StreamId staffId() {
        return staff().orElseThrow(() -> new IllegalStateException("the desk is locked")).id();
    }

    /** Who was signed in last, for the sign-in screen to begin with. */
    public Optional<StreamId> last() {
        return Optional.ofNullable(last);
    }

    /** Somebody begins to work. */
    public void signIn(StaffItem item) {
        last = item.id();
        staff.set(item);
    }

    /** Locks the desk for another person to sign in, whom the sign-in screen then begins with. */
    public void switchTo(StreamId staffId) {
        last = staffId;
        staff.set(null);
    }

    /** Locks the desk; what was being typed stays where it is. */
    public void lock() {
        staff.set(null);
    }
}
