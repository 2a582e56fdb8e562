package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The board under keys, pointer and live updates. */
class BoardScreenTest extends FxTest {

    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final DayDesk desk = SampleDay.desk();
    private final RecordedDoors doors = new RecordedDoors();
    private final Toasts toasts = new Toasts();
    private BoardScreen board;
    private Ticker ticker;
    private Scene scene;

    @BeforeEach
    void open() {
        ticker = fx(() -> new Ticker(desk.clock()));
        board =
                fx(() ->
                        new BoardScreen(
                                desk,
                                FxThread.platform(Runnable::run),
                                ticker,
                                SampleDay.DESK::id,
                                new SimpleObjectProperty<>(SampleDay.DAY),
                                toasts,
                                doors));
        scene = show(board.root(), 980, 840);
        fx(board::activate);
    }

    @AfterEach
    void close() {
        fx(() -> Privacy.coveredProperty().set(false));
        fx(board::deactivate);
    }

    @Test
    @DisplayName("arrows go from card to card and Enter opens the one with the focus")
    void keys() {
        focus("노하진");
        press(KeyCode.DOWN);
        assertThat(focused()).isEqualTo("강나윤");
        press(KeyCode.RIGHT);
        assertThat(focused()).isEqualTo("문채린");
        press(KeyCode.ENTER);
        StreamId id = SampleDay.card(desk, "문채린").id();
        assertThat(doors.opened).containsExactly("open " + id);
        assertThat(fx(() -> board.selectedProperty().get())).isEqualTo(id);
    }

    @Test
    @DisplayName("a visit goes from booked to departed with one key")
    void wholeVisit() {
        focus("진소율");
        StreamId id = SampleDay.card(desk, "진소율").id();
        for (ReservationStatus status :
                List.of(
                        ReservationStatus.ARRIVED,
                        ReservationStatus.CHECKED_IN,
                        ReservationStatus.IN_TREATMENT,
                        ReservationStatus.READY_TO_LEAVE,
                        ReservationStatus.DEPARTED)) {
            press(KeyCode.SPACE);
            assertThat(desk.card(id).status()).isEqualTo(status);
            assertThat(focused()).as("the focus goes with the card").isEqualTo("진소율");
        }
        assertThat(fx(toasts::getChildren)).isNotEmpty();
    }

    @Test
    @DisplayName("a step is undone from the toast")
    void undo() {
        focus("노하진");
        press(KeyCode.SPACE);
        assertThat(SampleDay.card(desk, "노하진").status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(fx(toasts::actOnNewest)).isTrue();
        assertThat(SampleDay.card(desk, "노하진").status()).isEqualTo(ReservationStatus.BOOKED);
    }

    @Test
    @DisplayName("an open bill leads to the payment")
    void bill() {
        focus("변하율");
        press(KeyCode.SPACE);
        assertThat(doors.opened).containsExactly("pay " + SampleDay.card(desk, "변하율").id());
    }

    @Test
    @DisplayName("N books on the day that is shown, W receives a walk-in, also from the toolbar")
    void bookingKeys() {
        focus("노하진");
        press(KeyCode.N, KeyCode.W);
        fx(() -> scene.lookup("#practitioners").requestFocus());
        press(KeyCode.N);
        assertThat(doors.opened).containsExactly("book 2027-01-06", "walk-in", "book 2027-01-06");
    }

    @Test
    @DisplayName(
            "Shift+F10 opens the card's menu, which offers to move, cancel and record a no-show")
    void menu() {
        focus("노하진");
        robot.press(KeyCode.SHIFT).press(KeyCode.F10).release(KeyCode.F10).release(KeyCode.SHIFT);
        WaitForAsyncUtils.waitForFxEvents();
        ContextMenu menu =
                fx(() ->
                        Window.getWindows().stream()
                                .filter(ContextMenu.class::isInstance)
                                .map(ContextMenu.class::cast)
                                .findFirst()
                                .orElseThrow());
        assertThat(fx(menu::getItems))
                .extracting(item -> item.getText())
                .contains("도착", "열기", "예약 확정", "예약 변경…", "예약 취소…", "노쇼…");
        fx(() ->
                menu.getItems().stream()
                        .filter(item -> "예약 취소…".equals(item.getText()))
                        .findFirst()
                        .orElseThrow()
                        .fire());
        assertThat(doors.opened).containsExactly("cancel " + SampleDay.card(desk, "노하진").id());
    }

    @Test
    @DisplayName(
            "a live update moves neither the card with the focus nor the one under the pointer")
    void nothingMoves() {
        focus("임수빈");
        StreamId held = SampleDay.card(desk, "임수빈").id();
        Bounds before = bounds(held);
        StreamId gone = SampleDay.card(desk, "송가을").id();
        desk.apply(gone, new ReservationCommand.Arrive());
        desk.apply(SampleDay.card(desk, "강나윤").id(), new ReservationCommand.Arrive());
        fx(desk::tell);
        assertThat(bounds(held)).isEqualTo(before);
        assertThat(focused()).isEqualTo("임수빈");

        robot.moveTo(node(SampleDay.card(desk, "진소율").id()));
        fx(() -> scene.lookup("#practitioners").requestFocus());
        StreamId pointed = SampleDay.card(desk, "진소율").id();
        Bounds pointedBefore = bounds(pointed);
        desk.apply(SampleDay.card(desk, "노하진").id(), new ReservationCommand.Arrive());
        desk.apply(SampleDay.card(desk, "임수빈").id(), new ReservationCommand.Arrive());
        fx(desk::tell);
        assertThat(bounds(pointed)).isEqualTo(pointedBefore);
        assertThat(inOrder()).as("a held card stands aside of the order").isFalse();
        robot.moveTo(scene.lookup("#practitioners"));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(inOrder()).as("once nothing is held, the order is exact again").isTrue();
    }

    @Test
    @DisplayName("the time of a changed card is bold for a second")
    void flash() {
        StreamId id = SampleDay.card(desk, "노하진").id();
        desk.apply(id, new ReservationCommand.Confirm());
        fx(desk::tell);
        assertThat(fx(() -> node(id).getPseudoClassStates().contains(CHANGED))).isTrue();
        await().until(() -> fx(() -> !node(id).getPseudoClassStates().contains(CHANGED)));
    }

    @Test
    @DisplayName("timers go on without anything being laid out again")
    void timers() {
        StreamId id = SampleDay.card(desk, "조은결").id();
        assertThat(timer(id)).isEqualTo("9분");
        desk.at(SampleDay.at("14:21"));
        boolean canvasDirty =
                fx(() -> {
                    ticker.tick();
                    return board.controller().surface().node().getContent()
                                    instanceof javafx.scene.Parent canvas
                            && canvas.isNeedsLayout();
                });
        assertThat(canvasDirty).isFalse();
        assertThat(timer(id)).isEqualTo("10분");
    }

    @Test
    @DisplayName(
            "dragging a card to the next column does the step; where it is not possible it says why")
    void drag() {
        StreamId id = SampleDay.card(desk, "노하진").id();
        dragTo(id, head(BoardColumn.ARRIVED));
        assertThat(desk.card(id).status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(doors.opened).as("a drag is no click").isEmpty();
        StreamId next = SampleDay.card(desk, "송가을").id();
        dragTo(next, head(BoardColumn.TREATMENT));
        assertThat(desk.card(next).status()).isEqualTo(ReservationStatus.BOOKED);
        assertThat(fx(board::said)).isEqualTo("먼저 접수해 주세요.");
    }

    @Test
    @DisplayName("the eye covers the names")
    void privacy() {
        fx(() -> Privacy.coveredProperty().set(true));
        assertThat(fx(() -> name(SampleDay.card(desk, "노하진").id()))).isEqualTo("노•진");
    }

    @Test
    @DisplayName("a filter keeps the selection, and an empty board offers to show all")
    void filter() {
        StreamId id = SampleDay.card(desk, "노하진").id();
        fx(() -> board.selectedProperty().set(id));
        fx(() ->
                board.model()
                        .filterProperty()
                        .set(BoardFilter.ALL.withPractitioner(SampleDay.DESK.id())));
        assertThat(fx(() -> scene.lookup(".db-empty").isVisible())).isTrue();
        fx(() -> board.model().filterProperty().set(BoardFilter.ALL));
        assertThat(fx(() -> board.selectedProperty().get())).isEqualTo(id);
        assertThat(fx(() -> scene.lookup(".db-empty").isVisible())).isFalse();
    }

    @Test
    @DisplayName("the list goes by arrows too, and its next step is the same key")
    void list() {
        fx(() -> board.model().modeProperty().set(BoardViewModel.Mode.LIST));
        focus("장하솔");
        press(KeyCode.DOWN, KeyCode.UP, KeyCode.SPACE);
        assertThat(SampleDay.card(desk, "장하솔").status()).isEqualTo(ReservationStatus.IN_TREATMENT);
        assertThat(focused()).isEqualTo("장하솔");
    }

    @Test
    @DisplayName("three hundred cards are updated with few nodes and in a frame's time")
    void manyCards() {
        desk.quiet();
        for (int i = 0; i < 300; i++) {
            desk.apply(
                    new StreamId("reservation", UUID.randomUUID()),
                    new ReservationCommand.Book(
                            desk.customer("고객" + i, ""),
                            SampleDay.at("16:00").plusSeconds(i * 60L),
                            30,
                            null,
                            null,
                            clinic.daybook.reservation.Channel.PHONE,
                            List.of(),
                            false));
        }
        fx(desk::tell);
        List<BoardCard> cards = desk.snapshot(SampleDay.DAY).cards();
        long[] nanos = new long[40];
        for (int i = 0; i < nanos.length; i++) {
            desk.apply(cards.get(i + 60).id(), new ReservationCommand.Confirm());
            nanos[i] =
                    fx(() -> {
                        long start = System.nanoTime();
                        desk.tell();
                        scene.getRoot().layout();
                        return System.nanoTime() - start;
                    });
        }
        java.util.Arrays.sort(nanos);
        assertThat(nanos[nanos.length / 2])
                .as("the median update, far below the 16 ms of a frame on any machine")
                .isLessThan(50_000_000L);
        assertThat(fx(() -> board.controller().surface().nodes())).isLessThan(80);
    }

    private void focus(String name) {
        fx(() -> board.controller().surface().focus(SampleDay.card(desk, name).id()));
    }

    private String focused() {
        return fx(() -> board.focused().map(BoardCard::customerName).orElse(""));
    }

    private boolean inOrder() {
        return fx(() -> {
            List<StreamId> order =
                    board.model().viewProperty().get().order().get(BoardColumn.BOOKED);
            List<StreamId> placed =
                    board.controller().columns().places().sections().getFirst().cards().stream()
                            .map(BoardLayout.Placed::id)
                            .toList();
            return order.subList(0, placed.size()).equals(placed);
        });
    }

    @Test
    @DisplayName("a card's mark tells which desks have it, to the pointer and to who hears it")
    void receipts() {
        StreamId id = SampleDay.card(desk, "노하진").id();
        desk.sync(desks(1_000));
        focus("노하진");
        String spoken = fx(() -> node(id).getAccessibleText());
        assertThat(spoken).contains("데스크 3: 아직").contains("받음: 데스크 1 (여기)");

        robot.moveTo(fx(() -> node(id).mark()));
        await().until(() -> tooltip().contains("데스크 3: 아직"));
        snapshot(scene, "board-receipts-ko");
        robot.moveTo(board.root());
        await().until(() -> tooltip().isEmpty());
        // Asked anew each time: the third desk has come back and has it now.
        desk.sync(desks(0));
        robot.moveTo(fx(() -> node(id).mark()));
        await().until(() -> tooltip().contains("받음: 데스크 1 (여기), 데스크 3"));
    }

    private SyncStatus desks(long lag) {
        return new SyncStatus(
                SyncStatus.Connection.LIVE,
                null,
                0,
                0,
                1_000,
                1_000,
                List.of(
                        new SyncStatus.OtherDesk(desk.deskId(), "데스크 1", true, null, 1_000),
                        new SyncStatus.OtherDesk(
                                new StreamId("desk", new UUID(9, 3)),
                                "데스크 3",
                                lag == 0,
                                SampleDay.card(desk, "노하진").statusSince(),
                                1_000 - lag)));
    }

    /** What a tooltip says just now; empty where none is shown. */
    private String tooltip() {
        return fx(() ->
                robot.listWindows().stream()
                        .filter(Tooltip.class::isInstance)
                        .map(w -> ((Tooltip) w).getText())
                        .findFirst()
                        .orElse(""));
    }

    private VisitNode node(StreamId id) {
        return board.controller().surface().nodeOf(id).orElseThrow();
    }

    private Bounds bounds(StreamId id) {
        return fx(() -> node(id).localToScene(node(id).getLayoutBounds()));
    }

    private String timer(StreamId id) {
        return fx(() -> ((Label) node(id).lookup(".db-timer")).getText());
    }

    private String name(StreamId id) {
        return ((Label) node(id).lookup(".board-card-name")).getText();
    }

    private Point2D head(BoardColumn column) {
        return fx(() -> {
            BoardLayout.Section section =
                    board.controller().columns().places().sections().get(column.ordinal());
            Node canvas = board.controller().surface().node().getContent();
            return canvas.localToScreen(section.x() + 60, section.y() + 60);
        });
    }

    private void dragTo(StreamId id, Point2D target) {
        robot.moveTo(node(id)).press(MouseButton.PRIMARY);
        robot.moveBy(12, 4);
        robot.moveTo(target);
        snapshot(scene, "board-drag");
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
