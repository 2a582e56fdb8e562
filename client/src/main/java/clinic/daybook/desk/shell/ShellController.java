package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.Avatar;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.SyncLineView;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds rail, top bar and banner. */
final class ShellController {

    private static final double COMPACT = 1280;
    private static final String BAD = "db-bad";

    private final ShellViewModel viewModel;
    private final Consumer<Destination> go;
    private final Runnable enrol;
    private final Map<Destination, ToggleButton> items = new EnumMap<>(Destination.class);
    private final BooleanBinding bannerBad;

    @FXML private BorderPane frame;
    @FXML private VBox rail;
    @FXML private StackPane logo;
    @FXML private BorderPane main;
    @FXML private Button before;
    @FXML private Button date;
    @FXML private HBox dateParts;
    private final Runnable review;
    @FXML private Label dayText;
    @FXML private Label dayWord;
    @FXML private DatePicker picker;
    @FXML private Button after;
    @FXML private TextField search;
    @FXML private Label searchIcon;
    @FXML private Label searchKey;
    @FXML private SyncLineView sync;
    @FXML private MenuButton person;
    @FXML private Button lock;
    @FXML private HBox banner;
    @FXML private Label bannerTitle;
    @FXML private Label bannerText;
    @FXML private Label bannerDesks;
    @FXML private Button bannerEnrol;
    @FXML private Button bannerReview;

    @SuppressWarnings("NullAway.Init") // The loader fills the fields before anything uses them.
    ShellController(
            ShellViewModel viewModel, Consumer<Destination> go, Runnable enrol, Runnable review) {
        this.review = review;
        this.viewModel = viewModel;
        this.go = go;
        this.enrol = enrol;
        bannerBad = viewModel.bannerBad();
    }

    Parent load(ContentPane content) {
        Parent loaded = Fxml.load(this, "Shell");
        main.setCenter(content);
        return loaded;
    }

    TextField search() {
        return search;
    }

    @FXML
    void initialize() {
        logo.getChildren().add(Icons.book(22));
        buildRail();
        before.setGraphic(Icons.of(Feather.CHEVRON_LEFT));
        before.setOnAction(_ -> viewModel.moveDay(-1));
        after.setGraphic(Icons.of(Feather.CHEVRON_RIGHT));
        after.setOnAction(_ -> viewModel.moveDay(1));
        dateParts.getChildren().addFirst(Icons.of(Feather.CALENDAR));
        dayText.textProperty().bind(viewModel.dayText());
        dayText.setMinWidth(Region.USE_PREF_SIZE);
        dayWord.textProperty().bind(viewModel.dayWord());
        dayWord.managedProperty().bind(dayWord.textProperty().isNotEmpty());
        dayWord.setMinWidth(Region.USE_PREF_SIZE);
        picker.valueProperty().bindBidirectional(viewModel.dayProperty());
        date.setOnAction(_ -> picker.show());
        searchIcon.setGraphic(Icons.of(Feather.SEARCH));
        StackPane.setAlignment(searchIcon, Pos.CENTER_LEFT);
        searchIcon.setTranslateX(11);
        StackPane.setAlignment(searchKey, Pos.CENTER_RIGHT);
        searchKey.setTranslateX(-9);
        searchKey.visibleProperty().bind(search.focusedProperty().not());
        sync.follow(viewModel.syncLine());
        lock.setGraphic(Icons.of(Feather.LOCK));
        lock.setOnAction(_ -> viewModel.lock());
        viewModel.staffProperty().subscribe(this::showPerson);
        person.setOnShowing(_ -> fillPersonMenu());
        bindBanner();
        frame.widthProperty().subscribe(width -> compact(width.doubleValue() < COMPACT));
    }

    /** Shows on the rail where the window is. */
    void select(Destination destination) {
        items.forEach((place, item) -> item.setSelected(place == destination));
    }

    /** Only places that exist stand on the rail. */
    void exists(Destination destination, boolean exists) {
        ToggleButton item = items.get(destination);
        if (item != null) {
            item.setVisible(exists);
            item.setManaged(exists);
        }
    }

    private void buildRail() {
        Region gap = new Region();
        gap.getStyleClass().add("shell-gap");
        rail.getChildren().add(gap);
        for (Destination destination : Destination.values()) {
            if (destination == Destination.SETTINGS) {
                Region space = new Region();
                VBox.setVgrow(space, Priority.ALWAYS);
                rail.getChildren().add(space);
            }
            ToggleButton item = item(destination);
            items.put(destination, item);
            exists(destination, false);
            rail.getChildren().add(item);
        }
    }

    private ToggleButton item(Destination destination) {
        FontIcon icon = Icons.of(destination.icon(), 20);
        ToggleButton item = new ToggleButton();
        item.getStyleClass().add("db-rail-item");
        item.textProperty().bind(Texts.bind(destination.key()));
        item.setGraphic(destination == Destination.NEEDS_YOU ? withCount(icon, item) : icon);
        item.setOnAction(_ -> {
            // A second press must not leave the rail without a place.
            item.setSelected(true);
            go.accept(destination);
        });
        return item;
    }

    private StackPane withCount(FontIcon icon, ToggleButton item) {
        Label count = new Label();
        count.getStyleClass().add("db-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty()
                .bind(
                        Texts.live(
                                () -> {
                                    int waiting = viewModel.needsYouProperty().get();
                                    return waiting > 99 ? "99+" : Integer.toString(waiting);
                                },
                                viewModel.needsYouProperty()));
        count.visibleProperty().bind(viewModel.needsYouProperty().greaterThan(0));
        count.setManaged(false);
        StackPane both = new StackPane(icon, count);
        both.layoutBoundsProperty().subscribe(bounds -> place(count, bounds.getWidth()));
        count.textProperty().subscribe(_ -> place(count, both.getWidth()));
        item.accessibleTextProperty()
                .bind(
                        Texts.live(
                                () ->
                                        Texts.get(
                                                "shell.waiting",
                                                viewModel.needsYouProperty().get()),
                                viewModel.needsYouProperty()));
        return both;
    }

    /** At the upper right of the icon, so that the icon stays in the middle of the item. */
    private static void place(Label count, double iconWidth) {
        count.autosize();
        count.relocate(iconWidth - 6, -7);
    }

    private void showPerson(@Nullable StaffItem staff) {
        if (staff == null) {
            return;
        }
        Avatar face = new Avatar(32);
        face.getStyleClass().add("db-tint");
        face.show(staff.name());
        Label name = new Label(staff.name());
        name.getStyleClass().add("shell-person-name");
        Label role = new Label();
        role.getStyleClass().add("db-caption");
        role.textProperty().bind(Texts.live(() -> Words.of(staff.role())));
        VBox lines = new VBox(-2, name, role);
        lines.setAlignment(Pos.CENTER_LEFT);
        HBox both = new HBox(8, face, lines);
        both.setAlignment(Pos.CENTER_LEFT);
        both.setMinWidth(Region.USE_PREF_SIZE);
        person.setGraphic(both);
        person.setAccessibleText(staff.name());
        fillPersonMenu();
    }

    private void fillPersonMenu() {
        person.getItems().clear();
        for (StaffItem other : viewModel.otherStaff()) {
            MenuItem item = new MenuItem();
            item.textProperty().bind(Texts.bind("shell.switch-to", other.name()));
            item.setOnAction(_ -> viewModel.switchTo(other));
            person.getItems().add(item);
        }
        MenuItem locking = new MenuItem();
        locking.textProperty().bind(Texts.bind("shell.lock-key"));
        locking.setOnAction(_ -> viewModel.lock());
        if (!person.getItems().isEmpty()) {
            person.getItems().add(new SeparatorMenuItem());
        }
        person.getItems().add(locking);
    }

    private void bindBanner() {
        banner.visibleProperty().bind(viewModel.bannerVisible());
        banner.managedProperty().bind(banner.visibleProperty());
        banner.getChildren().addFirst(Icons.of(Feather.CLOUD_OFF));
        bannerTitle.textProperty().bind(viewModel.bannerTitle());
        bannerText.textProperty().bind(viewModel.bannerText());
        bannerDesks.textProperty().bind(viewModel.bannerDesks());
        bannerEnrol.visibleProperty().bind(viewModel.bannerEnrol());
        bannerEnrol.managedProperty().bind(bannerEnrol.visibleProperty());
        bannerEnrol.setOnAction(_ -> enrol.run());
        bannerReview.visibleProperty().bind(viewModel.bannerReview());
        bannerReview.managedProperty().bind(bannerReview.visibleProperty());
        bannerReview.setOnAction(_ -> review.run());
        bannerBad.subscribe(bad -> {
            banner.getStyleClass().remove(BAD);
            if (bad) {
                banner.getStyleClass().add(BAD);
            }
        });
    }

    private void compact(boolean compact) {
        frame.getStyleClass().remove("shell-compact");
        if (compact) {
            frame.getStyleClass().add("shell-compact");
        }
        frame.pseudoClassStateChanged(Theme.COMPACT, compact);
        person.setMaxWidth(compact ? 180 : Region.USE_PREF_SIZE);
    }
}
