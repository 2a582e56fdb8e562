package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardViewModelTest {

    private final DayDesk desk = SampleDay.desk();
    private final ObjectProperty<LocalDate> day = new SimpleObjectProperty<>(SampleDay.DAY);
    private final BoardViewModel model = new BoardViewModel(desk, FxThread.sameThread(), day);

    @Test
    @DisplayName("it listens only while it is active")
    void lifecycle() {
        assertThat(model.viewProperty().get()).isNull();
        model.activate();
        assertThat(model.viewProperty().get().cards()).hasSize(51);
        assertThat(desk.boardListeners()).isOne();
        model.deactivate();
        assertThat(desk.boardListeners()).isZero();
    }

    @Test
    @DisplayName("it tells what has changed since the last view, and nothing on the first one")
    void changed() {
        model.activate();
        assertThat(model.viewProperty().get().changed()).isEmpty();
        StreamId id = SampleDay.card(desk, "노하진").id();
        desk.apply(id, new ReservationCommand.Arrive());
        desk.tell();
        assertThat(model.viewProperty().get().changed()).containsExactly(id);
    }

    @Test
    @DisplayName("another day is another board; what was on its way of the old one is dropped")
    void dayChange() {
        model.activate();
        day.set(SampleDay.DAY.plusDays(1));
        assertThat(model.viewProperty().get().cards()).isEmpty();
        assertThat(desk.boardListeners()).isOne();
        day.set(SampleDay.DAY);
        assertThat(model.viewProperty().get().cards()).hasSize(51);
        assertThat(model.viewProperty().get().changed()).isEmpty();
    }

    @Test
    @DisplayName("the selection survives updates and filters")
    void selection() {
        model.activate();
        BoardCard card = SampleDay.card(desk, "윤서아");
        model.selectedProperty().set(card.id());
        desk.apply(
                card.id(),
                new ReservationCommand.FinishTreatment(card.tasks().getFirst().taskId()));
        desk.tell();
        assertThat(model.selectedCard()).isPresent();
        model.filterProperty().set(BoardFilter.ALL.withPractitioner(SampleDay.staff("안솔")));
        assertThat(model.selectedCard()).isEmpty();
        model.filterProperty().set(BoardFilter.ALL);
        assertThat(model.selectedCard()).isPresent();
    }

    @Test
    @DisplayName("of a burst of snapshots the screen takes the newest only")
    void conflation() throws InterruptedException {
        List<Integer> taken = new ArrayList<>();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService screen = Executors.newSingleThreadExecutor()) {
            Latest<Integer> latest =
                    new Latest<>(
                            screen,
                            value -> {
                                taken.add(value);
                                if (value == 999) {
                                    done.countDown();
                                }
                            });
            screen.execute(() -> {
                try {
                    busy.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < 1_000; i++) {
                latest.accept(i);
            }
            busy.countDown();
            done.await();
        }
        assertThat(taken).containsExactly(999);
    }
}
