package clinic.daybook.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The desk's command line. */
class DeskOptionsTest {

    @Test
    void readsServerAndDirectory() throws DeskOptions.BadOption {
        DeskOptions options =
                DeskOptions.parse(List.of("--data", "d", "--server", "http://127.0.0.1:7410/"));
        assertThat(options.server()).isEqualTo("http://127.0.0.1:7410");
        assertThat(options.data()).isEqualTo(Path.of("d").toAbsolutePath());
    }

    @Test
    void endsAfterTheStartOnlyIfToldTo() throws DeskOptions.BadOption {
        List<String> args = List.of("--exit-after-start", "--data", "d");
        assertThat(DeskOptions.parse(args).exitAfterStart()).isTrue();
        assertThat(DeskOptions.parse(args).data()).isEqualTo(Path.of("d").toAbsolutePath());
        assertThat(DeskOptions.parse(List.of()).exitAfterStart()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--port 1, unknown option --port; the desk knows --server and --data",
        "--data, option --data wants a value",
        "--server localhost, --server wants an address such as http://192.168.0.10:7410"
    })
    void saysInOneLineWhatToDo(String line, String message) {
        assertThatThrownBy(() -> DeskOptions.parse(List.of(line.split(" "))))
                .isInstanceOf(DeskOptions.BadOption.class)
                .hasMessage(message);
    }

    @Test
    void everySystemHasItsPlace() {
        String home = System.getProperty("user.home");
        assertThat(DeskOptions.standard(Map.of(), "Linux"))
                .isEqualTo(Path.of(home, ".local", "share", "daybook", "desk"));
        assertThat(DeskOptions.standard(Map.of("XDG_DATA_HOME", "/x"), "Linux"))
                .isEqualTo(Path.of("/x", "daybook", "desk"));
        assertThat(DeskOptions.standard(Map.of("LOCALAPPDATA", "/l"), "Windows 11"))
                .isEqualTo(Path.of("/l", "Daybook", "desk"));
        assertThat(DeskOptions.standard(Map.of(), "Mac OS X"))
                .isEqualTo(Path.of(home, "Library", "Application Support", "Daybook", "desk"));
    }
}
