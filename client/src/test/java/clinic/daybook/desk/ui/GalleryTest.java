package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

/** All shared controls on two pictures, to look at. */
class GalleryTest extends FxTest {

    @Test
    void showsAllControls() {
        snapshots(fx(GalleryTest::gallery), "gallery", 1000, 820);
        assertThat(Path.of("target/screenshots/gallery-ko-light.png"))
                .matches(Files::isRegularFile);
    }

    @Test
    void showsDialogAndToasts() {
        StackPane layers =
                fx(() -> {
                    Dialogs dialogs = new Dialogs();
                    Toasts toasts = new Toasts();
                    StackPane all = new StackPane(gallery(), toasts, dialogs);
                    StackPane.setAlignment(toasts, Pos.BOTTOM_LEFT);
                    toasts.show(Texts.bind("ui.mark.on-server"));
                    toasts.undoable(Texts.bind("event.CustomerArrived"), () -> {});
                    VBox fields =
                            new VBox(
                                    12,
                                    new FieldRow(Texts.bind("field.name"), new TextField("윤서아")),
                                    new FieldRow(Texts.bind("field.memo"), new TextArea("")));
                    Dialog dialog =
                            new Dialog(
                                    Texts.bind("event.CustomerRegistered"),
                                    fields,
                                    Dialog.Width.NARROW);
                    dialog.confirm(Texts.bind("signin.enrol.submit"), () -> {});
                    dialogs.open(dialog);
                    return all;
                });
        snapshots(layers, "dialog", 1000, 820);
        assertThat(Path.of("target/screenshots/dialog-en-dark.png")).matches(Files::isRegularFile);
    }

    private static Parent gallery() {
        VBox all =
                new VBox(
                        16,
                        type(),
                        glyphs(),
                        row(
                                button("signin.enrol.submit", "db-filled", null),
                                button("signin.enrol.submit", "db-tonal", Feather.PLUS),
                                button("ui.retry", "db-outlined", Feather.PLAY),
                                button("ui.cancel", "db-plain", null),
                                button("event.ReservationCancelled", "db-destructive", null),
                                disabled(button("signin.enrol.submit", "db-filled", null)),
                                disabled(button("signin.enrol.submit", "db-outlined", null)),
                                icon(),
                                menu()),
                        row(primary(), segments(), tabs()),
                        tags(),
                        row(
                                new SyncMarkView(SyncMark.SHOWN, true),
                                new SyncMarkView(SyncMark.SAVED_HERE, true),
                                new SyncMarkView(SyncMark.ON_SERVER, true),
                                new SyncMarkView(SyncMark.NEEDS_YOU, true),
                                new SyncMarkView(SyncMark.ON_SERVER, false),
                                Icons.won(16),
                                timer("8분", TimerLabel.Level.CALM),
                                timer("18/30분", TimerLabel.Level.LIVE),
                                timer("12분", TimerLabel.Level.FIRST_ALERT),
                                timer("22분", TimerLabel.Level.SECOND_ALERT)),
                        fields(),
                        cards(),
                        banner());
        all.getStyleClass().add("db-panel");
        return all;
    }

    private static Node type() {
        return row(
                styled("28 Daybook", "db-display"),
                styled("20 윤서아", "db-name"),
                styled("16 시술", "db-title"),
                styled("14 레이저 토닝", "db-strong"),
                styled("13 1111 4444", "db-body"),
                styled("12 문가람 · 레이저 2", "db-caption"),
                styled("−90,000", "db-old"));
    }

    private static Node glyphs() {
        HBox row = row();
        for (ReservationStatus status : ReservationStatus.values()) {
            row.getChildren().add(StateGlyph.of(status, false));
        }
        row.getChildren().add(StateGlyph.of(ReservationStatus.BOOKED, true));
        for (TaskStatus status : TaskStatus.values()) {
            row.getChildren().add(StateGlyph.of(status));
        }
        return row;
    }

    private static Node tags() {
        FlowPane row = new FlowPane(8, 8);
        row.getChildren()
                .addAll(
                        new Tag(Texts.bind("ui.tag.first-visit"), Tag.Tone.PLAIN),
                        new Tag(Texts.bind("ui.tag.upsell"), Tag.Tone.ACCENT),
                        new Tag(Texts.bind("ui.mark.on-server"), Tag.Tone.OK),
                        new Tag(Texts.bind("ui.tag.unpaid"), Tag.Tone.WARN),
                        new Tag(Texts.bind("ui.mark.needs-you"), Tag.Tone.BAD),
                        new Tag(Texts.bind("status.in-treatment"), Tag.Tone.LIVE),
                        new Tag(Texts.bind("ui.tag.paid"), Tag.Tone.QUIET));
        return row;
    }

    private static Node fields() {
        Input<Long> amount = new Input<>(Validation::amount);
        AmountField wrong = new AmountField();
        FieldRow wrongRow = FieldRow.of(Texts.bind("field.amount"), wrong, amount);
        wrong.setText("30만");
        amount.touch();
        AmountField right = new AmountField();
        right.setText("320,000");
        TextField empty = new TextField();
        empty.promptTextProperty().bind(Texts.bind("field.phone"));
        ComboBox<String> combo = new ComboBox<>();
        combo.getItems().add("레이저 2");
        combo.getSelectionModel().selectFirst();
        CheckBox check = new CheckBox("VIP");
        check.setSelected(true);
        HBox row =
                new HBox(
                        16,
                        wrongRow,
                        new FieldRow(Texts.bind("field.price"), right),
                        new FieldRow(Texts.bind("field.phone"), empty),
                        new FieldRow(Texts.bind("field.roomId"), combo),
                        new FieldRow(Texts.bind("field.channel"), check),
                        new CheckBox("VIP"));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static Node cards() {
        HBox row = row();
        for (String more : new String[] {"", "db-selected", "db-needs-you", "db-flat"}) {
            VBox card =
                    new VBox(
                            2,
                            styled("14:10", "db-body"),
                            styled("노하진", "db-strong"),
                            styled("레이저 토닝", "db-body"));
            card.getStyleClass().add("db-card");
            if (!more.isEmpty()) {
                card.getStyleClass().add(more);
            }
            card.setPrefWidth(176);
            row.getChildren().add(card);
        }
        Avatar avatar = new Avatar(40);
        avatar.show("배소윤");
        Avatar on = new Avatar(40);
        on.getStyleClass().add("db-on");
        on.show("Bae");
        row.getChildren().addAll(avatar, on);
        return row;
    }

    private static Node banner() {
        Label text = styled("서버에 연결할 수 없습니다.", "db-bold");
        HBox banner =
                new HBox(Icons.of(Feather.CLOUD_OFF), text, button("ui.retry", "db-small", null));
        banner.getStyleClass().add("db-banner");
        return banner;
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Label styled(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static Button button(String key, String styleClass, Feather icon) {
        Button button = new Button();
        button.textProperty().bind(Texts.bind(key));
        button.getStyleClass().add(styleClass);
        if (icon != null) {
            button.setGraphic(Icons.of(icon));
        }
        return button;
    }

    private static Node disabled(Button button) {
        button.setDisable(true);
        return button;
    }

    private static Node icon() {
        Button button = new Button("", Icons.of(Feather.CHEVRON_LEFT));
        button.getStyleClass().add("db-icon");
        return button;
    }

    private static Node menu() {
        return new MenuButton("모든 방", null, new MenuItem("레이저 1"));
    }

    private static Node primary() {
        Label key = styled("Enter", "db-key");
        Button button = button("event.TreatmentFinished", "db-filled", null);
        button.getStyleClass().add("db-primary");
        button.setGraphic(key);
        return button;
    }

    private static Node segments() {
        return new Segments<>(new SimpleObjectProperty<>(Language.KOREAN))
                .add(Language.KOREAN, new SimpleStringProperty("열"), Icons.of(Feather.TRELLO))
                .add(Language.ENGLISH, new SimpleStringProperty("목록"), Icons.of(Feather.LIST));
    }

    private static Node tabs() {
        ToggleButton first = new ToggleButton("기록 12");
        ToggleButton second = new ToggleButton("방문 시간");
        first.setSelected(true);
        HBox tabs = new HBox(16, first, second);
        tabs.getStyleClass().add("db-tabs");
        tabs.getChildren().forEach(tab -> tab.getStyleClass().add("db-tab"));
        return tabs;
    }

    private static Node timer(String text, TimerLabel.Level level) {
        TimerLabel timer = new TimerLabel();
        timer.show(text, level);
        return timer;
    }
}
