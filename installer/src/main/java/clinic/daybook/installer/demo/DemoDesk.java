package clinic.daybook.installer.demo;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A desk of the demonstration, with what it shows. */
final class DemoDesk implements AutoCloseable {

    private final String name;
    private final DeskModel model;
    private final Watched<BoardSnapshot> board;
    private final Watched<SyncStatus> sync;
    private final Watched<List<AttentionItem>> attention;
    private final Watched<List<CallBack>> callBacks;

    DemoDesk(String name, DeskModel model, LocalDate day) {
        this.name = name;
        this.model = model;
        this.board = new Watched<>(listener -> model.onBoard(day, listener));
        this.sync = new Watched<>(model::onSync);
        this.attention = new Watched<>(model::onAttention);
        this.callBacks = new Watched<>(model::onCallBacks);
    }

    String name() {
        return name;
    }

    DeskModel model() {
        return model;
    }

    /** Submits a reservation's command and waits until it is saved at this desk. */
    void submit(StreamId staffId, StreamId reservation, ReservationCommand command) {
        submit(staffId, Change.of(reservation, command));
    }

    /** Submits a change and waits until it is saved at this desk. */
    void submit(StreamId staffId, Change change) {
        Submitted submitted = get(model.submit(staffId, change), change.command().typeName());
        switch (submitted) {
            case Submitted.Shown shown ->
                    get(shown.saved(), change.command().typeName() + " saved at " + name);
            case Submitted.AlreadySo already -> {
                // What is so already needs no event; that is as good as recorded.
            }
            case Submitted.Refused refused ->
                    throw new DemoFailure(
                            name
                                    + " refused "
                                    + change.command().typeName()
                                    + ": "
                                    + refused.refusal().code());
        }
    }

    BoardCard awaitCard(String what, StreamId reservation, Predicate<BoardCard> wanted) {
        return board
                .await(
                        name + ": " + what,
                        snapshot -> card(snapshot, reservation).filter(wanted).isPresent())
                .cards()
                .stream()
                .filter(card -> card.id().equals(reservation))
                .findFirst()
                .orElseThrow();
    }

    BoardSnapshot awaitBoard(String what, Predicate<BoardSnapshot> wanted) {
        return board.await(name + ": " + what, wanted);
    }

    SyncStatus awaitSync(String what, Predicate<SyncStatus> wanted) {
        return sync.await(name + ": " + what, wanted);
    }

    List<AttentionItem> awaitAttention(String what, Predicate<List<AttentionItem>> wanted) {
        return attention.await(name + ": " + what, wanted);
    }

    List<CallBack> awaitCallBacks(String what, Predicate<List<CallBack>> wanted) {
        return callBacks.await(name + ": " + what, wanted);
    }

    ReservationDetail detail(StreamId reservation) {
        return awaitDetail("detail of a reservation", reservation, detail -> true);
    }

    ReservationDetail awaitDetail(
            String what, StreamId reservation, Predicate<ReservationDetail> wanted) {
        try (Watched<ReservationDetail> watched =
                new Watched<>(listener -> model.onReservation(reservation, listener))) {
            return watched.await(name + ": " + what, wanted);
        }
    }

    /** The value, or a failure that says what was waited for. */
    static <T> T get(CompletionStage<T> stage, String what) {
        try {
            return stage.toCompletableFuture().get(Watched.patienceSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoFailure(what + ": " + e.getCause());
        } catch (TimeoutException e) {
            throw new DemoFailure("did not happen: " + what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting: " + what);
        }
    }

    private static java.util.Optional<BoardCard> card(
            BoardSnapshot snapshot, StreamId reservation) {
        return snapshot.cards().stream().filter(card -> card.id().equals(reservation)).findFirst();
    }

    @Override
    public void close() {
        board.close();
        sync.close();
        attention.close();
        callBacks.close();
        model.close();
    }
}
