package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.Avatar;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.SyncLineView;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.event.EventTarget;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds the sign-in screen; what it does is in {@link SignInViewModel}. */
final class SignInController {

    private static final int COLUMNS = 2;
    private static final double NARROW = 1280;
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final SignInViewModel viewModel;
    private final Map<StaffItem, ToggleButton> buttons = new HashMap<>();
    private final Segments<Language> languages = new Segments<>(Texts.languageProperty());

    @FXML private BorderPane root;
    @FXML private StackPane logo;
    @FXML private Label place;
    @FXML private Label date;
    @FXML private Label clock;
    @FXML private Label booked;
    @FXML private Label present;
    @FXML private Label medianWait;
    @FXML private SyncLineView sync;
    @FXML private Label hint;
    @FXML private Label filter;
    @FXML private StackPane languagesBox;
    @FXML private ScrollPane scroll;
    @FXML private GridPane tiles;
    @FXML private Label nobody;
    @FXML private Avatar avatar;
    @FXML private Label name;
    @FXML private HBox dots;
    @FXML private GridPane pad;
    @FXML private Button enter;
    @FXML private Label message;

    @SuppressWarnings("NullAway.Init") // The loader fills the fields before anything uses them.
    SignInController(SignInViewModel viewModel) {
        this.viewModel = viewModel;
    }

    Parent load() {
        Parent loaded = Fxml.load(this, "SignIn");
        Fxml.style(loaded, SignInController.class, "signin.css");
        return loaded;
    }

    @FXML
    void initialize() {
        logo.getChildren().add(Icons.book(22));
        place.textProperty().bind(viewModel.place());
        date.textProperty().bind(viewModel.date());
        clock.textProperty().bind(viewModel.time());
        booked.textProperty().bind(viewModel.booked());
        present.textProperty().bind(viewModel.present());
        medianWait.textProperty().bind(viewModel.medianWait());
        sync.follow(viewModel.syncLine());
        hint.setGraphic(Icons.of(Feather.LOCK, 14));
        filter.textProperty().bind(viewModel.filterProperty());
        filter.visibleProperty().bind(viewModel.filterProperty().isNotEmpty());
        for (Language language : Language.values()) {
            languages.add(language, new SimpleStringProperty(language.ownName()), null);
        }
        languagesBox.getChildren().add(languages);
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(100.0 / COLUMNS);
            tiles.getColumnConstraints().add(half);
        }
        viewModel.tiles().addListener((ListChangeListener<StaffItem>) _ -> showTiles());
        viewModel.selectedProperty().subscribe(this::showSelected);
        viewModel.digitsProperty().subscribe(_ -> showDots());
        viewModel.messageProperty().subscribe(this::showMessage);
        enter.disableProperty()
                .bind(
                        viewModel
                                .digitsProperty()
                                .lessThan(SignInViewModel.LEAST_DIGITS)
                                .or(viewModel.busyProperty()));
        enter.setOnAction(_ -> viewModel.submit());
        buildPad();
        showTiles();
        root.widthProperty().subscribe(width -> narrow(width.doubleValue() < NARROW));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    }

    void focusSelected() {
        StaffItem who = viewModel.selectedProperty().get();
        ToggleButton button = who == null ? null : buttons.get(who);
        if (button != null) {
            button.requestFocus();
        } else {
            root.requestFocus();
        }
    }

    private void narrow(boolean narrow) {
        root.getStyleClass().remove("signin-narrow");
        if (narrow) {
            root.getStyleClass().add("signin-narrow");
        }
    }

    private void buildPad() {
        for (int digit = 1; digit <= 9; digit++) {
            pad.add(key(digit), (digit - 1) % 3, (digit - 1) / 3);
        }
        Button clear = new Button();
        clear.textProperty().bind(Texts.bind("signin.clear"));
        clear.getStyleClass().addAll("db-plain", "signin-key");
        clear.setFocusTraversable(false);
        clear.setOnAction(_ -> viewModel.clearPin());
        pad.add(clear, 0, 3);
        pad.add(key(0), 1, 3);
        Button erase = new Button("", Icons.of(Feather.DELETE));
        erase.accessibleTextProperty().bind(Texts.bind("signin.erase"));
        erase.getStyleClass().addAll("db-plain", "signin-key");
        erase.setFocusTraversable(false);
        erase.setOnAction(_ -> viewModel.erase());
        pad.add(erase, 2, 3);
    }

    /** Not a stop for Tab: the digits of the keyboard do the same from everywhere. */
    private Button key(int digit) {
        Button button = new Button(Integer.toString(digit));
        button.getStyleClass().add("signin-key");
        button.setFocusTraversable(false);
        button.setOnAction(_ -> viewModel.type(digit));
        return button;
    }

    private void showTiles() {
        boolean focused = buttons.values().stream().anyMatch(Node::isFocused);
        buttons.clear();
        tiles.getChildren().clear();
        int index = 0;
        for (StaffItem staff : viewModel.tiles()) {
            ToggleButton tile = tile(staff);
            buttons.put(staff, tile);
            tiles.add(tile, index % COLUMNS, index / COLUMNS);
            index++;
        }
        boolean none = viewModel.tiles().isEmpty();
        nobody.setVisible(none);
        nobody.textProperty().unbind();
        nobody.textProperty()
                .bind(
                        Texts.bind(
                                viewModel.filterProperty().get().isEmpty()
                                        ? "signin.nobody"
                                        : "signin.nobody-found"));
        showSelected(viewModel.selectedProperty().get());
        if (focused) {
            focusSelected();
        }
    }

    private ToggleButton tile(StaffItem staff) {
        Avatar face = new Avatar(40);
        face.show(staff.name());
        Label who = new Label(staff.name());
        who.getStyleClass().add("db-strong");
        Label what = new Label();
        what.getStyleClass().add("db-caption");
        boolean last = viewModel.wasHereLast(staff);
        what.textProperty()
                .bind(
                        Texts.live(() ->
                                last
                                        ? Words.of(staff.role())
                                                + Formats.DOT
                                                + Texts.get("signin.last-here")
                                        : Words.of(staff.role())));
        VBox lines = new VBox(who, what);
        lines.setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        FontIcon tick = Icons.of(Feather.CHECK);
        HBox content = new HBox(12, face, lines, gap, tick);
        content.setAlignment(Pos.CENTER_LEFT);
        ToggleButton tile = new ToggleButton("", content);
        tile.getStyleClass().add("signin-tile");
        tile.setAccessibleText(staff.name());
        content.prefWidthProperty().bind(tile.widthProperty().subtract(32));
        tick.visibleProperty()
                .bind(
                        tile.selectedProperty()
                                .and(root.widthProperty().greaterThanOrEqualTo(NARROW)));
        tick.managedProperty().bind(tick.visibleProperty());
        tile.setOnAction(_ -> {
            viewModel.select(staff);
            tile.setSelected(true);
        });
        return tile;
    }

    private void showSelected(@Nullable StaffItem who) {
        boolean focused = buttons.values().stream().anyMatch(Node::isFocused);
        buttons.forEach((staff, button) -> {
            boolean chosen = staff.equals(who);
            button.setSelected(chosen);
            button.setFocusTraversable(chosen);
            if (chosen && focused) {
                button.requestFocus();
                intoView(button);
            }
        });
        avatar.show(who == null ? "" : who.name());
        avatar.setVisible(who != null);
        name.setText(who == null ? "" : who.name());
    }

    private void intoView(Node tile) {
        double all = tiles.getHeight();
        double seen = scroll.getViewportBounds().getHeight();
        if (all > seen && seen > 0) {
            double middle = tile.getBoundsInParent().getCenterY();
            scroll.setVvalue(Math.clamp((middle - seen / 2) / (all - seen), 0.0, 1.0));
        }
    }

    private void showDots() {
        int typed = viewModel.digitsProperty().get();
        int shown = Math.max(SignInViewModel.LEAST_DIGITS, typed);
        dots.getChildren().clear();
        for (int i = 0; i < shown; i++) {
            Region dot = new Region();
            dot.getStyleClass().add("signin-dot");
            if (i < typed) {
                dot.getStyleClass().add("db-typed");
            } else if (i == typed) {
                dot.getStyleClass().add("db-next");
            }
            dots.getChildren().add(dot);
        }
    }

    private void showMessage(@Nullable FieldError error) {
        message.textProperty().unbind();
        message.textProperty().bind(error == null ? Texts.bind("signin.tries") : error.binding());
        message.pseudoClassStateChanged(ERROR, error != null);
    }

    private void pressed(KeyEvent key) {
        if (key.isShortcutDown() || key.isAltDown() || inside(key.getTarget(), languages)) {
            return;
        }
        boolean handled = true;
        switch (key.getCode()) {
            case LEFT -> viewModel.move(-1);
            case RIGHT -> viewModel.move(1);
            case UP -> viewModel.move(-COLUMNS);
            case DOWN -> viewModel.move(COLUMNS);
            case BACK_SPACE -> viewModel.erase();
            case DELETE -> viewModel.clearPin();
            case ESCAPE -> viewModel.startOver();
            case ENTER -> viewModel.submit();
            default -> handled = false;
        }
        if (handled) {
            key.consume();
        }
    }

    private void typed(KeyEvent key) {
        String text = key.getCharacter();
        if (key.isShortcutDown() || key.isAltDown() || text.isEmpty()) {
            return;
        }
        char c = text.charAt(0);
        if (c >= '0' && c <= '9') {
            viewModel.type(c - '0');
            key.consume();
        } else if (Character.isLetter(c)) {
            viewModel.search(text);
            key.consume();
        }
    }

    private static boolean inside(EventTarget target, Node ancestor) {
        for (Node n = target instanceof Node node ? node : null; n != null; n = n.getParent()) {
            if (n == ancestor) {
                return true;
            }
        }
        return false;
    }
}
