package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.model.SyncStatus.OtherDesk;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.SyncLine;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the frame shows: the day, the sync line, the banner, the person; and when it locks. */
final class ShellViewModel {

    /** Without a key or a movement for so long the desk locks. */
    static final Duration IDLE = Duration.ofMinutes(5);

    private static final int DESKS_IN_BANNER = 3;

    /** From here on a person is told that the computer's clock is wrong. */
    private static final Duration CLOCK_OFF = Duration.ofMinutes(1);

    private final DeskModel model;
    private final FxThread fx;
    private final Session session;
    private final Ticker ticker;
    private final SearchViewModel search;
    private final ObjectProperty<LocalDate> day;
    private final ReadOnlyObjectWrapper<LocalDate> today;
    private final ReadOnlyObjectWrapper<@Nullable Reference> reference =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SyncStatus> sync = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RestoredServer> restored =
            new ReadOnlyObjectWrapper<>(RestoredServer.NONE);
    private final ReadOnlyIntegerWrapper needsYou = new ReadOnlyIntegerWrapper(0);
    private final List<Subscription> subscriptions = new ArrayList<>();
    private @Nullable Subscription board;
    private Duration lastActivity;
    private javafx.util.Subscription fxSubscriptions = javafx.util.Subscription.EMPTY;

    ShellViewModel(
            DeskModel model, FxThread fx, Session session, Ticker ticker, SearchViewModel search) {
        this.model = model;
        this.fx = fx;
        this.session = session;
        this.ticker = ticker;
        this.search = search;
        LocalDate now = Formats.standard().day(ticker.now());
        day = new SimpleObjectProperty<>(this, "day", now);
        today = new ReadOnlyObjectWrapper<>(this, "today", now);
        lastActivity = ticker.passed();
    }

    void activate() {
        subscriptions.add(model.onReference(fx.listener(this::referenceChanged)));
        subscriptions.add(model.onSync(fx.listener(this::syncChanged)));
        subscriptions.add(model.onRestored(fx.listener(restored::set)));
        subscriptions.add(model.onAttention(fx.listener(items -> needsYou.set(items.size()))));
        fxSubscriptions =
                javafx.util.Subscription.combine(
                        ticker.nowProperty().subscribe(_ -> tick()),
                        day.subscribe(this::dayChanged),
                        session.staffProperty().subscribe(_ -> touch()));
    }

    private void syncChanged(SyncStatus status) {
        sync.set(status);
        search.syncChanged(status);
    }

    void deactivate() {
        fxSubscriptions.unsubscribe();
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        closeBoard();
    }

    /** The day that the board shows. */
    ObjectProperty<LocalDate> dayProperty() {
        return day;
    }

    ReadOnlyObjectProperty<LocalDate> todayProperty() {
        return today.getReadOnlyProperty();
    }

    void moveDay(int days) {
        day.set(day.get().plusDays(days));
    }

    void goToToday() {
        day.set(today.get());
    }

    StringBinding dayText() {
        return Texts.live(() -> Formats.date(day.get()), day);
    }

    /** Today, tomorrow, yesterday; empty for every other day. */
    StringBinding dayWord() {
        return Texts.live(
                () -> {
                    long away = day.get().toEpochDay() - today.get().toEpochDay();
                    if (away == 0) {
                        return Texts.get("shell.today");
                    }
                    if (away == 1) {
                        return Texts.get("shell.tomorrow");
                    }
                    return away == -1 ? Texts.get("shell.yesterday") : "";
                },
                day,
                today);
    }

    /** Changes that wait for a person. */
    ReadOnlyIntegerProperty needsYouProperty() {
        return needsYou.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable StaffItem> staffProperty() {
        return session.staffProperty();
    }

    /** Everybody else, to change to. */
    List<StaffItem> otherStaff() {
        Reference known = reference.get();
        return known == null
                ? List.of()
                : known.staff().stream()
                        .filter(s -> !s.equals(session.staffProperty().get()))
                        .toList();
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

    /** Whether the line below the bar is there. */
    BooleanBinding bannerVisible() {
        return Bindings.createBooleanBinding(
                () -> isOffline() || isBroken() || isRestored() || isClockOff(), sync, restored);
    }

    /** Whether it is one that a person has to act on. */
    BooleanBinding bannerBad() {
        return Bindings.createBooleanBinding(() -> isBroken() || isRestored(), sync, restored);
    }

    /** Whether enrolling again is the way out. */
    BooleanBinding bannerEnrol() {
        return Bindings.createBooleanBinding(
                () -> is(Connection.ENROL_AGAIN) || is(Connection.OTHER_KEY), sync);
    }

    /** Whether there is a list of what a restored server lacks. */
    BooleanBinding bannerReview() {
        return Bindings.createBooleanBinding(this::isRestored, restored);
    }

    StringBinding bannerTitle() {
        return Texts.live(
                () -> {
                    if (is(Connection.ENROL_AGAIN)) {
                        return Texts.get("shell.banner.enrol-again");
                    }
                    if (is(Connection.OTHER_KEY)) {
                        return Texts.get("shell.banner.other-key");
                    }
                    if (is(Connection.HALTED)) {
                        return Texts.get("shell.banner.halted");
                    }
                    String restoredTitle = restoredTitle();
                    if (restoredTitle != null) {
                        return restoredTitle;
                    }
                    if (!isBroken() && !isOffline()) {
                        return clockTitle();
                    }
                    return is(Connection.STORE_CHANGED)
                            ? Texts.get("shell.banner.store-changed")
                            : Texts.get("shell.banner.offline");
                },
                sync,
                restored);
    }

    StringBinding bannerText() {
        return Texts.live(
                () -> {
                    if (is(Connection.ENROL_AGAIN)) {
                        return Texts.get("shell.banner.enrol-again-safe");
                    }
                    if (is(Connection.OTHER_KEY)) {
                        return Texts.get("shell.banner.other-key-safe");
                    }
                    SyncStatus known = sync.get();
                    if (known != null && known.haltCode() != null) {
                        return Texts.get("shell.banner.halted-safe", known.haltCode());
                    }
                    String restoredText = restoredText();
                    if (restoredText != null) {
                        return restoredText;
                    }
                    if (is(Connection.STORE_CHANGED)) {
                        return Texts.get("shell.banner.store-changed-safe");
                    }
                    if (!isOffline()) {
                        return Texts.get("shell.banner.clock-what");
                    }
                    SyncStatus status = sync.get();
                    int unsent = status == null ? 0 : status.unsent();
                    return unsent == 0
                            ? Texts.get("shell.banner.nothing-unsent")
                            : Texts.get("shell.banner.unsent", unsent);
                },
                sync,
                restored);
    }

    /** When the other desks were last seen. */
    StringBinding bannerDesks() {
        return Texts.live(
                () -> {
                    SyncStatus status = sync.get();
                    if (status == null || !isOffline()) {
                        return "";
                    }
                    return String.join(
                            Formats.DOT,
                            status.desks().stream()
                                    .filter(d -> !d.id().equals(model.deskId()))
                                    .limit(DESKS_IN_BANNER)
                                    .map(d -> seen(d, status))
                                    .toList());
                },
                sync,
                reference);
    }

    /** Somebody moved the pointer or pressed a key. */
    void touch() {
        lastActivity = ticker.passed();
    }

    void lock() {
        session.lock();
    }

    void switchTo(StaffItem staff) {
        session.switchTo(staff.id());
    }

    private void tick() {
        if (session.staff().isPresent()
                && ticker.passed().minus(lastActivity).compareTo(IDLE) >= 0) {
            session.lock();
        }
        todayChanged(formats().day(ticker.now()));
    }

    private void referenceChanged(Reference now) {
        reference.set(now);
        todayChanged(formats().day(ticker.now()));
    }

    /** At midnight a board that shows today goes on showing today. */
    private void todayChanged(LocalDate now) {
        LocalDate before = today.get();
        if (!now.equals(before)) {
            today.set(now);
            if (day.get().equals(before)) {
                day.set(now);
            }
        }
    }

    private void dayChanged(LocalDate shown) {
        closeBoard();
        board = model.onBoard(shown, fx.listener(search::boardChanged));
    }

    private void closeBoard() {
        Subscription open = board;
        if (open != null) {
            open.close();
        }
        board = null;
    }

    /** Whether this desk holds what a restored server lacks. */
    private boolean isRestored() {
        Stage stage = restored.get().stage();
        return stage == Stage.WAITING || stage == Stage.SENDING;
    }

    private @Nullable String restoredTitle() {
        RestoredServer now = restored.get();
        Instant backup = now.backedUpAt();
        return switch (now.stage()) {
            case NONE, ASKING -> null;
            case OTHER_CLINIC -> Texts.get("shell.banner.other-clinic");
            case NOT_TOLD -> Texts.get("shell.banner.put-back");
            case WAITING, SENDING ->
                    backup == null
                            ? Texts.get("shell.banner.restored-older")
                            : Texts.get("shell.banner.restored", formats().dateTime(backup));
        };
    }

    private @Nullable String restoredText() {
        RestoredServer now = restored.get();
        return switch (now.stage()) {
            case NONE, ASKING -> null;
            case OTHER_CLINIC -> Texts.get("shell.banner.other-clinic-safe");
            case NOT_TOLD -> Texts.get("shell.banner.put-back-safe");
            case WAITING -> Texts.get("shell.banner.restored-safe", now.changes());
            case SENDING -> Texts.get("shell.banner.restored-sending", now.changes());
        };
    }

    private boolean isOffline() {
        return is(Connection.OFFLINE);
    }

    private boolean isBroken() {
        return is(Connection.ENROL_AGAIN)
                || is(Connection.OTHER_KEY)
                || is(Connection.STORE_CHANGED)
                || is(Connection.HALTED);
    }

    /**
     * Times are corrected by a clock's deviation; a person should set the clock right all the same.
     */
    private boolean isClockOff() {
        return clockOff().compareTo(CLOCK_OFF) >= 0;
    }

    private Duration clockOff() {
        SyncStatus status = sync.get();
        Long offset = status == null ? null : status.clockOffsetMs();
        return offset == null ? Duration.ZERO : Duration.ofMillis(Math.abs(offset));
    }

    private String clockTitle() {
        SyncStatus status = sync.get();
        Long offset = status == null ? null : status.clockOffsetMs();
        boolean ahead = offset != null && offset > 0;
        return Texts.get(
                ahead ? "shell.banner.clock-ahead" : "shell.banner.clock-behind",
                Formats.lasting(clockOff()));
    }

    private boolean is(Connection connection) {
        SyncStatus status = sync.get();
        return status != null && status.connection() == connection;
    }

    private String seen(OtherDesk desk, SyncStatus status) {
        Instant at = desk.online() ? status.since() : desk.since();
        return at == null
                ? desk.name()
                : Texts.get(
                        "shell.banner.seen",
                        desk.name(),
                        formats().when(at, Objects.requireNonNull(today.get())));
    }

    private Formats formats() {
        Reference known = reference.get();
        return known == null ? Formats.standard() : Formats.of(known);
    }

    Formats currentFormats() {
        return formats();
    }
}
