package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Each reason leads an administrator somewhere else. */
class SendFailureTest {

    @Test
    void namesTheReason() {
        assertThat(SendFailure.reasonOf(ResourceNotFoundException.builder().build()))
                .isEqualTo(Reason.STREAM_MISSING);
        assertThat(SendFailure.reasonOf(refused("UnrecognizedClientException", 400)))
                .isEqualTo(Reason.CREDENTIALS);
        assertThat(SendFailure.reasonOf(refused("Something", 403))).isEqualTo(Reason.CREDENTIALS);
        assertThat(SendFailure.reasonOf(refused("ProvisionedThroughputExceededException", 400)))
                .isEqualTo(Reason.THROTTLED);
        assertThat(SendFailure.reasonOf(refused("ValidationException", 400)))
                .isEqualTo(Reason.REFUSED);
        assertThat(SendFailure.reasonOf(refused("InternalFailure", 500)))
                .isEqualTo(Reason.ENDPOINT_UNREACHABLE);
        assertThat(
                        SendFailure.reasonOf(
                                SdkClientException.create("refused", new ConnectException())))
                .isEqualTo(Reason.ENDPOINT_UNREACHABLE);
        assertThat(SendFailure.reasonOf(ApiCallTimeoutException.create(30_000)))
                .isEqualTo(Reason.ENDPOINT_UNREACHABLE);
        assertThat(SendFailure.reasonOf(SdkClientException.create("no idea")))
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void theWordForTheLogIsACodeAndNoMessage() {
        assertThat(SendFailure.wordFor(refused("ValidationException", 400)))
                .isEqualTo("ValidationException");
        assertThat(SendFailure.wordFor(SdkClientException.create("no idea")))
                .isEqualTo("SdkClientException");
    }

    private static SdkException refused(String code, int status) {
        return KinesisException.builder()
                .message("a message")
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
