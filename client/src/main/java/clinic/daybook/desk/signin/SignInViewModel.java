package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.DayCounts;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Hangul;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.SyncLine;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Choosing oneself among the staff and typing a PIN; all of it possible from the keyboard. */
final class SignInViewModel {

    /** Shortest PIN that is worth trying. */
    static final int LEAST_DIGITS = 4;

    /** Longest PIN that can be typed. */
    static final int MOST_DIGITS = 12;

    private static final int MOST_FILTER = 20;
    private static final Logger LOG = LoggerFactory.getLogger(SignInViewModel.class);

    private final DeskModel model;
    private final FxThread fx;
    private final Session session;
    private final Ticker ticker;

    private final ReadOnlyObjectWrapper<@Nullable Reference> reference =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SyncStatus> sync = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable DayCounts> counts = new ReadOnlyObjectWrapper<>();
    private final ObservableList<StaffItem> tiles = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable StaffItem> selected =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper filter = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper digits = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyObjectWrapper<@Nullable FieldError> message =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(false);
    // Until when by the time that passes, whatever becomes of the clock.
    private final Map<StreamId, Duration> lockedUntil = new HashMap<>();
    private final StringBuilder pin = new StringBuilder();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private @Nullable LocalDate boardDay;
    private @Nullable Subscription board;
    private javafx.util.Subscription ticks = javafx.util.Subscription.EMPTY;

    SignInViewModel(DeskModel model, FxThread fx, Session session, Ticker ticker) {
        this.model = model;
        this.fx = fx;
        this.session = session;
        this.ticker = ticker;
    }

    void activate() {
        clearPin();
        setFilter("");
        message.set(null);
        selected.set(null);
        subscriptions.add(model.onReference(fx.listener(this::referenceChanged)));
        subscriptions.add(model.onSync(fx.listener(sync::set)));
        ticks = ticker.nowProperty().subscribe(_ -> tick());
    }

    void deactivate() {
        clearPin();
        ticks.unsubscribe();
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        closeBoard();
    }

    /** Staff that matches what was typed, by name. */
    ObservableList<StaffItem> tiles() {
        return tiles;
    }

    ReadOnlyObjectProperty<@Nullable StaffItem> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What was typed to find somebody. */
    ReadOnlyStringProperty filterProperty() {
        return filter.getReadOnlyProperty();
    }

    /** How many digits of the PIN stand; the digits themselves stay in here. */
    ReadOnlyIntegerProperty digitsProperty() {
        return digits.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable FieldError> messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** While a PIN is being checked. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    boolean wasHereLast(StaffItem staff) {
        return session.last().filter(staff.id()::equals).isPresent();
    }

    StringBinding time() {
        return Texts.live(() -> formats().time(ticker.now()), ticker.nowProperty(), reference);
    }

    StringBinding date() {
        return Texts.live(
                () -> Formats.longDate(formats().day(ticker.now())),
                ticker.nowProperty(),
                reference);
    }

    /** Clinic and desk, as far as they are known. */
    StringBinding place() {
        return Texts.live(
                () -> {
                    Reference known = reference.get();
                    String clinic = known == null ? "" : known.clinicName();
                    String desk = model.deskName();
                    return clinic.isEmpty() || desk.isEmpty()
                            ? clinic + desk
                            : clinic + Formats.DOT + desk;
                },
                reference,
                sync);
    }

    StringBinding booked() {
        return figure(c -> Integer.toString(c.booked()));
    }

    StringBinding present() {
        return figure(c -> Integer.toString(c.present()));
    }

    StringBinding medianWait() {
        return figure(c -> {
            OptionalLong wait = c.medianWait();
            return wait.isPresent() ? Formats.minutes(wait.getAsLong()) : Formats.NONE;
        });
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

    /** A digit of the PIN. */
    void type(int digit) {
        if (locked() || busy.get() || selected.get() == null || pin.length() >= MOST_DIGITS) {
            return;
        }
        pin.append((char) ('0' + digit));
        digits.set(pin.length());
        message.set(null);
    }

    /** Takes back the last digit, or else the last letter that was searched for. */
    void erase() {
        if (!pin.isEmpty()) {
            pin.setLength(pin.length() - 1);
            digits.set(pin.length());
        } else if (!filter.get().isEmpty()) {
            setFilter(filter.get().substring(0, filter.get().length() - 1));
        }
    }

    /** Takes back all digits. */
    void clearPin() {
        pin.setLength(0);
        digits.set(0);
    }

    /** Shows everybody again and forgets the digits. */
    void startOver() {
        clearPin();
        setFilter("");
        message.set(null);
    }

    /** A letter or initial consonant to find somebody by. */
    void search(String letters) {
        if (filter.get().length() + letters.length() <= MOST_FILTER) {
            setFilter(filter.get() + letters);
        }
    }

    void select(StaffItem staff) {
        if (!staff.equals(selected.get())) {
            selected.set(staff);
            clearPin();
            message.set(null);
            tick();
        }
    }

    /** Goes to another tile: {@code +1} the next one, {@code +columns} the one below. */
    void move(int step) {
        if (tiles.isEmpty()) {
            return;
        }
        int at = tiles.indexOf(selected.get());
        int next = at < 0 ? 0 : at + step;
        if (next >= 0 && next < tiles.size()) {
            select(tiles.get(next));
        }
    }

    /** Checks the PIN, if there are enough digits. */
    void submit() {
        StaffItem who = selected.get();
        if (who == null || locked() || busy.get() || pin.length() < LEAST_DIGITS) {
            return;
        }
        busy.set(true);
        fx.whenDone(
                model.signIn(who.id(), pin.toString()),
                result -> answered(who, result),
                error -> {
                    LOG.error("UI-1101 a PIN could not be checked", error);
                    busy.set(false);
                    clearPin();
                    message.set(FieldError.of("signin.failed"));
                });
    }

    private void answered(StaffItem who, SignInResult result) {
        busy.set(false);
        clearPin();
        switch (result) {
            case SignInResult.SignedIn(StaffItem staff) -> {
                lockedUntil.remove(staff.id());
                message.set(null);
                session.signIn(staff);
            }
            case SignInResult.WrongPin(int left) ->
                    message.set(FieldError.of("signin.wrong-pin", left));
            case SignInResult.Locked(Instant until) -> {
                lockedUntil.put(
                        who.id(), ticker.passed().plus(Duration.between(ticker.now(), until)));
                tick();
            }
            case SignInResult.NotKnownHere() -> message.set(FieldError.of("signin.not-known-here"));
        }
    }

    private boolean locked() {
        StaffItem who = selected.get();
        Duration until = who == null ? null : lockedUntil.get(who.id());
        return until != null && ticker.passed().compareTo(until) < 0;
    }

    private void tick() {
        StaffItem who = selected.get();
        Duration until = who == null ? null : lockedUntil.get(who.id());
        if (until != null && who != null) {
            // Rounded up, so that "0 seconds" is never a lie.
            long left = until.minus(ticker.passed()).plusMillis(999).toSeconds();
            if (left > 0) {
                message.set(FieldError.of("signin.locked", left));
            } else {
                lockedUntil.remove(who.id());
                message.set(null);
            }
        }
        followToday();
    }

    private void followToday() {
        Reference known = reference.get();
        LocalDate today = known == null ? null : formats().day(ticker.now());
        if (today != null && !today.equals(boardDay)) {
            closeBoard();
            boardDay = today;
            board =
                    model.onBoard(
                            today, fx.listener(b -> counts.set(DayCounts.of(b, ticker.now()))));
        }
    }

    private void closeBoard() {
        Subscription open = board;
        if (open != null) {
            open.close();
        }
        board = null;
        boardDay = null;
    }

    private void referenceChanged(Reference now) {
        reference.set(now);
        show();
        followToday();
    }

    private void setFilter(String typed) {
        filter.set(typed);
        show();
    }

    private void show() {
        Reference known = reference.get();
        List<StaffItem> matching =
                known == null
                        ? List.of()
                        : known.staff().stream()
                                .filter(s ->
                                        Hangul.matches(s.name(), filter.get())
                                                || Hangul.matches(
                                                        s.name(), Hangul.fromKeys(filter.get())))
                                .toList();
        if (!matching.equals(tiles)) {
            tiles.setAll(matching);
        }
        StaffItem before = selected.get();
        StreamId wanted = before != null ? before.id() : session.last().orElse(null);
        StaffItem next =
                matching.stream()
                        .filter(s -> s.id().equals(wanted))
                        .findFirst()
                        .orElse(matching.isEmpty() ? null : matching.getFirst());
        if (next == null || before == null || !next.id().equals(before.id())) {
            clearPin();
            message.set(null);
        }
        selected.set(next);
    }

    private StringBinding figure(Function<DayCounts, String> text) {
        return Texts.live(
                () -> {
                    DayCounts known = counts.get();
                    return known == null ? Formats.NONE : text.apply(known);
                },
                counts);
    }

    private Formats formats() {
        Reference known = reference.get();
        return known == null ? Formats.standard() : Formats.of(known);
    }
}
