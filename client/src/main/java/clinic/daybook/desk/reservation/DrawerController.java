package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.SyncMarkView;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.desk.ui.timeline.TimelineView;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationStatus;
import java.time.LocalDate;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Binds the drawer to its view model. */
final class DrawerController {

    private final DrawerViewModel model;
    private final DrawerDialogs dialogs;
    private final Ticker ticker;
    private final Region root;
    private final TasksPane tasksPane;
    private final VisitTimesPane timesPane;
    private final MemoPane memoPane;
    private final StateGlyph glyph = StateGlyph.of(ReservationStatus.BOOKED, false);
    private final Label key = new Label("Enter");
    private final List<ActionButton> plain;
    private boolean phoneShown;
    private boolean payWhenShown;

    @FXML private Label state;
    @FXML private Label booking;
    @FXML private Button menu;
    @FXML private Button close;
    @FXML private Label name;
    @FXML private HBox tags;
    @FXML private StackPane mark;
    @FXML private Label customer;
    @FXML private Label phone;
    @FXML private Button eye;
    @FXML private Label unreadable;
    @FXML private Button primary;
    @FXML private Label refusal;
    @FXML private HBox actions;
    @FXML private ScrollPane scroll;
    @FXML private VBox tasks;
    @FXML private HBox money;
    @FXML private ToggleButton historyTab;
    @FXML private ToggleButton timesTab;
    @FXML private ToggleButton memoTab;
    @FXML private TimelineView timeline;
    @FXML private StackPane times;
    @FXML private StackPane memo;

    @SuppressWarnings("NullAway.Init") // The fields marked @FXML are set by the loader.
    DrawerController(
            DrawerViewModel model, DrawerDialogs dialogs, Ticker ticker, Runnable closeDrawer) {
        this.model = model;
        this.dialogs = dialogs;
        this.ticker = ticker;
        this.root = (Region) Fxml.load(this, "Drawer");
        Fxml.style(root, DrawerController.class, "drawer.css");
        this.plain =
                List.of(
                        new ActionButton(
                                Action.ADD_TREATMENT,
                                "reservation.add",
                                Icons.of(Feather.PLUS),
                                this::act),
                        new ActionButton(
                                Action.RECEIVE_PAYMENT,
                                "reservation.pay",
                                Icons.won(16),
                                this::act),
                        new ActionButton(
                                Action.ASSIGN,
                                "reservation.assign",
                                Icons.of(Feather.USERS),
                                this::act));
        for (ActionButton button : plain) {
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        actions.getChildren().addAll(plain);
        tasksPane = new TasksPane(this::act, this::openMenu);
        tasks.getChildren().add(tasksPane);
        timesPane = new VisitTimesPane();
        times.getChildren().add(timesPane);
        memoPane = new MemoPane(model);
        memo.getChildren().add(memoPane);
        setUpHead(closeDrawer);
        setUpTabs();
        model.detailProperty().subscribe(this::show);
        model.offersProperty().subscribe(this::showOffers);
        model.nextProperty().subscribe(this::showStep);
        model.refusalProperty().subscribe(this::showRefusal);
        model.syncProperty().subscribe(() -> timeline.receipts(model::receipts));
        Texts.languageProperty().subscribe(() -> refresh());
        Privacy.coveredProperty().subscribe(() -> refresh());
        ticker.nowProperty().subscribe(() -> showTime());
    }

    Region root() {
        return root;
    }

    Button primary() {
        return primary;
    }

    /** Forgets what was opened in the drawer for another reservation. */
    void reset() {
        phoneShown = false;
        payWhenShown = false;
        timeline.reset();
        historyTab.setSelected(true);
        scroll.setVvalue(0);
    }

    /** Brings a tab to the front. */
    void select(ReservationDrawer.Tab tab) {
        ToggleButton chosen =
                switch (tab) {
                    case HISTORY -> historyTab;
                    case TIMES -> timesTab;
                    case MEMO -> memoTab;
                };
        chosen.setSelected(true);
    }

    /** Asks for a payment: at once, or when the reservation has come from the desk's store. */
    void pay() {
        payWhenShown = model.offer(Action.RECEIVE_PAYMENT, null) == null;
        open(Action.RECEIVE_PAYMENT);
    }

    /** Does the one thing that usually comes next. */
    void runNext() {
        switch (model.nextProperty().get()) {
            case NextStep.Run run -> model.runOnce(run.command());
            case NextStep.TakePayment _ -> open(Action.RECEIVE_PAYMENT);
            case NextStep.ChoosePractitioner choose -> choosePractitioner(choose);
            case NextStep.None _ -> {
                // Nothing usually follows; the menu has what may still be done.
            }
        }
    }

    private void setUpHead(Runnable closeDrawer) {
        state.setGraphic(glyph);
        menu.setGraphic(Icons.of(Feather.MORE_HORIZONTAL));
        menu.setOnAction(_ -> openMenu(menu, ActionsMenu.of(model, this::act)));
        close.setGraphic(Icons.of(Feather.X));
        close.setOnAction(_ -> closeDrawer.run());
        eye.setGraphic(Icons.of(Feather.EYE, 14));
        eye.setOnAction(_ -> {
            phoneShown = !phoneShown;
            refresh();
        });
        key.getStyleClass().add("db-key");
        primary.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        primary.setOnAction(_ -> runNext());
        refusal.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        unreadable.setGraphic(Icons.of(Feather.LOCK, 14));
    }

    private void setUpTabs() {
        ToggleGroup group = new ToggleGroup();
        historyTab.setToggleGroup(group);
        timesTab.setToggleGroup(group);
        memoTab.setToggleGroup(group);
        group.selectToggle(historyTab);
        group.selectedToggleProperty()
                .subscribe((before, now) -> {
                    // One tab is always open: choosing the open one again changes nothing.
                    if (now == null && before != null) {
                        group.selectToggle(before);
                    }
                });
        pair(historyTab, timeline);
        pair(timesTab, times);
        pair(memoTab, memo);
        timesTab.selectedProperty().subscribe(() -> showTime());
    }

    private static void pair(ToggleButton tab, Node content) {
        content.visibleProperty().bind(tab.selectedProperty());
        content.managedProperty().bind(tab.selectedProperty());
    }

    private void refresh() {
        show(model.detailProperty().get());
        showStep(model.nextProperty().get());
        showRefusal(model.refusalProperty().get());
        showOffers(model.offersProperty().get());
    }

    private void show(@Nullable ReservationDetail detail) {
        root.setVisible(detail != null);
        if (detail == null) {
            return;
        }
        Formats formats = model.formats();
        LocalDate today = formats.day(ticker.now());
        BoardCard card = detail.card();
        booking.setText(DrawerText.booking(card, formats, today));
        name.setText(DrawerText.name(detail.customer()));
        name.getStyleClass().remove("db-old");
        if (card.status() == ReservationStatus.ENTERED_IN_ERROR) {
            name.getStyleClass().add("db-old");
        }
        String who = DrawerText.customer(detail.customer(), today);
        boolean phoneKnown = !detail.customer().phone().isBlank();
        customer.setText(who.isEmpty() || !phoneKnown ? who : who + Formats.DOT);
        phone.setText(phoneKnown ? DrawerText.phone(detail.customer(), phoneShown) : "");
        eye.setVisible(phoneKnown);
        eye.setGraphic(Icons.of(phoneShown ? Feather.EYE_OFF : Feather.EYE, 14));
        tags.getChildren().clear();
        if (card.channel() == Channel.WALK_IN) {
            tags.getChildren().add(Tag.walkIn());
        }
        if (card.firstVisit()) {
            tags.getChildren().add(Tag.firstVisit());
        }
        SyncMarkView far = new SyncMarkView(card.mark(), true);
        far.explain(model::receipts);
        mark.getChildren().setAll(far);
        unreadable.setVisible(!detail.readable());
        unreadable.setManaged(!detail.readable());
        unreadable.setText(Texts.get("reservation.unreadable"));
        MoneyRow.show(money, detail.state().balance(), formats);
        historyTab.setText(Texts.get("reservation.tab.history"));
        Label count = new Label(Formats.amount(detail.audit().size()));
        count.getStyleClass().add("res-tab-count");
        historyTab.setGraphic(count);
        historyTab.setContentDisplay(ContentDisplay.RIGHT);
        memoTab.setGraphic(detail.memo().isBlank() ? null : dot());
        memoTab.setContentDisplay(ContentDisplay.RIGHT);
        timeline.show(detail.audit(), formats, today);
        showTime();
    }

    private void showTime() {
        ReservationDetail detail = model.detailProperty().get();
        if (detail == null) {
            return;
        }
        BoardCard card = detail.card();
        glyph.show(card.status(), card.confirmed());
        state.setText(DrawerText.state(card, model.formats(), ticker.now()));
        state.getStyleClass().removeIf(c -> c.startsWith("res-state-"));
        state.getStyleClass().add("res-state-" + tone(card.status()));
        tasksPane.show(
                detail,
                model.offersProperty().get(),
                model::staffName,
                model.formats(),
                ticker.now());
        if (timesTab.isSelected()) {
            timesPane.show(detail.times(), model.formats(), ticker.now());
        }
    }

    private void showOffers(List<Offer> offers) {
        for (ActionButton button : plain) {
            button.show(model.offer(button.action(), null));
        }
        menu.setDisable(offers.isEmpty());
        showTime();
        if (payWhenShown && model.offer(Action.RECEIVE_PAYMENT, null) != null) {
            payWhenShown = false;
            open(Action.RECEIVE_PAYMENT);
        }
    }

    private void showStep(NextStep step) {
        boolean some = !(step instanceof NextStep.None);
        primary.setVisible(some);
        primary.setManaged(some);
        primary.setText(DrawerText.step(step, model.formats()));
        primary.setAccessibleText(primary.getText());
        Label words = new Label(primary.getText(), stepIcon(step));
        words.getStyleClass().add("res-step");
        HBox graphic = new HBox(12, words, key);
        graphic.setAlignment(Pos.CENTER);
        primary.setGraphic(graphic);
    }

    private static @Nullable Node stepIcon(NextStep step) {
        return switch (step) {
            case NextStep.Run run ->
                    switch (run.kind()) {
                        case ARRIVE -> Icons.of(Feather.LOG_IN);
                        case CHECK_IN -> Icons.of(Feather.CLIPBOARD);
                        case START_CONSULTATION -> Icons.of(Feather.MESSAGE_CIRCLE);
                        case FINISH_CONSULTATION, FINISH_TREATMENT -> Icons.of(Feather.SQUARE);
                        case START_TREATMENT -> Icons.of(Feather.PLAY);
                        case CHECK_OUT -> Icons.of(Feather.ARROW_RIGHT);
                        case DEPART -> Icons.of(Feather.HOME);
                    };
            case NextStep.ChoosePractitioner _ -> Icons.of(Feather.MESSAGE_CIRCLE);
            case NextStep.TakePayment _ -> Icons.won(16);
            case NextStep.None _ -> null;
        };
    }

    private void showRefusal(@Nullable Refusal why) {
        refusal.setVisible(why != null);
        refusal.setManaged(why != null);
        refusal.setText(why == null ? "" : Words.refusal(why, model.formats()));
    }

    private void act(Offer offer) {
        if (!offer.permitted()) {
            return;
        }
        switch (offer.action().ask()) {
            case NOTHING -> model.run(offer.command());
            case REASON, DIALOG -> dialogs.open(offer);
        }
    }

    private void open(Action action) {
        Offer offer = model.offer(action, null);
        if (offer != null) {
            act(offer);
        }
    }

    private void choosePractitioner(NextStep.ChoosePractitioner choose) {
        openMenu(primary, ActionsMenu.practitioners(model, choose));
    }

    private void openMenu(Node at, ContextMenu items) {
        if (!items.getItems().isEmpty()) {
            items.show(at, Side.BOTTOM, 0, 4);
        }
    }

    private static Node dot() {
        Region dot = new Region();
        dot.getStyleClass().addAll("db-dot", "db-accent", "res-memo-dot");
        return dot;
    }

    private static String tone(ReservationStatus status) {
        return switch (status) {
            case IN_TREATMENT, IN_CONSULTATION -> "live";
            case READY_TO_LEAVE -> "ok";
            case LEFT_UNSEEN -> "warn";
            case NO_SHOW -> "bad";
            case NEW,
                    BOOKED,
                    ARRIVED,
                    CHECKED_IN,
                    WAITING_TREATMENT,
                    DEPARTED,
                    CANCELLED,
                    ENTERED_IN_ERROR ->
                    "plain";
        };
    }
}
