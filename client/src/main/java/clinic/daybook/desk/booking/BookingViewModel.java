package clinic.daybook.desk.booking;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.booking.CustomerChoice.NewCustomer;
import clinic.daybook.desk.booking.SlotForm.Times;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * A new booking, or the reception of somebody without one. Nothing is recorded before everything
 * can be; a new customer and the booking are two changes of one intent.
 */
final class BookingViewModel {

    private static final int USUAL_MINUTES = 30;
    private static final Duration STEP = Duration.ofMinutes(10);

    private final DeskModel desk;
    private final RandomGenerator random;
    private final boolean walkIn;
    private final CustomerChoice customer;
    private final TreatmentChoice treatments;
    private final SlotForm slot;
    private final Input<String> memo = new Input<>(Validation::memo);
    private final ObjectProperty<@Nullable Channel> channel;
    private final Sender sender;
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private @Nullable StreamId reservation;
    private @Nullable UUID redoes;
    private String suggestedMinutes = Integer.toString(USUAL_MINUTES);

    /**
     * @param day on which the booking is proposed
     * @param walkIn whether the customer stands here already
     * @param random for new ids
     */
    BookingViewModel(
            DeskModel desk,
            FxThread fx,
            Supplier<StreamId> actor,
            Reference reference,
            LocalDate day,
            boolean walkIn,
            RandomGenerator random) {
        this.desk = desk;
        this.random = random;
        this.walkIn = walkIn;
        Instant now = desk.clock().instant();
        LocalDate today = now.atZone(reference.zone()).toLocalDate();
        LocalDate proposed = walkIn || day.isBefore(today) ? today : day;
        customer = new CustomerChoice(desk, fx, today, walkIn);
        treatments = new TreatmentChoice(reference.procedures());
        slot = new SlotForm(desk, fx, reference.zone(), today, false, List.of());
        channel =
                new SimpleObjectProperty<>(
                        this, "channel", walkIn ? Channel.WALK_IN : Channel.PHONE);
        sender = new Sender(desk, fx, actor);
        slot.date().reset(proposed.toString());
        slot.start().reset(proposedStart(now, reference, proposed.equals(today)).toString());
        slot.minutes().reset(suggestedMinutes);
        treatments.chosen().addListener((javafx.beans.InvalidationListener) _ -> suggestMinutes());
    }

    /** Begins with what had been meant when it could not be taken; booking it is in its place. */
    void again(AttentionItem item, ReservationCommand.Book meant) {
        reservation = item.streamId();
        redoes = item.commitId();
        if (item.customer() != null) {
            customer.choose(item.customer());
        }
        meant.treatments().forEach(treatments::add);
        channel.set(meant.channel());
        memo.reset(item.personal().getOrDefault("memo", ""));
        slot.propose(
                new Times(
                        meant.startsAt(), meant.minutes(), meant.practitionerId(), meant.roomId()));
    }

    /** Begins with this customer at this time. */
    void propose(CustomerItem who, Times times) {
        customer.choose(who);
        slot.propose(times);
    }

    /** Whether somebody without a booking is received. */
    boolean walkIn() {
        return walkIn;
    }

    CustomerChoice customer() {
        return customer;
    }

    TreatmentChoice treatments() {
        return treatments;
    }

    SlotForm slot() {
        return slot;
    }

    Input<String> memo() {
        return memo;
    }

    ObjectProperty<@Nullable Channel> channelProperty() {
        return channel;
    }

    /** Whether it is being recorded just now. */
    ReadOnlyBooleanProperty busyProperty() {
        return sender.busyProperty();
    }

    /** Why it was not possible; {@code null}: nothing was refused. */
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** Shows everything that is wrong; whether nothing is. */
    boolean touch() {
        return customer.touch() & treatments.touch() & slot.touch() & memo.touch();
    }

    /**
     * Books, if nothing is wrong and no overlap stands that the person has not seen.
     *
     * @param done gets the new reservation when it is shown
     * @param notSaved called, also after {@code done}, when the desk could not save it
     */
    void confirm(Consumer<StreamId> done, Runnable notSaved) {
        refusal.set(null);
        if (sender.busyProperty().get() || !touch()) {
            return;
        }
        sender.begin();
        slot.confirmed(() -> record(done, notSaved), sender::giveUp);
    }

    private void record(Consumer<StreamId> done, Runnable notSaved) {
        Times times = slot.times().orElse(null);
        if (times == null) {
            sender.giveUp();
            return;
        }
        CustomerItem known = customer.knownProperty().get();
        StreamId customerId = known == null ? new StreamId("customer", newId()) : known.id();
        StreamId reservationId =
                reservation == null ? new StreamId("reservation", newId()) : reservation;
        UUID intent = newId();
        List<Change> changes = new ArrayList<>();
        NewCustomer written = customer.newCustomer(Texts.get("booking.walk-in.name"));
        if (known == null) {
            changes.add(register(customerId, written, intent));
        }
        changes.add(
                book(reservationId, customerId, times, known == null ? intent : null)
                        .inPlaceOf(redoes));
        sender.send(
                changes,
                new Sender.Listener() {
                    @Override
                    public void shown() {
                        done.accept(reservationId);
                    }

                    @Override
                    public void refused(int index, Refusal reason) {
                        // The customer stands by then: trying again must not make a second one.
                        if (index == 1) {
                            customer.choose(item(customerId, written));
                        }
                        refusal.set(reason);
                    }

                    @Override
                    public void notSaved() {
                        notSaved.run();
                    }
                });
    }

    private Change register(StreamId customerId, NewCustomer written, UUID intent) {
        Map<String, String> personal = new TreeMap<>();
        personal.put("name", written.name());
        if (!written.phone().isEmpty()) {
            personal.put("phone", written.phone());
        }
        if (!written.birthDate().isEmpty()) {
            personal.put("birthDate", written.birthDate());
        }
        return new Change(
                customerId,
                new CustomerCommand.Register(null, null, null),
                intent,
                null,
                customerId,
                personal);
    }

    private Change book(
            StreamId reservationId, StreamId customerId, Times times, @Nullable UUID intent) {
        List<TaskOrder> orders = new ArrayList<>();
        for (TreatmentLine line : treatments.chosen()) {
            orders.add(line.order(newId()));
        }
        String note = memo.value().orElse("");
        return new Change(
                reservationId,
                new ReservationCommand.Book(
                        customerId,
                        times.startsAt(),
                        times.minutes(),
                        times.practitionerId(),
                        times.roomId(),
                        Objects.requireNonNullElse(channel.get(), Channel.PHONE),
                        orders,
                        walkIn),
                intent,
                null,
                note.isEmpty() ? null : customerId,
                note.isEmpty() ? Map.of() : Map.of("memo", note));
    }

    private void suggestMinutes() {
        int sum = treatments.minutes();
        String suggestion = Integer.toString(sum == 0 ? USUAL_MINUTES : sum);
        // What a person has written stays; only our own proposal follows the treatments.
        if (slot.minutes().textProperty().get().strip().equals(suggestedMinutes)) {
            slot.minutes().reset(suggestion);
        }
        suggestedMinutes = suggestion;
    }

    private LocalTime proposedStart(Instant now, Reference reference, boolean today) {
        if (!today) {
            return reference.opens();
        }
        LocalTime time = now.atZone(reference.zone()).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        if (walkIn) {
            return time;
        }
        long step = STEP.toMinutes();
        long minute = time.toSecondOfDay() / 60;
        long next = (minute / step + 1) * step;
        return next >= 24 * 60 ? time : LocalTime.ofSecondOfDay(next * 60);
    }

    private UUID newId() {
        return Uuid7.of(desk.clock().instant(), random);
    }

    private static CustomerItem item(StreamId id, NewCustomer written) {
        return new CustomerItem(
                id, written.name(), written.phone(), written.birthDate(), null, null, null);
    }
}
