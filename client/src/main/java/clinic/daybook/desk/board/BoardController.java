package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javafx.fxml.FXML;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Binds the board's view model to what is seen of it. */
final class BoardController {

    private static final double MARGIN = 16;

    private final BoardViewModel model;
    private final Ticker ticker;
    private final BoardDoors doors;
    private final StateStrip strip;
    private final ColumnsPane columns = new ColumnsPane();
    private final ListPane list = new ListPane();
    private final BoardPlaceholder placeholder;
    private final Set<StreamId> own = new HashSet<>();
    private Subscription whileActive = Subscription.EMPTY;
    private @Nullable StreamId awaited;

    @FXML private StackPane root;
    @FXML private VBox page;
    @FXML private HBox toolbar;
    @FXML private MenuButton practitioners;
    @FXML private MenuButton rooms;
    @FXML private MenuButton kinds;
    @FXML private TextFlow summary;
    @FXML private ToggleButton eye;
    @FXML private HBox modes;
    @FXML private Button book;
    @FXML private StackPane content;
    @FXML private Pane overlay;

    // The loader fills the fields before anything reads them.
    @SuppressWarnings("NullAway.Init")
    BoardController(BoardViewModel model, Ticker ticker, BoardDoors doors) {
        this.model = model;
        this.ticker = ticker;
        this.doors = doors;
        strip =
                new StateStrip(status ->
                        model.filterProperty()
                                .set(model.filterProperty().get().withStatus(status)));
        placeholder = new BoardPlaceholder(this::emptyAction);
    }

    /** Loads what is seen and puts it together. */
    Parent load() {
        Parent loaded = Fxml.load(this, "Board");
        Fxml.style(loaded, BoardController.class, "board.css");
        content.getChildren().addAll(columns, list, placeholder);
        StackPane.setMargin(list, new Insets(0, 0, MARGIN, 0));
        page.getChildren().addFirst(strip);
        BoardFilters filters = new BoardFilters(model.filterProperty());
        filters.practitioners(practitioners);
        filters.rooms(rooms);
        filters.kinds(kinds);
        model.viewProperty()
                .subscribe(view -> {
                    if (view != null) {
                        filters.show(view.reference());
                    }
                });
        Segments<BoardViewModel.Mode> segments = new Segments<>(model.modeProperty());
        segments.add(
                BoardViewModel.Mode.COLUMNS,
                Texts.bind("board.mode.columns"),
                Icons.of(Feather.TRELLO));
        segments.add(
                BoardViewModel.Mode.LIST, Texts.bind("board.mode.list"), Icons.of(Feather.LIST));
        modes.getChildren().setAll(segments);
        book.setGraphic(Icons.of(Feather.PLUS));
        book.setOnAction(_ -> doors.book(model.dayProperty().get()));
        eye.selectedProperty().bindBidirectional(Privacy.coveredProperty());
        eye.selectedProperty()
                .subscribe(on -> eye.setGraphic(Icons.of(on ? Feather.EYE_OFF : Feather.EYE)));
        Tooltip eyeTip = new Tooltip();
        eyeTip.textProperty().bind(Texts.bind("board.privacy"));
        eye.setTooltip(eyeTip);
        model.modeProperty().subscribe(this::showMode);
        return loaded;
    }

    /** Begins to follow model, time, language and covering. */
    void activate() {
        model.activate();
        whileActive =
                Subscription.combine(
                        model.viewProperty().subscribe(_ -> showView(false)),
                        model.selectedProperty().subscribe(this::showSelected),
                        ticker.nowProperty().subscribe(_ -> tick()),
                        Texts.languageProperty().subscribe(_ -> showView(true)),
                        Privacy.coveredProperty().subscribe(_ -> showView(true)));
    }

    /** Stops following. */
    void deactivate() {
        whileActive.unsubscribe();
        whileActive = Subscription.EMPTY;
        model.deactivate();
    }

    ColumnsPane columns() {
        return columns;
    }

    Pane overlay() {
        return overlay;
    }

    StackPane root() {
        return root;
    }

    /** The surface that is in sight. */
    Surface surface() {
        return model.modeProperty().get() == BoardViewModel.Mode.COLUMNS
                ? columns.surface()
                : list.surface();
    }

    /** Calls back for every card and row when its node is made. */
    void whenMade(java.util.function.Consumer<VisitNode> handler) {
        columns.surface().whenMade(handler);
        list.surface().whenMade(handler);
    }

    /** A person at this desk has just done something with this card: it may move at once. */
    void ownStep(StreamId id) {
        own.add(id);
    }

    /** The step was not possible after all. */
    void noStep(StreamId id) {
        own.remove(id);
    }

    /** Gives the focus to a card, now or when it comes. */
    void reveal(StreamId id) {
        BoardView view = model.viewProperty().get();
        if (view == null || view.card(id).isEmpty()) {
            awaited = id;
            return;
        }
        awaited = null;
        if (model.modeProperty().get() == BoardViewModel.Mode.COLUMNS) {
            columns.reveal(id);
        } else {
            list.surface().focus(id);
        }
    }

    /** Moves the focus by an arrow key. */
    Optional<StreamId> move(BoardCursor.Direction direction) {
        return model.modeProperty().get() == BoardViewModel.Mode.COLUMNS
                ? columns.move(direction)
                : list.move(direction);
    }

    private void showView(boolean rewrite) {
        BoardView view = model.viewProperty().get();
        placeholder.show(view, model.filterProperty().get());
        if (view == null) {
            return;
        }
        boolean ownChange = view.changed().stream().anyMatch(own::remove);
        if (model.modeProperty().get() == BoardViewModel.Mode.COLUMNS) {
            columns.show(view, ticker.now(), ownChange, rewrite);
        } else {
            list.show(
                    view, model.filterProperty().get().status(), ticker.now(), ownChange, rewrite);
            strip.show(view, model.filterProperty().get().status(), ticker.now());
        }
        showSummary(view);
        StreamId coming = awaited;
        if (coming != null && view.card(coming).isPresent()) {
            reveal(coming);
        }
    }

    private void showMode(BoardViewModel.Mode mode) {
        boolean asList = mode == BoardViewModel.Mode.LIST;
        columns.setVisible(!asList);
        list.setVisible(asList);
        strip.setVisible(asList);
        strip.setManaged(asList);
        showView(true);
    }

    private void showSelected(@Nullable StreamId id) {
        columns.surface().select(id);
        list.surface().select(id);
    }

    private void tick() {
        BoardView view = model.viewProperty().get();
        if (view == null) {
            return;
        }
        if (model.modeProperty().get() == BoardViewModel.Mode.COLUMNS) {
            columns.tick(ticker.now());
        } else {
            list.tick(ticker.now());
            strip.show(view, model.filterProperty().get().status(), ticker.now());
        }
        showSummary(view);
    }

    private void showSummary(BoardView view) {
        List<BoardCard> cards = view.cards();
        long present = BoardFigures.present(cards);
        OptionalLong wait = BoardFigures.medianWait(cards, ticker.now());
        BoldText.write(
                summary,
                wait.isPresent()
                        ? Texts.get("board.summary", present, Formats.minutes(wait.getAsLong()))
                        : Texts.get("board.summary.present", present));
    }

    private void emptyAction(boolean filtered) {
        if (filtered) {
            model.filterProperty().set(BoardFilter.ALL);
        } else {
            doors.book(model.dayProperty().get());
        }
    }

    /** The clinic's own things; {@code null} until they are known. */
    @Nullable Reference reference() {
        BoardView view = model.viewProperty().get();
        return view == null ? null : view.reference();
    }
}
