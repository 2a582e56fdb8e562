package clinic.daybook.installer.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A day on which much goes wrong: a server process and desk processes, each behind a line of its
 * own, people at work on shared reservations, trouble; then quiet, and the reckoning. The seed
 * decides what the trouble is and what people want; how that falls together is up to the machine,
 * so that a seed shows a kind of day and does not replay one.
 */
final class BadDay implements AutoCloseable {

    private static final Duration QUIET = Duration.ofMinutes(4);
    private static final int LOOK_MILLIS = 250;

    /**
     * What came of it.
     *
     * @param saved changes that desks reported as durable
     * @param events in the server's log at the end
     * @param alreadySo saved changes that another desk had made superfluous
     * @param waiting changes that wait for a person at the end
     * @param answered saved changes that had waited and were redone or dropped
     * @param trouble how often each kind was made
     * @param violations empty when everything held
     */
    record Outcome(
            int saved,
            int events,
            int alreadySo,
            int waiting,
            int answered,
            Map<Trouble.Kind, Integer> trouble,
            List<String> violations) {
        Outcome {
            trouble = Map.copyOf(trouble);
            violations = List.copyOf(violations);
        }
    }

    private final Path directory;
    private final Random random;
    private final Consumer<String> progress;
    private final ServerProcess server;
    private final List<DeskProcess> desks = new ArrayList<>();

    /** In an empty directory, which keeps the databases and the logs of all processes. */
    BadDay(Path directory, long seed, Consumer<String> progress) throws IOException {
        this.directory = directory;
        this.random = new Random(seed);
        this.progress = progress;
        this.server = new ServerProcess(directory, freePort(), JavaProcess.SHORT_LIVED);
    }

    /** Lives through it; so many desks, trouble for so long. */
    Outcome live(int deskCount, Duration duration)
            throws IOException, InterruptedException, SQLException {
        server.start();
        server.awaitListening();
        String staffId =
                server.command(
                        "staff", "add", "--name", "배소윤", "--role", "manager", "--pin", "123456");
        for (int i = 0; i < deskCount; i++) {
            String name = String.valueOf((char) ('a' + i));
            CuttingProxy line =
                    CuttingProxy.start(server.port(), new SplittableRandom(random.nextLong()));
            DeskProcess desk =
                    new DeskProcess(
                            name,
                            directory,
                            staffId,
                            line,
                            new SplittableRandom(random.nextLong()));
            desks.add(desk);
            desk.start();
            desk.enrol(server.command("enrol", "--name", name));
            desk.begin();
        }
        Trouble trouble =
                new Trouble(
                        server,
                        desks,
                        directory.resolve("scratch"),
                        new SplittableRandom(random.nextLong()),
                        progress);
        trouble.make(duration);
        progress.accept("quiet");
        for (DeskProcess desk : desks) {
            desk.pause();
        }
        List<String> violations = new ArrayList<>(awaitAgreement());
        return reckon(trouble, violations);
    }

    /** Empty when all desks come to the same, in time. */
    private List<String> awaitAgreement() throws IOException, InterruptedException {
        long until = System.nanoTime() + QUIET.toNanos();
        List<String> last = List.of();
        while (System.nanoTime() < until) {
            List<String> states = new ArrayList<>();
            Set<String> digests = new HashSet<>();
            boolean settled = true;
            for (DeskProcess desk : desks) {
                JsonNode status = desk.status();
                settled &=
                        status.path("connection").asText().equals("LIVE")
                                && status.path("unsent").asInt(-1) == 0
                                && status.path("position").asLong(-1)
                                        == status.path("head").asLong(-2);
                digests.add(
                        status.path("position").asText() + " " + status.path("digest").asText());
                states.add(desk.name() + " " + status);
            }
            if (settled && digests.size() == 1) {
                return List.of();
            }
            last = states;
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return List.of("I4: the desks do not come to the same: " + last);
    }

    private Outcome reckon(Trouble trouble, List<String> violations)
            throws IOException, InterruptedException, SQLException {
        Reckoning reckoning =
                new Reckoning(
                        ServerLog.read(server.url(), server.command("enrol", "--name", "auditor")));
        int saved = 0;
        for (DeskProcess desk : desks) {
            desk.quit();
            Map<UUID, String> changes = desk.saved();
            saved += changes.size();
            violations.addAll(desk.broken());
            reckoning.take(desk.name(), changes, desk.directory());
        }
        server.stop();
        violations.addAll(reckoning.violations());
        String verdict = server.command("verify");
        if (!verdict.startsWith("sound")) {
            violations.add("the server's store is not sound: " + verdict);
        }
        return new Outcome(
                saved,
                reckoning.events(),
                reckoning.alreadySo(),
                reckoning.waiting(),
                reckoning.answered(),
                trouble.counts(),
                violations);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (DeskProcess desk : desks) {
            desk.close();
        }
        server.close();
    }
}
