package clinic.daybook.desk.signin;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.EnrolmentFailed;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Making a desk known, without a window. */
class EnrolmentViewModelTest {

    private final RecordingDesk desk = new RecordingDesk();
    private final List<String> done = new ArrayList<>();
    private final EnrolmentViewModel viewModel =
            new EnrolmentViewModel(
                    desk, FxThread.sameThread(), () -> "http://127.0.0.1:7410/", done::add);

    @Test
    void everyFieldSaysWhatItLacksAndNobodyIsAsked() {
        viewModel.activate();
        viewModel.server().textProperty().set("");
        viewModel.name().textProperty().set(" ");
        viewModel.submit();
        FieldError blank = FieldError.of("ui.error.blank");
        assertThat(viewModel.server().errorProperty().get()).isEqualTo(blank);
        assertThat(viewModel.code().errorProperty().get()).isEqualTo(blank);
        assertThat(viewModel.name().errorProperty().get()).isEqualTo(blank);
        assertThat(desk.asked).isEmpty();
    }

    @Test
    void enrolsWithWhatWasTyped() {
        fill();
        viewModel.submit();
        assertThat(desk.asked).containsExactly("enrol http://127.0.0.1:7410 K7F3-QX2M 데스크 3");
        assertThat(viewModel.busyProperty().get()).isTrue();
        viewModel.submit();
        assertThat(desk.asked).hasSize(1);
        desk.enrolAnswer.complete(null);
        assertThat(done).containsExactly("http://127.0.0.1:7410");
        assertThat(viewModel.busyProperty().get()).isFalse();
    }

    @Test
    void aCodeMayNameAsManyKeysAsThereCanBe() {
        List<KeyPin> pins = Collections.nCopies(EnrolmentCode.MOST_PINS, KeyPin.of(new byte[] {1}));
        String code = new EnrolmentCode("K7F3-QX2M-2TRD", pins).text();
        fill();
        viewModel.code().textProperty().set(code);
        viewModel.submit();
        assertThat(desk.asked).containsExactly("enrol http://127.0.0.1:7410 " + code + " 데스크 3");
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, server, signin.enrol.unreachable",
        "NOT_A_SERVER, server, signin.enrol.not-a-server",
        "WANTS_HTTPS, server, signin.enrol.wants-https",
        "OTHER_KEY, message, signin.enrol.other-key",
        "NOT_VOUCHED_FOR, message, signin.enrol.not-vouched-for",
        "CODE_INVALID, code, signin.enrol.code-invalid",
        "TOO_MANY_ATTEMPTS, message, signin.enrol.too-many",
        "NOT_SAVED, message, signin.enrol.not-saved"
    })
    void theErrorStandsWhereItCanBeMended(EnrolmentFailed.Why why, String where, String key) {
        fill();
        desk.enrolAnswer = CompletableFuture.failedFuture(new EnrolmentFailed(why, "test"));
        viewModel.submit();
        FieldError found =
                switch (where) {
                    case "server" -> viewModel.server().errorProperty().get();
                    case "code" -> viewModel.code().errorProperty().get();
                    default -> viewModel.messageProperty().get();
                };
        assertThat(found).isEqualTo(FieldError.of(key));
        assertThat(viewModel.code().textProperty().get()).isEqualTo(" K7F3-QX2M ");
        assertThat(done).isEmpty();
    }

    @Test
    void theUnexpectedHasACode() {
        fill();
        desk.enrolAnswer = CompletableFuture.failedFuture(new IllegalStateException("boom"));
        viewModel.submit();
        assertThat(viewModel.messageProperty().get())
                .isEqualTo(FieldError.of("signin.enrol.failed"));
    }

    private void fill() {
        viewModel.activate();
        viewModel.code().textProperty().set(" K7F3-QX2M ");
        viewModel.name().textProperty().set("데스크 3");
    }
}
