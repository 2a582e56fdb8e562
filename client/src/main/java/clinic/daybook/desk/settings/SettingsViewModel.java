package clinic.daybook.desk.settings;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.model.SyncStatus.OtherDesk;
import clinic.daybook.desk.ui.DeskPreferences;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.SyncLine;
import clinic.daybook.desk.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What can be set on this PC, and what is known of its desk. */
final class SettingsViewModel {

    private final DeskModel model;
    private final FxThread fx;
    private final DeskPreferences preferences;
    private final ReadOnlyObjectWrapper<@Nullable SyncStatus> sync = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Reference> reference =
            new ReadOnlyObjectWrapper<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    SettingsViewModel(DeskModel model, FxThread fx, DeskPreferences preferences) {
        this.model = model;
        this.fx = fx;
        this.preferences = preferences;
    }

    void activate() {
        subscriptions.add(model.onSync(fx.listener(sync::set)));
        subscriptions.add(model.onReference(fx.listener(reference::set)));
    }

    void deactivate() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    ObjectBinding<@Nullable SyncLine> syncLine() {
        return Bindings.createObjectBinding(
                () -> {
                    SyncStatus status = sync.get();
                    return status == null ? null : SyncLine.of(status, formats());
                },
                sync,
                reference,
                Texts.languageProperty());
    }

    StringBinding clinic() {
        return Texts.live(
                () -> {
                    Reference known = reference.get();
                    return known == null || known.clinicName().isEmpty()
                            ? Formats.NONE
                            : known.clinicName();
                },
                reference);
    }

    StringBinding desk() {
        return Texts.live(() -> model.deskName().isEmpty() ? Formats.NONE : model.deskName(), sync);
    }

    StringBinding server() {
        return Texts.live(
                () -> {
                    String address = preferences.serverProperty().get();
                    return address.isEmpty() ? Formats.NONE : address;
                },
                preferences.serverProperty());
    }

    /** How far this desk has read what the server has. */
    StringBinding position() {
        return Texts.live(
                () -> {
                    SyncStatus status = sync.get();
                    return status == null
                            ? Formats.NONE
                            : Texts.get(
                                    "settings.position-of",
                                    Formats.amount(status.position()),
                                    Formats.amount(status.head()));
                },
                sync);
    }

    /** The other desks, each with whether it is there. */
    StringBinding others() {
        return Texts.live(
                () -> {
                    SyncStatus status = sync.get();
                    List<String> parts =
                            status == null
                                    ? List.of()
                                    : status.desks().stream()
                                            .filter(d -> !d.id().equals(model.deskId()))
                                            .map(this::other)
                                            .toList();
                    return parts.isEmpty() ? Formats.NONE : String.join(Formats.DOT, parts);
                },
                sync,
                reference);
    }

    /** Whether the server wants this desk to be enrolled again. */
    BooleanBinding enrolAgain() {
        return Bindings.createBooleanBinding(
                () -> {
                    SyncStatus status = sync.get();
                    return status != null
                            && (status.connection() == Connection.ENROL_AGAIN
                                    || status.connection() == Connection.OTHER_KEY
                                    || status.connection() == Connection.NOT_ENROLLED);
                },
                sync);
    }

    StringBinding version() {
        return Texts.live(() -> {
            String version = SettingsViewModel.class.getPackage().getImplementationVersion();
            return version == null ? Texts.get("settings.version-unpacked") : version;
        });
    }

    private String other(OtherDesk desk) {
        if (desk.online()) {
            return Texts.get("settings.desk-online", desk.name());
        }
        return desk.since() == null
                ? Texts.get("settings.desk-away", desk.name())
                : Texts.get(
                        "settings.desk-away-since", desk.name(), formats().dateTime(desk.since()));
    }

    private Formats formats() {
        Reference known = reference.get();
        return known == null ? Formats.standard() : Formats.of(known);
    }
}
