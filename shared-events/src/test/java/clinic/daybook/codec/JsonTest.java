package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationStatus;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "{}x", "{'a':1}", "{\"a\":01}", "[1,]"})
    void readsStrictJsonOnly(String text) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.mapper().readTree(text));
    }

    @Test
    void readsThirtyTwoLevelsAndNoMore() throws Exception {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(Json.mapper().readTree(deepest).isArray()).isTrue();
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.mapper().readTree("[" + deepest + "]"));
    }

    @Test
    void constantsAreLowerCaseWithHyphens() {
        assertThat(Json.wireName(Channel.WALK_IN)).isEqualTo("walk-in");
        assertThat(Json.mapper().valueToTree(Channel.WALK_IN).textValue()).isEqualTo("walk-in");
    }

    static Stream<ReservationStatus> statuses() {
        return Arrays.stream(ReservationStatus.values());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void refusalsNameAStatusAsTheWireDoes(ReservationStatus status) {
        assertThat(status.wireName()).isEqualTo(Json.wireName(status));
    }
}
