package clinic.daybook.desk.restored;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Lacking;
import clinic.daybook.desk.model.RestoredServer.Line;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What a restored server lacks, in words and as rows; and letting it be sent. */
final class RestoredViewModel {

    /** A line of the list. */
    sealed interface Row {

        /** What the changes below are about. */
        record Head(String name, int changes) implements Row {}

        /** One change. */
        record Change(Line line) implements Row {}
    }

    private static final Set<String> KINDS =
            Set.of("reservation", "customer", "staff", "room", "procedure", "clinic", "desk");

    private final DeskModel model;
    private final FxThread fx;
    private final Supplier<Formats> formats;
    private final Runnable sent;
    private final ReadOnlyObjectWrapper<RestoredServer> state =
            new ReadOnlyObjectWrapper<>(RestoredServer.NONE);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper failed = new ReadOnlyBooleanWrapper();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private @Nullable Subscription subscription;
    private javafx.util.Subscription language = javafx.util.Subscription.EMPTY;
    private List<Lacking> latest = List.of();
    private boolean active;

    RestoredViewModel(DeskModel model, FxThread fx, Supplier<Formats> formats, Runnable sent) {
        this.model = model;
        this.fx = fx;
        this.formats = formats;
        this.sent = sent;
    }

    void activate() {
        if (!active) {
            active = true;
            language = Texts.languageProperty().subscribe(_ -> show(latest));
            subscription = model.onRestored(fx.listener(this::changed));
        }
    }

    void deactivate() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        subscription = null;
        active = false;
        language.unsubscribe();
        rows.clear();
    }

    ObservableList<Row> rows() {
        return rows;
    }

    /** What happened. */
    StringBinding what() {
        return Texts.live(
                () -> {
                    RestoredServer now = state.get();
                    return now.backedUpAt() == null
                            ? Texts.get("restored.what-unknown")
                            : Texts.get("restored.what", formats.get().dateTime(now.backedUpAt()));
                },
                state);
    }

    /** What is safe. */
    StringBinding safe() {
        return Texts.live(() -> Texts.get("restored.safe", state.get().changes()), state);
    }

    /** What to do; what went wrong when it could not be done. */
    StringBinding toDo() {
        return Texts.live(
                () -> {
                    RestoredServer now = state.get();
                    if (failed.get()) {
                        return Texts.get("restored.failed");
                    }
                    if (now.stage() == Stage.SENDING) {
                        return Texts.get("restored.left", now.changes());
                    }
                    return now.clashes() == 0
                            ? Texts.get("restored.do")
                            : Texts.get("restored.do-clashes", now.clashes());
                },
                state,
                failed);
    }

    /** Who recorded it, where, and when. */
    StringBinding who() {
        return Texts.live(
                () -> {
                    RestoredServer now = state.get();
                    if (now.from() == null || now.until() == null) {
                        return "";
                    }
                    return String.join(
                            Formats.DOT,
                            Texts.get(
                                    "restored.between",
                                    formats.get().dateTime(now.from()),
                                    formats.get().dateTime(now.until())),
                            names(now.staff()),
                            names(now.desks()));
                },
                state);
    }

    private static String names(List<String> names) {
        List<String> known = names.stream().filter(n -> !n.isBlank()).toList();
        return known.isEmpty() ? Formats.NONE : String.join(", ", known);
    }

    StringBinding confirmWords() {
        return Texts.live(() -> Texts.get("restored.send", state.get().changes()), state);
    }

    BooleanBinding cannotSend() {
        return Bindings.createBooleanBinding(
                () -> busy.get() || state.get().stage() != Stage.WAITING, busy, state);
    }

    /** Lets everything on the list be sent. */
    void send() {
        if (cannotSend().get()) {
            return;
        }
        busy.set(true);
        failed.set(false);
        fx.whenDone(
                model.sendLacking(),
                _ -> {
                    busy.set(false);
                    sent.run();
                },
                _ -> {
                    busy.set(false);
                    failed.set(true);
                });
    }

    private void changed(RestoredServer now) {
        state.set(now);
        fx.whenDone(model.lacking(), this::show, _ -> failed.set(true));
    }

    private static String kind(String kind) {
        return KINDS.contains(kind) ? kind : "other";
    }

    private void show(List<Lacking> lacking) {
        latest = lacking;
        List<Row> all = new ArrayList<>();
        for (Lacking of : lacking) {
            String name =
                    of.name().isBlank()
                            ? Texts.get("restored.kind." + kind(of.streamId().kind()))
                            : of.name();
            all.add(new Row.Head(name, of.lines().size()));
            of.lines().forEach(line -> all.add(new Row.Change(line)));
        }
        if (active) {
            rows.setAll(all);
        }
    }
}
