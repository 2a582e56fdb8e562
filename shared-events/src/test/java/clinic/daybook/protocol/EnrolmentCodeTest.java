package clinic.daybook.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given out is what is read again, however it is typed; nothing else is a code. */
class EnrolmentCodeTest {

    private static final String CODE = "K7QF-3M9X-2TRD";

    private static List<KeyPin> pins(int count) {
        List<KeyPin> pins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pins.add(KeyPin.of(("key " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return pins;
    }

    @Test
    void whatIsGivenOutIsReadAgain() {
        for (int count = 0; count <= EnrolmentCode.MOST_PINS; count++) {
            EnrolmentCode code = new EnrolmentCode(CODE, pins(count));
            String text = code.text();
            assertThat(EnrolmentCode.read(text)).isEqualTo(code);
            assertThat(text).hasSizeLessThan(EnrolmentCode.MOST_CHARACTERS);
            assertThat(code.toString()).doesNotContain(CODE);
        }
        assertThat(new EnrolmentCode(CODE, List.of()).text()).isEqualTo(CODE);
        KeyPin only = pins(1).getFirst();
        assertThat(new EnrolmentCode(CODE, List.of(only)).text())
                .isEqualTo(CODE + "." + only.grouped());
    }

    @Test
    void itMayBeTypedInManyWays() {
        String typed = new EnrolmentCode(CODE, pins(3)).text();
        typed = " " + typed.toLowerCase(Locale.ROOT).replace('-', ' ').replace(".", " . ") + "\n";
        EnrolmentCode read = EnrolmentCode.read(typed);
        assertThat(read.pins()).isEqualTo(pins(3));
        assertThat(EnrolmentCode.canonical(read.code())).isEqualTo(CODE.replace("-", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIN.", "PIN..PIN", ".", "..", "PINX", "PIN.PIN-", "PIN.PIN.K7QF"})
    void whatIsNoPinMakesItNoCode(String behind) {
        String pin = pins(1).getFirst().text();
        String typed = CODE + "." + behind.replace("PIN-", pin.substring(1)).replace("PIN", pin);
        assertThat(EnrolmentCode.read(typed)).isNull();
    }

    @Test
    void tooManyPinsMakeItNoCode() {
        List<KeyPin> tooMany = pins(EnrolmentCode.MOST_PINS + 1);
        assertThatThrownBy(() -> new EnrolmentCode(CODE, tooMany))
                .isInstanceOf(IllegalArgumentException.class);
        String most = new EnrolmentCode(CODE, pins(EnrolmentCode.MOST_PINS)).text();
        assertThat(EnrolmentCode.read(most + "." + tooMany.getLast().text())).isNull();
        assertThat(EnrolmentCode.read(most + ".")).isNull();
        assertThat(EnrolmentCode.read(CODE + ".".repeat(100_000))).isNull();
    }
}
