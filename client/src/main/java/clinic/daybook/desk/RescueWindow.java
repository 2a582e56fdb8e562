package clinic.daybook.desk;

import clinic.daybook.desk.local.DeskFailure;
import clinic.daybook.desk.local.Rescue;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The window of a desk whose database is damaged: says what is being done while what only this desk
 * has is saved and the database built anew, and then what came of it.
 */
final class RescueWindow {

    private static final Logger LOG = LoggerFactory.getLogger(RescueWindow.class);
    private static final double WIDTH = 520;
    private static final double HEIGHT = 260;

    /** What the window shows. */
    sealed interface Shown {

        /** A step is under way. */
        record Working(Rescue.Step step) implements Shown {}

        /** It is done. */
        record Done(Rescue.Report report) implements Shown {}

        /** It did not work; it may be tried again. */
        record Failed(String code) implements Shown {}
    }

    /** What there is to do. */
    interface Work {
        Rescue.Report run(Consumer<Rescue.Step> progress);
    }

    private final FxThread fx = FxThread.platform(Runnable::run);
    private final Work work;
    private final Runnable goOn;
    private final Runnable close;
    private final ReadOnlyObjectWrapper<Shown> shown =
            new ReadOnlyObjectWrapper<>(new Shown.Working(Rescue.Step.SAVING));

    /**
     * @param work what takes the time; run on a thread of its own
     * @param goOn opens the desk again
     * @param close ends the program
     */
    RescueWindow(Work work, Runnable goOn, Runnable close) {
        this.work = work;
        this.goOn = goOn;
        this.close = close;
    }

    void show(Stage stage) {
        Scene scene = new Scene(content(), WIDTH, HEIGHT);
        Theme.install(scene);
        stage.titleProperty().bind(Texts.bind("shell.title"));
        stage.setMinWidth(WIDTH);
        stage.setMinHeight(HEIGHT);
        stage.setScene(scene);
        stage.show();
        start();
    }

    /** Begins, or begins again where it broke off. */
    void start() {
        shown.set(new Shown.Working(Rescue.Step.SAVING));
        Thread.ofVirtual().name("desk-rescue").start(this::run);
    }

    void show(Shown now) {
        shown.set(now);
    }

    private void run() {
        Shown end;
        try {
            end =
                    new Shown.Done(
                            work.run(step -> fx.run(() -> shown.set(new Shown.Working(step)))));
        } catch (DeskFailure e) {
            LOG.error("{} the damaged database cannot be replaced", e.code(), e);
            end = new Shown.Failed(e.code());
        } catch (RuntimeException e) {
            LOG.error("DB-1024 unexpected", e);
            end = new Shown.Failed("DB-1024");
        }
        Shown last = end;
        fx.run(() -> shown.set(last));
    }

    Parent content() {
        Label title = label(this::title, "db-title");
        Label text = label(this::text);
        Label more = label(this::more, "db-caption");
        ProgressBar bar = new ProgressBar(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.managedProperty().bind(bar.visibleProperty());
        bar.accessibleTextProperty().bind(title.textProperty());
        Button again = button("shell.rescue.again", this::start);
        Button end = button("ui.close", close);
        Button on = button("shell.rescue.go-on", goOn);
        on.getStyleClass().add("db-filled");
        HBox buttons = new HBox(8, again, end, on);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        shown.subscribe(now -> {
            bar.setVisible(now instanceof Shown.Working);
            bar.setProgress(now instanceof Shown.Working w ? part(w.step()) : 1);
            visible(again, now instanceof Shown.Failed);
            visible(end, now instanceof Shown.Failed);
            visible(on, now instanceof Shown.Done);
            on.setDefaultButton(now instanceof Shown.Done);
        });
        Region gap = new Region();
        VBox.setVgrow(gap, javafx.scene.layout.Priority.ALWAYS);
        VBox all = new VBox(12, title, text, more, bar, gap, buttons);
        all.getStyleClass().addAll("db-surface", "db-panel");
        return all;
    }

    private static double part(Rescue.Step step) {
        return (step.ordinal() + 1.0) / (Rescue.Step.values().length + 1.0);
    }

    private static void visible(Button button, boolean visible) {
        button.setVisible(visible);
        button.setManaged(visible);
    }

    private Label label(java.util.concurrent.Callable<String> words, String... styles) {
        Label label = new Label();
        label.textProperty().bind(Texts.live(words, shown));
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Button button(String key, Runnable action) {
        Button button = new Button();
        button.textProperty().bind(Texts.bind(key));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private String title() {
        return Texts.get(
                switch (shown.get()) {
                    case Shown.Working _ -> "shell.rescue.working";
                    case Shown.Done _ -> "shell.rescue.done";
                    case Shown.Failed _ -> "shell.rescue.failed";
                });
    }

    private String text() {
        return switch (shown.get()) {
            case Shown.Working w ->
                    Texts.get(
                            "shell.rescue.step."
                                    + w.step().name().toLowerCase(java.util.Locale.ROOT));
            case Shown.Done d -> String.join(" ", saved(d.report()));
            case Shown.Failed f -> Texts.get("shell.rescue.failed-what", f.code());
        };
    }

    private static List<String> saved(Rescue.Report report) {
        List<String> said = new ArrayList<>();
        said.add(Texts.get("shell.rescue.saved", report.pending(), report.needsYou()));
        if (report.unreadable() > 0) {
            said.add(Texts.get("shell.rescue.unreadable", report.unreadable()));
        } else if (report.incomplete()) {
            said.add(Texts.get("shell.rescue.incomplete"));
        }
        said.add(Texts.get(report.enrolled() ? "shell.rescue.rest" : "shell.rescue.enrol"));
        return said;
    }

    private String more() {
        return shown.get() instanceof Shown.Done d
                ? Texts.get("shell.rescue.kept", d.report().kept().toString())
                : Texts.get("shell.rescue.safe");
    }

    /** What is shown now. */
    @Nullable Shown now() {
        return shown.get();
    }
}
