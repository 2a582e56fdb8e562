package clinic.daybook.simulation;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.sync.Replayed;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works at a desk: looks at the board, opens a reservation, thinks, and does something
 * about it, on what the screen shows by then. Knows only what the screens tell.
 */
final class Clerk {

    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final Duration BETWEEN = Duration.ofSeconds(14);
    private static final int BUSY = 2;
    private static final int CARDS = 12;

    private final World world;
    private final Chance chance;
    private final Desk desk;
    private final Ledger ledger;
    private final Ideas ideas;
    private final StreamId staffId;
    private final int days;
    private boolean working;
    // What the screens of the desk's present life show.
    private @Nullable Life seenBy;
    private List<BoardCard> cards = List.of();
    private List<AttentionItem> attention = List.of();

    /** {@code days}: on so many days people come. */
    Clerk(World world, Chance chance, Desk desk, Ledger ledger, StreamId staffId, int days) {
        this.world = world;
        this.chance = chance;
        this.desk = desk;
        this.ledger = ledger;
        this.staffId = staffId;
        this.days = days;
        this.ideas = new Ideas(chance.split(), staffId, days);
    }

    /** Begins to work. */
    void work() {
        working = true;
        next();
    }

    /** Goes home; what was begun is still done. */
    void stop() {
        working = false;
    }

    private void next() {
        world.after(
                chance.until(BETWEEN).toNanos(),
                "clerk",
                () -> {
                    if (working) {
                        act();
                        next();
                    }
                });
    }

    private void act() {
        Life life = desk.life();
        if (life == null) {
            return;
        }
        look(life);
        if (chance.oneIn(3)) {
            desk.sendWhatIsLacking();
        }
        if (!attention.isEmpty() && chance.oneIn(3)) {
            answer(chance.pick(attention));
        } else if (cards.size() < CARDS && chance.oneIn(5) || cards.isEmpty()) {
            book();
        } else {
            boolean crowd = chance.oneIn(3);
            open(life, crowd ? cards.get(chance.between(0, busiest(cards))) : chance.pick(cards));
        }
    }

    /** Where all desks crowd: the last of the first few. */
    private static int busiest(List<BoardCard> cards) {
        return Math.min(BUSY, cards.size()) - 1;
    }

    /** Opens the screens, when the desk has just started. */
    private void look(Life life) {
        if (seenBy == life) {
            return;
        }
        seenBy = life;
        cards = List.of();
        attention = List.of();
        LocalDate day = LocalDate.ofInstant(World.BEGINNING, ZONE).plusDays(chance.below(days));
        desk.local()
                .onBoard(
                        day,
                        board -> {
                            if (seenBy == life) {
                                cards = board.cards();
                            }
                        });
        desk.local()
                .onAttention(items -> {
                    if (seenBy == life) {
                        attention = items;
                    }
                });
    }

    private void book() {
        if (chance.oneIn(3)) {
            Change registered = ideas.register();
            say(registered);
            say(ideas.book(registered.streamId()));
        } else {
            say(ideas.book(cards.isEmpty() ? Template.CUSTOMER : chance.pick(cards).customerId()));
        }
    }

    /** Opens a reservation, thinks, and acts on what is shown then. */
    private void open(Life life, BoardCard card) {
        ReservationDetail[] shown = new ReservationDetail[1];
        Subscription screen = desk.local().onReservation(card.id(), d -> shown[0] = d);
        Duration thinks = Duration.ofMillis(chance.between(200, 9_000));
        world.after(
                thinks.toNanos(),
                life,
                "acts",
                () -> {
                    screen.close();
                    ReservationDetail detail = shown[0];
                    if (detail != null) {
                        actOn(detail);
                    }
                });
    }

    private void actOn(ReservationDetail detail) {
        if (chance.oneIn(12)) {
            // One thing on two reservations, meant as one.
            UUID intent = ideas.newId();
            StreamId other = chance.pick(cards).id();
            List<Change> both = new ArrayList<>(ideas.together(intent, detail, other));
            both.forEach(this::say);
        } else {
            say(ideas.about(detail));
        }
    }

    private void answer(AttentionItem item) {
        // What another store had recorded goes in as it was or not at all.
        boolean redo = !(item.command() instanceof Replayed) && chance.oneIn(2);
        if (!redo) {
            end(item, OutcomeCommand.Kind.LET_GO, "let go: ", "no-longer-wanted");
            return;
        }
        var _ =
                submit(Change.of(item.streamId(), item.command()))
                        .whenComplete((submitted, failure) -> {
                            if (failure == null && !(submitted instanceof Submitted.Refused)) {
                                end(item, OutcomeCommand.Kind.REDONE, "redone: ", "redone");
                            }
                        });
    }

    private void end(AttentionItem item, OutcomeCommand.Kind kind, String words, String reason) {
        var _ =
                desk.local()
                        .endAttention(item.commitId(), kind, staffId, reason)
                        .whenComplete((done, failure) -> {
                            if (failure == null) {
                                world.say(desk.name(), words + item.command().typeName());
                            }
                        });
    }

    private void say(Change change) {
        var _ = submit(change);
    }

    private CompletionStage<Submitted> submit(Change change) {
        String what = change.command().typeName() + " on " + Report.shortened(change.streamId());
        Ledger.Question question = ledger.asked(desk.number(), change);
        return desk.local()
                .submit(staffId, change)
                .whenComplete((submitted, failure) -> {
                    if (failure != null) {
                        // Whether it was recorded is as open as if the desk had said
                        // nothing.
                        world.say(desk.name(), what + " failed: " + failure);
                        return;
                    }
                    ledger.answered(question);
                    switch (submitted) {
                        case Submitted.Refused refused ->
                                world.say(
                                        desk.name(),
                                        what + " refused: " + refused.refusal().code());
                        case Submitted.AlreadySo _ ->
                                world.say(desk.name(), what + " is so already");
                        case Submitted.Shown shown -> follow(change, what, shown);
                    }
                });
    }

    private void follow(Change change, String what, Submitted.Shown shown) {
        Ledger.Entry entry = ledger.shown(desk.number(), shown.commitId(), change);
        world.say(desk.name(), what + " shown, " + Report.shortened(shown.commitId()));
        var _ =
                shown.saved()
                        .whenComplete((saved, failure) -> {
                            entry.told(failure == null ? Ledger.Told.SAVED : Ledger.Told.UNSURE);
                            if (failure != null) {
                                world.say(desk.name(), what + " not saved");
                            }
                        });
    }
}
