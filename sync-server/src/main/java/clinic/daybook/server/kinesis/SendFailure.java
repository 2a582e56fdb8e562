package clinic.daybook.server.kinesis;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Tells from what the AWS SDK throws why Kinesis did not take a request. */
public final class SendFailure {

    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERRORS = 500;
    private static final String ACCESS_DENIED = "AccessDeniedException";
    private static final Set<String> CREDENTIAL_CODES =
            Set.of(
                    ACCESS_DENIED,
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "InvalidClientTokenId",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "IncompleteSignature",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired");

    private SendFailure() {}

    /** The reason to show for {@code failure}. */
    public static Reason reasonOf(SdkException failure) {
        // One that is being made or taken away is in use, but takes nothing either.
        if (failure instanceof ResourceNotFoundException
                || failure instanceof ResourceInUseException) {
            return Reason.STREAM_MISSING;
        }
        if (failure instanceof AwsServiceException refused) {
            if (refused.isThrottlingException()) {
                return Reason.THROTTLED;
            }
            if (CREDENTIAL_CODES.contains(code(refused))
                    || refused.statusCode() == UNAUTHORISED
                    || refused.statusCode() == FORBIDDEN) {
                return Reason.CREDENTIALS;
            }
            return refused.statusCode() >= SERVER_ERRORS
                    ? Reason.ENDPOINT_UNREACHABLE
                    : Reason.REFUSED;
        }
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || hasCause(failure, IOException.class)) {
            return Reason.ENDPOINT_UNREACHABLE;
        }
        return Reason.REFUSED;
    }

    /** Whether the credentials are good and only lack the right to do this one thing. */
    static boolean isAccessDenied(SdkException failure) {
        return failure instanceof AwsServiceException refused
                && code(refused).equals(ACCESS_DENIED);
    }

    /** A word for the log: AWS' error code, or the exception's class. Never a message. */
    public static String wordFor(SdkException failure) {
        return failure instanceof AwsServiceException refused && !code(refused).isEmpty()
                ? code(refused)
                : failure.getClass().getSimpleName();
    }

    private static String code(AwsServiceException refused) {
        if (refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null) {
            return "";
        }
        return refused.awsErrorDetails().errorCode();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 16; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
