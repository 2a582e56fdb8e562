package clinic.daybook.server.kinesis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * A Kinesis emulator on the loopback address, in a Node.js process of its own. It forgets
 * everything when it stops. Keep a stream below about 2,000 records: it slows down with their
 * square.
 */
public final class LocalKinesis implements AutoCloseable {

    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private static final String REGION = "us-east-1";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final int tlsPort;
    private final Process process;

    private LocalKinesis(int port, int tlsPort, Process process) {
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
    }

    /** Starts an emulator on free ports; installs it first where this machine has not got it. */
    public static LocalKinesis start() {
        return start(freePort(), freePort());
    }

    /** Starts an emulator in this one's place, after it was closed, with nothing in it. */
    LocalKinesis startAgain() {
        return start(port, tlsPort);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public KinesisTarget target(String stream) {
        return new KinesisTarget(stream, endpoint(), REGION, false);
    }

    KinesisClient client() {
        return KinesisSender.client(target("any"), CREDENTIALS);
    }

    /** Creates the stream and waits until it takes records. */
    public void createStream(String stream, int shards) {
        try (KinesisClient client = client()) {
            client.createStream(
                    CreateStreamRequest.builder().streamName(stream).shardCount(shards).build());
            awaitActive(client, stream);
        }
    }

    /** Splits the stream's only open shard in two. */
    public void split(String stream) {
        try (KinesisClient client = client()) {
            Shard shard = open(client, stream).getFirst();
            BigInteger middle =
                    new BigInteger(shard.hashKeyRange().startingHashKey())
                            .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                            .shiftRight(1);
            SplitShardRequest request =
                    SplitShardRequest.builder()
                            .streamName(stream)
                            .shardToSplit(shard.shardId())
                            .newStartingHashKey(middle.toString())
                            .build();
            client.splitShard(request);
            awaitActive(client, stream);
        }
    }

    /** Merges the stream's two open shards into one. */
    public void merge(String stream) {
        try (KinesisClient client = client()) {
            List<Shard> open = open(client, stream);
            MergeShardsRequest request =
                    MergeShardsRequest.builder()
                            .streamName(stream)
                            .shardToMerge(open.getFirst().shardId())
                            .adjacentShardToMerge(open.getLast().shardId())
                            .build();
            client.mergeShards(request);
            awaitActive(client, stream);
        }
    }

    /** How many shards the stream has and had. */
    int shards(String stream) {
        try (KinesisClient client = client()) {
            return list(client, stream).size();
        }
    }

    /** How the stream's shards are provided. */
    StreamMode mode(String stream) {
        try (KinesisClient client = client()) {
            return summary(client, stream).streamModeDetails().streamMode();
        }
    }

    private static void awaitActive(KinesisClient client, String stream) {
        Awaitility.await()
                .atMost(START_LIMIT)
                .until(() -> summary(client, stream).streamStatus() == StreamStatus.ACTIVE);
    }

    private static StreamDescriptionSummary summary(KinesisClient client, String stream) {
        DescribeStreamSummaryRequest describe =
                DescribeStreamSummaryRequest.builder().streamName(stream).build();
        return client.describeStreamSummary(describe).streamDescriptionSummary();
    }

    /** Those that take records, by the keys that they take. */
    private static List<Shard> open(KinesisClient client, String stream) {
        return list(client, stream).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(
                        Comparator.comparing(
                                shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    /** Parents before their children, as a consumer has to read them. */
    private static List<Shard> list(KinesisClient client, String stream) {
        ListShardsRequest list = ListShardsRequest.builder().streamName(stream).build();
        return client.listShards(list).shards().stream()
                .sorted(Comparator.comparing(Shard::shardId))
                .toList();
    }

    /** Every record of the stream, shard by shard, each shard in its order after its parents. */
    List<Record> readAll(String stream) {
        try (KinesisClient client = client()) {
            List<Record> records = new ArrayList<>();
            for (Shard shard : list(client, stream)) {
                GetShardIteratorRequest from =
                        GetShardIteratorRequest.builder()
                                .streamName(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                                .build();
                String iterator = client.getShardIterator(from).shardIterator();
                boolean more = true;
                while (more) {
                    GetRecordsResponse page =
                            client.getRecords(
                                    GetRecordsRequest.builder()
                                            .shardIterator(iterator)
                                            .limit(1_000)
                                            .build());
                    records.addAll(page.records());
                    iterator = page.nextShardIterator();
                    more = iterator != null && page.millisBehindLatest() > 0;
                }
            }
            return records;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LocalKinesis start(int port, int tlsPort) {
        try {
            Path script = script();
            Path log = Files.createTempFile("local-kinesis", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    "node",
                                    "--require",
                                    sources().resolve("loopback.cjs").toString(),
                                    script.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            Map<String, String> environment = builder.environment();
            environment.put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
            environment.put("KINESIS_MOCK_TLS_PORT", Integer.toString(tlsPort));
            environment.put(
                    "KINESIS_MOCK_CERT_PATH", script.resolveSibling("server.json").toString());
            environment.put("LOG_LEVEL", "ERROR");
            LocalKinesis kinesis = new LocalKinesis(port, tlsPort, builder.start());
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .until(() -> kinesis.isListening() || !kinesis.process.isAlive());
            if (!kinesis.process.isAlive()) {
                throw new IllegalStateException("the emulator ended: " + Files.readString(log));
            }
            Files.delete(log);
            return kinesis;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The tests of the Kinesis forwarder need Node.js 18 or newer with npm:"
                            + " install the packages nodejs and npm.",
                    e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The emulator's program: the one that the environment names, or one installed here. */
    private static Path script() throws IOException {
        String named = System.getenv("DAYBOOK_KINESIS_LOCAL");
        return named != null && Files.isRegularFile(Path.of(named))
                ? Path.of(named)
                : install().resolve("node_modules/kinesis-local/main.js");
    }

    /** The directory that holds the emulator's package, shared by all checkouts of this person. */
    private static Path install() throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".cache", "daybook", "kinesis-0.6.2");
        Path done = home.resolve("installed");
        Files.createDirectories(home);
        try (FileChannel channel =
                        FileChannel.open(
                                home.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(done)) {
                for (String file : List.of("package.json", "package-lock.json")) {
                    Files.copy(
                            sources().resolve(file),
                            home.resolve(file),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                npmInstall(home);
                Files.createFile(done);
            }
        }
        return home;
    }

    private static void npmInstall(Path home) throws IOException {
        boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        File log = home.resolve("npm.log").toFile();
        Process npm =
                new ProcessBuilder(
                                windows ? "npm.cmd" : "npm",
                                "ci",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        try {
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IOException("npm ci failed: " + Files.readString(log.toPath()));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm ran", e);
        }
    }

    /** Surefire runs tests in their module's directory, that of the worker lies in the server's. */
    private static Path sources() {
        Path here = Path.of("src", "test", "kinesis").toAbsolutePath();
        return Files.isDirectory(here)
                ? here
                : Path.of("..", "src", "test", "kinesis").toAbsolutePath();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
