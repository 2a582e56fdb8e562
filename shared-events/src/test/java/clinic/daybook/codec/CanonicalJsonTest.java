package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 8785. */
class CanonicalJsonTest {

    private static JsonNode parse(String json) throws Exception {
        return Json.mapper().readTree(json);
    }

    /** Appendix B: the bits of a double, and how it is written. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String written) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.text(DoubleNode.valueOf(number))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffffffffffff", "7ff0000000000000", "fff0000000000000"})
    void refusesWhatJsonCannotSay(String bits) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.text(DoubleNode.valueOf(number)));
    }

    @Test
    void wholeNumbersOfMoneyKeepTheirDigits() {
        assertThat(CanonicalJson.text(LongNode.valueOf(1_000_000_000_000L)))
                .isEqualTo("1000000000000");
        assertThat(CanonicalJson.text(LongNode.valueOf(0))).isEqualTo("0");
        assertThat(CanonicalJson.text(LongNode.valueOf(-20_000))).isEqualTo("-20000");
    }

    /** Beyond 2^53 both ways of writing it must be the same number. */
    @ParameterizedTest
    @CsvSource({
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740992",
        "-9007199254740993, -9007199254740992",
        "9223372036854775807, 9223372036854776000",
        "-9223372036854775808, -9223372036854776000"
    })
    void wholeNumbersBeyondADoubleTakeTheNearestDoublesDigits(long number, String written) {
        assertThat(CanonicalJson.text(LongNode.valueOf(number))).isEqualTo(written);
        assertThat(CanonicalJson.text(DoubleNode.valueOf(number))).isEqualTo(written);
    }

    /** Section 3.2.2. */
    @Test
    void writesTheSampleOfTheRfc() throws Exception {
        JsonNode sample =
                parse(
                        """
                        {
                          "numbers": [333333333.33333329, 1E30, 4.50,
                                      2e-3, 0.000000000000000000000000001],
                          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                          "literals": [null, true, false]
                        }
                        """);
        assertThat(CanonicalJson.text(sample))
                .isEqualTo(
                        "{\"literals\":[null,true,false],"
                                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** Section 3.2.3: by UTF-16 code units, so that the emoji comes before the last letter. */
    @Test
    void sortsKeysByCodeUnits() throws Exception {
        JsonNode sample =
                parse(
                        """
                        {
                          "\\u20ac": "Euro Sign",
                          "\\r": "Carriage Return",
                          "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                          "1": "One",
                          "\\ud83d\\ude00": "Emoji: Grinning Face",
                          "\\u0080": "Control",
                          "\\u00f6": "Latin Small Letter O With Diaeresis"
                        }
                        """);
        assertThat(CanonicalJson.text(sample))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"ö\":\"Latin Small Letter O With Diaeresis\","
                                + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void sortsInsideToo() throws Exception {
        assertThat(CanonicalJson.text(parse("[{\"b\":{\"d\":1,\"c\":[]},\"a\":{}}]")))
                .isEqualTo("[{\"a\":{},\"b\":{\"c\":[],\"d\":1}}]");
    }

    @Test
    void isUtf8() {
        assertThat(CanonicalJson.bytes(TextNode.valueOf("김")))
                .isEqualTo("\"김\"".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ud83d", "\ude00", "\ud83dx", "\ude00\ud83d"})
    void refusesHalfACharacter(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.text(TextNode.valueOf(text)));
    }

    @Test
    void refusesWhatIsNoJson() {
        JsonNode binary = JsonNodeFactory.instance.binaryNode(new byte[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.text(binary));
    }
}
