package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a PC remembers of its look. */
class DeskPreferencesTest extends FxTest {

    @TempDir Path directory;

    @Test
    void remembersWhatWasChosen() {
        Path file = directory.resolve("look.properties");
        fx(() -> {
            try (DeskPreferences chosen = open(file)) {
                Texts.languageProperty().set(Language.ENGLISH);
                Theme.modeProperty().set(Theme.Mode.DARK);
                Motion.reducedProperty().set(false);
                chosen.serverProperty().set("http://127.0.0.1:7410");
            }
            Texts.languageProperty().set(Language.KOREAN);
            Theme.modeProperty().set(Theme.Mode.LIGHT);
            Motion.reducedProperty().set(true);
            try (DeskPreferences again = open(file)) {
                assertThat(Texts.language()).isEqualTo(Language.ENGLISH);
                assertThat(Theme.modeProperty().get()).isEqualTo(Theme.Mode.DARK);
                assertThat(Motion.reducedProperty().get()).isFalse();
                assertThat(again.serverProperty().get()).isEqualTo("http://127.0.0.1:7410");
            }
        });
    }

    @Test
    void aBrokenFileCountsAsNone() throws IOException {
        Path file = directory.resolve("look.properties");
        Files.writeString(file, "language=klingon\ntheme=\\u00zz\n");
        fx(() -> {
            try (DeskPreferences preferences = open(file)) {
                assertThat(preferences.serverProperty().get()).isEmpty();
                assertThat(Texts.language()).isEqualTo(Language.KOREAN);
            }
        });
    }

    private static DeskPreferences open(Path file) {
        return DeskPreferences.open(file, FxThread.sameThread());
    }
}
