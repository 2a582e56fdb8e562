package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clinic.daybook.event.Command;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CommandCodecTest {

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    record Teleport() implements Command {}

    @Test
    void readsACommandOfItsKind() {
        assertThat(CommandCodec.decode("reservation", "CheckIn", 1, NOTHING))
                .contains(new CheckIn());
        assertThat(CommandCodec.schemaOf("reservation", new CheckIn())).isEqualTo(1);
    }

    @Test
    void whatItCannotReadIsEmpty() {
        assertThat(CommandCodec.decode("customer", "CheckIn", 1, NOTHING)).isEmpty();
        assertThat(CommandCodec.decode("reservation", "Teleport", 1, NOTHING)).isEmpty();
        assertThat(CommandCodec.decode("reservation", "CheckIn", 2, NOTHING)).isEmpty();
        assertThat(CommandCodec.decode("reservation", "CheckIn", 0, NOTHING)).isEmpty();
        assertThat(CommandCodec.decode("reservation", "SkipTreatment", 1, NOTHING)).isEmpty();
    }

    @Test
    void aCommandOutsideTheRegistryHasNoSchema() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.schemaOf("reservation", new Teleport()));
    }
}
