package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pictures of the board in both languages, light and dark, wide and narrow. */
class BoardPicturesTest extends FxTest {

    private final DayDesk desk = SampleDay.desk();

    @Test
    @DisplayName("the board is drawn in columns and as a list, at every size")
    void pictures() {
        BoardScreen board = fx(this::board);
        for (int[] size : new int[][] {{992, 844}, {1368, 844}, {928, 644}}) {
            Scene scene = show(board.root(), size[0], size[1]);
            fx(() -> board.activate());
            fx(() -> board.selectedProperty().set(SampleDay.card(desk, "윤서아").id()));
            String at = size[0] + "x" + size[1];
            for (BoardViewModel.Mode mode : BoardViewModel.Mode.values()) {
                fx(() -> board.model().modeProperty().set(mode));
                fx(() -> {
                    Texts.languageProperty().set(Language.KOREAN);
                    Theme.modeProperty().set(Theme.Mode.LIGHT);
                });
                snapshot(scene, "board-" + mode + "-" + at + "-ko-light");
                fx(() -> {
                    Texts.languageProperty().set(Language.ENGLISH);
                    Theme.modeProperty().set(Theme.Mode.DARK);
                });
                snapshot(scene, "board-" + mode + "-" + at + "-en-dark");
            }
            assertThat(board.controller().columns().surface().nodes()).isPositive();
            fx(board::deactivate);
        }
        fx(() -> Privacy.coveredProperty().set(false));
    }

    private BoardScreen board() {
        return new BoardScreen(
                desk,
                FxThread.platform(Runnable::run),
                new Ticker(desk.clock()),
                SampleDay.DESK::id,
                new SimpleObjectProperty<>(SampleDay.DAY),
                new Toasts(),
                new RecordedDoors());
    }
}
