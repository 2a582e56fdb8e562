package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A desk without windows, in a process of its own, told by lines on standard input what its person
 * does. Every answer is one line that begins with the command's word; beside them, {@code saved
 * <commit id> <command>} says as soon as it is so that a change is durable at this desk.
 *
 * <pre>
 * enrol URL CODE NAME   makes the desk known to a server
 * begin / pause         its person begins to work at random, or stops
 * status                where it stands, as JSON
 * quit                  ends the desk as an application does
 * </pre>
 */
public final class DeskAgentMain {

    private static final int PATIENCE_SECONDS = 30;

    private final DeskModel desk;
    private final AgentWork work;
    private final PrintStream out;
    private final AtomicReference<@Nullable SyncStatus> sync = new AtomicReference<>();
    private final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());

    private DeskAgentMain(DeskModel desk, StreamId staff, long seed, PrintStream out) {
        this.desk = desk;
        this.out = out;
        this.work = new AgentWork(desk, staff, new Random(seed), this::say);
        desk.onSync(sync::set);
        desk.onAttention(attention::set);
    }

    /**
     * Arguments: the data directory, the staff id of its person, a seed, and how many seconds its
     * clock is ahead.
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        InstantSource clock =
                InstantSource.offset(
                        InstantSource.system(), Duration.ofSeconds(Long.parseLong(arguments[3])));
        try (DeskModel desk = DeskRuntime.open(Path.of(arguments[0]), clock)) {
            new DeskAgentMain(desk, StreamId.parse(arguments[1]), Long.parseLong(arguments[2]), out)
                    .serve();
        }
    }

    private void say(String line) {
        synchronized (out) {
            out.println(line);
        }
    }

    private void serve() throws Exception {
        say("ready ");
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "enrol" -> {
                        desk.enrol(words[1], words[2], words[3])
                                .toCompletableFuture()
                                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        say("enrol done");
                    }
                    case "begin" -> {
                        work.begin();
                        say("begin done");
                    }
                    case "pause" -> {
                        work.pause();
                        say("pause done");
                    }
                    case "status" -> say("status " + status());
                    case "quit" -> {
                        work.pause();
                        return;
                    }
                    default -> throw new IOException("unknown command");
                }
            }
        }
    }

    private String status() throws Exception {
        ObjectNode node = Json.mapper().createObjectNode();
        String digest = desk.digest().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        SyncStatus now = sync.get();
        if (now != null) {
            node.put("connection", now.connection().name());
            node.put("unsent", now.unsent());
            node.put("position", now.position());
            node.put("head", now.head());
        }
        node.put("digest", digest);
        node.put("attention", attention.get().size());
        return node.toString();
    }
}
