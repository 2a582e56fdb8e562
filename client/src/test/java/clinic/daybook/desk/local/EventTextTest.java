package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I1: what the server recorded is kept here to the byte; what is personal can be removed. */
class EventTextTest {

    @Test
    void whatHoldsNothingPersonalIsKeptWhole() throws JsonProcessingException {
        String text = " { \"b\" : 1.50, \"a\":[1e3, \"\\u00e9\"],\"\\ud83d\\ude00\": \"😀한\" } ";
        assertThat(of(text)).isEqualTo(new EventText(text, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"subject":"c","personal":{"name":"김"},"salt":"s","x":1.0} | {"subject":"c","x":1.0}
                    {"personal":{"name":"김"},"salt":"s","subject":"c"}         | {"subject":"c"}
                    {"salt":"s" , "subject":"c", "personal": {"name":"김"} }    | { "subject":"c" }
                    {"subject":"c","salt":"s","x":[{"salt":2}],"personal":{"name":"김"}} | {"subject":"c","x":[{"salt":2}]}
                    {"\\u0070ersonal":{"name":"김"},"subject":"c","salt":"s"}   | {"subject":"c"}
                    """)
    void whatIsPersonalIsCutOutAndTheRestStays(String text, String left)
            throws JsonProcessingException {
        EventText cut = of(text.strip());
        assertThat(cut.envelope()).isEqualTo(left.strip());
        assertThat(cut.personal()).isEqualTo("{\"name\":\"김\"}");
        assertThat(cut.salt()).isEqualTo("s");
        assertThat(cut.subject()).isEqualTo("c");
    }

    @Test
    void aLongTextIsCutAtTheRightPlaceToo() throws JsonProcessingException {
        String long1 = "가😀".repeat(30_000);
        String text =
                "{\"a\":\""
                        + long1
                        + "\",\"personal\":{\"memo\":\""
                        + long1
                        + "\"},\"b\":2,\"salt\":\"s\"}";
        EventText cut = of(text);
        assertThat(cut.envelope()).isEqualTo("{\"a\":\"" + long1 + "\",\"b\":2}");
        assertThat(cut.personal()).isEqualTo("{\"memo\":\"" + long1 + "\"}");
    }

    private static EventText of(String text) throws JsonProcessingException {
        return EventText.of(text, Json.mapper().readTree(text));
    }
}
