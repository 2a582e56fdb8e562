package clinic.daybook.server.kinesis;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Sends requests to one Kinesis stream, each once: when to try again is the forwarder's decision.
 */
final class KinesisSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisSender.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final String THROTTLED_CODE = "ProvisionedThroughputExceededException";

    /** Opens the sender on the forwarder's thread, again after it could not be opened. */
    @FunctionalInterface
    interface Opener {
        KinesisSender open() throws SendException;
    }

    /**
     * Which entries of a request arrived.
     *
     * @param arrived by the entries' order
     * @param failure why those that did not arrive failed; {@code null} when all arrived
     */
    record Outcome(List<Boolean> arrived, @Nullable Reason failure) {

        boolean noneArrived() {
            return !arrived.contains(true);
        }
    }

    private final String stream;
    private final KinesisClient client;
    private final AwsCredentialsProvider credentials;
    private final boolean create;

    /** {@code create}: makes the stream where it is not there. */
    KinesisSender(
            String stream,
            KinesisClient client,
            AwsCredentialsProvider credentials,
            boolean create) {
        this.stream = stream;
        this.client = client;
        this.credentials = credentials;
        this.create = create;
    }

    /** A sender with the AWS SDK's default chain of credentials. */
    static KinesisSender open(KinesisTarget target) throws SendException {
        DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
        try {
            return new KinesisSender(
                    target.stream(), client(target, credentials), credentials, target.create());
        } catch (SdkClientException e) {
            // Of all that the builder looks up, the region alone is not there for certain.
            throw new SendException(Reason.REGION_MISSING, SendFailure.wordFor(e), e);
        }
    }

    /** A client of the target that tries once and gives up within half a minute. */
    static KinesisClient client(KinesisTarget target, AwsCredentialsProvider credentials) {
        KinesisClientBuilder builder =
                KinesisClient.builder()
                        .credentialsProvider(credentials)
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT_TIMEOUT)
                                        .socketTimeout(SOCKET_TIMEOUT))
                        .overrideConfiguration(c ->
                                c.retryStrategy(AwsRetryStrategy.doNotRetry())
                                        .apiCallTimeout(CALL_TIMEOUT));
        if (target.region() != null) {
            builder.region(Region.of(target.region()));
        }
        if (target.endpoint() != null) {
            builder.endpointOverride(target.endpoint());
        }
        return builder.build();
    }

    /**
     * Asks whether the stream takes records, and makes it where it is not there and that is wanted.
     * Credentials that may only put records are good enough: they cannot ask, and nothing is
     * refused.
     */
    void check() throws SendException {
        DescribeStreamSummaryRequest request =
                DescribeStreamSummaryRequest.builder().streamName(stream).build();
        resolveCredentials();
        try {
            StreamStatus status =
                    client.describeStreamSummary(request).streamDescriptionSummary().streamStatus();
            if (status == StreamStatus.CREATING || status == StreamStatus.DELETING) {
                throw new SendException(Reason.STREAM_MISSING, status.toString(), null);
            }
        } catch (ResourceNotFoundException e) {
            if (create) {
                createStream();
            }
            throw new SendException(Reason.STREAM_MISSING, SendFailure.wordFor(e), e);
        } catch (SdkException e) {
            if (!SendFailure.isAccessDenied(e)) {
                throw new SendException(SendFailure.reasonOf(e), SendFailure.wordFor(e), e);
            }
        }
    }

    /** It takes a while until it takes records; the next checks will see. */
    private void createStream() throws SendException {
        CreateStreamRequest request =
                CreateStreamRequest.builder()
                        .streamName(stream)
                        .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))
                        .build();
        try {
            client.createStream(request);
            LOG.info("the Kinesis stream {} is being made, on demand", stream);
        } catch (ResourceInUseException e) {
            LOG.debug("somebody else makes it", e);
        } catch (SdkException e) {
            throw new SendException(SendFailure.reasonOf(e), SendFailure.wordFor(e), e);
        }
    }

    /**
     * Sends one request.
     *
     * @throws SendException when it was refused as a whole, or when its fate is unknown
     */
    Outcome put(List<ForwardEntry> entries) throws SendException {
        PutRecordsRequest request =
                PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(entries.stream().map(KinesisSender::record).toList())
                        .build();
        resolveCredentials();
        try {
            return outcome(entries.size(), client.putRecords(request));
        } catch (SdkException e) {
            throw new SendException(SendFailure.reasonOf(e), SendFailure.wordFor(e), e);
        }
    }

    private static PutRecordsRequestEntry record(ForwardEntry entry) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(entry.key())
                .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                .build();
    }

    private static Outcome outcome(int entries, PutRecordsResponse response) {
        List<PutRecordsResultEntry> results = response.records();
        List<Boolean> arrived = new ArrayList<>(entries);
        Reason failure = null;
        for (int i = 0; i < entries; i++) {
            // An answer that is short of results says nothing about the rest, so that goes again.
            String error = i < results.size() ? results.get(i).errorCode() : "Missing";
            arrived.add(error == null);
            if (error != null && failure != Reason.THROTTLED) {
                failure = error.equals(THROTTLED_CODE) ? Reason.THROTTLED : Reason.REFUSED;
            }
        }
        return new Outcome(arrived, failure);
    }

    /**
     * The provider caches; asking it first tells missing credentials from an unreachable endpoint.
     */
    private void resolveCredentials() throws SendException {
        try {
            credentials.resolveCredentials();
        } catch (SdkException e) {
            throw new SendException(Reason.CREDENTIALS, SendFailure.wordFor(e), e);
        }
    }

    @Override
    public void close() {
        client.close();
        if (credentials instanceof DefaultCredentialsProvider chain) {
            chain.close();
        }
    }
}
