package clinic.daybook.installer.system;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The person at a desk, working at random: on the reservations that all desks share, and on what
 * waits for a person. Says of each change when it is durable.
 */
final class AgentWork {

    /** The clinic day that all desks work on. */
    static final LocalDate DAY = LocalDate.of(2027, 1, 6);

    private static final int PATIENCE_SECONDS = 30;
    private static final int PAUSE_MILLIS = 60;
    private static final int OPEN_VISITS = 16;
    private static final int ATTENTION_EVERY = 12;

    /** One in so many changes is meant as one with another one. */
    private static final int TOGETHER_EVERY = 6;

    private final DeskModel desk;
    private final StreamId staff;
    private final Random random;
    private final RandomChange changes;
    private final Consumer<String> say;
    private final AtomicReference<@Nullable BoardSnapshot> board = new AtomicReference<>();
    private final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());
    private @Nullable Thread worker;
    private volatile boolean working;

    /** {@code say} hears {@code saved …}, and {@code broken …} when something unforeseen failed. */
    AgentWork(DeskModel desk, StreamId staff, Random random, Consumer<String> say) {
        this.desk = desk;
        this.staff = staff;
        this.random = random;
        this.changes = new RandomChange(staff, random);
        this.say = say;
        desk.onBoard(DAY, board::set);
        desk.onAttention(attention::set);
    }

    void begin() {
        if (worker == null) {
            working = true;
            worker = Thread.ofPlatform().name("agent").daemon().start(this::run);
        }
    }

    void pause() throws InterruptedException {
        working = false;
        Thread running = worker;
        if (running != null) {
            running.join();
            worker = null;
        }
    }

    private void run() {
        try {
            while (working) {
                if (random.nextInt(ATTENTION_EVERY) == 0) {
                    answerAttention();
                } else {
                    change();
                }
                // A person is not a loop: leaves time in which the other desks change something.
                TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            say.accept("broken " + e);
        }
    }

    private void change() throws InterruptedException, ExecutionException, TimeoutException {
        BoardSnapshot seen = board.get();
        List<BoardCard> all = seen == null ? List.of() : seen.cards();
        List<BoardCard> open = all.stream().filter(c -> !c.status().ended()).toList();
        List<Change> wanted = new ArrayList<>();
        if (open.size() < OPEN_VISITS || random.nextInt(40) == 0) {
            wanted.add(changes.booking());
        } else {
            List<BoardCard> from = random.nextInt(10) == 0 ? all : open;
            wanted.add(step(from));
            if (random.nextInt(TOGETHER_EVERY) == 0) {
                Change other = step(from);
                if (!other.streamId().equals(wanted.getFirst().streamId())) {
                    wanted.add(other);
                }
            }
        }
        Submitted submitted =
                get(
                        wanted.size() == 1
                                ? desk.submit(staff, wanted.getFirst())
                                : desk.submitTogether(staff, wanted));
        if (submitted instanceof Submitted.Shown shown) {
            get(shown.saved());
            say.accept(
                    "saved "
                            + shown.commitId()
                            + " "
                            + wanted.stream().map(c -> c.command().typeName()).toList());
        }
    }

    private Change step(List<BoardCard> from)
            throws InterruptedException, ExecutionException, TimeoutException {
        return changes.step(detail(from.get(random.nextInt(from.size())).id()));
    }

    private ReservationDetail detail(StreamId id)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<ReservationDetail> seen = new CompletableFuture<>();
        Subscription subscription = desk.onReservation(id, seen::complete);
        try {
            return get(seen);
        } finally {
            subscription.close();
        }
    }

    /** Answers one of those that wait, or leaves it for later. */
    private void answerAttention()
            throws InterruptedException, ExecutionException, TimeoutException {
        List<AttentionItem> waiting = attention.get();
        if (waiting.isEmpty()) {
            return;
        }
        AttentionItem item = waiting.get(random.nextInt(waiting.size()));
        switch (random.nextInt(5)) {
            case 0 -> get(desk.markRedone(item.commitId(), staff));
            case 1 -> get(desk.letGo(item.commitId(), staff, "customer-decided"));
            case 2 -> get(desk.keepAsIs(item.commitId(), staff));
            default -> {
                // Left for later.
            }
        }
    }

    private static <T extends @Nullable Object> T get(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
