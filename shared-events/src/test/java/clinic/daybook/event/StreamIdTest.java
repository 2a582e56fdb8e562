package clinic.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {

    private static final String UUID_TEXT = "0190f3c2-0000-7000-8000-000000000001";

    @Test
    void readsWhatItWrites() {
        StreamId id = new StreamId("reservation", UUID.fromString(UUID_TEXT));
        assertThat(id).hasToString("reservation-" + UUID_TEXT);
        assertThat(StreamId.parse(id.toString())).isEqualTo(id);
        assertThat(id.is("reservation")).isTrue();
        assertThat(id.is("customer")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                UUID_TEXT,
                "-" + UUID_TEXT,
                "Room-" + UUID_TEXT,
                "room1-" + UUID_TEXT,
                "room_" + UUID_TEXT,
                "room-0190F3C2-0000-7000-8000-000000000001",
                "room-1-1-1-1-1",
                "abcdefghijklmnopqrstuvwxyzabcdefg-" + UUID_TEXT
            })
    void refusesWhatIsNoStreamId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse(text));
    }

    @Test
    void sortsByKindThenId() {
        StreamId first = new StreamId("customer", new UUID(2, 2));
        StreamId second = new StreamId("room", new UUID(1, 1));
        StreamId third = new StreamId("room", new UUID(1, 2));
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
        assertThat(third).isEqualByComparingTo(third);
    }

    @Test
    void personalDataBelongsToACustomer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Personal(
                                new StreamId("staff", new UUID(1, 1)),
                                java.util.Map.of("name", "x")));
    }
}
