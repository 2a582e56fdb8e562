package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** I1: an event that came live is kept to the byte as the server sent it. */
class LiveTextTest {

    @Test
    void eventsKeepTheirText() throws IOException {
        String first = "{ \"b\":1.50, \"a\":\"😀" + "한".repeat(40_000) + "\"}";
        String second = "{\"x\":[{\"events\":[1]}],\"n\":1E2}";
        LiveText text =
                LiveText.of(
                        "{\"type\":\"events\",\"events\":["
                                + first
                                + " , "
                                + second
                                + ",12],\"head\":7,\"new\":{\"a\":[]}}");
        assertThat(text).isEqualTo(new LiveText("events", 7L, List.of(first, second, "12")));
    }

    @Test
    void whatIsMissingIsTold() throws IOException {
        assertThat(LiveText.of("{\"type\":3,\"events\":4,\"head\":\"5\"}"))
                .isEqualTo(new LiveText("", null, null));
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        for (String message :
                List.of("", "[]", "{\"a\":", "{\"a\":1,\"a\":2}", "{}{", "nonsense")) {
            assertThatThrownBy(() -> LiveText.of(message))
                    .as(message)
                    .isInstanceOf(IOException.class);
        }
    }
}
